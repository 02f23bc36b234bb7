"""Volunteers register, are welcomed, and what is known of them is kept right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.models import OutboxMail
from maillage.kit.twice import just_made
from maillage.people.actions.told_volunteers import tell_volunteer
from maillage.people.actions.volunteer_turns import take_region, take_volunteer
from maillage.people.enums import VolunteerState
from maillage.people.link_renewal import sends_again
from maillage.people.models import Charter, CharterAcceptance, Organisation, Volunteer, VolunteerLink
from maillage.people.volunteer_links import AS_VOLUNTEER
from maillage.territory.models import Place, Region

VISITOR = Actor("visitor", label="visitor")
REGISTERED, LINK, WELCOME = "people.volunteer_registered", "people.volunteer_link", "people.volunteer_welcome"
NEW_LINK = "people.volunteer_new_link"
PAUSE, WINDOW = timedelta(minutes=15), timedelta(minutes=10)
MOST_IN_WINDOW, MOST_FOR_AN_ADDRESS = 20, 5


class TooManyRegister(Exception):
    """More people register than ever happens by itself."""


@dataclass(frozen=True)
class VolunteerDetails:
    """What is known of a volunteer."""

    name: str = ""
    email: str = ""
    phone: str = ""
    preferred_language: str = "en"
    also_speaks: list[str] = field(default_factory=list)
    skills: list[str] = field(default_factory=list)
    available: list[str] = field(default_factory=list)
    place: Place | None = None
    organisation: Organisation | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """What is known column by column, names and numbers on one line."""
        tidy = {"name": one_line(self.name)[:150], "phone": one_line(self.phone)[:40], "email": self.email.lower()}
        return {**vars(self), **tidy}


@transaction.atomic
def register_volunteer(
    *, region: Region, details: VolunteerDetails, charter: Charter | None, by: Actor = VISITOR
) -> Volunteer | None:
    """Note that somebody wants to help; whoever is known already is sent their link, and nothing tells which it was.

    Raises TooManyRegister. The same form sent twice is one volunteer.
    """
    take_region(region)
    now = timezone.now()
    refuse_a_flood(region, now)
    columns = details.columns
    if columns["email"]:
        known = Volunteer.objects.filter(region=region, email__iexact=columns["email"]).first()
        if known and known.state != VolunteerState.LEFT:
            send_again(known, now)
            return None
    else:
        known = just_made(
            region.volunteers.filter(email="", name=columns["name"], phone=columns["phone"]), "created_at"
        )
        if known:
            return known
    volunteer = known or Volunteer(region=region, is_demonstration=region.programme.is_demonstration)
    volunteer.region = region
    write(volunteer, {**columns, "state": VolunteerState.ASKED, "left_at": None, "last_heard_at": now})
    if charter is not None:
        CharterAcceptance.objects.get_or_create(volunteer=volunteer, charter=charter, defaults={"accepted_at": now})
    audit.record("register volunteer", by=by, on=volunteer, owner=region.slug)
    tell_volunteer(volunteer, REGISTERED, occasion=f"{now:%Y%m%d%H%M}")
    return volunteer


def write(volunteer: Volunteer, columns: dict[str, Any]) -> None:
    """Put values into the columns of a volunteer and save them."""
    for name, value in columns.items():
        setattr(volunteer, name, value)
    volunteer.save()


def refuse_a_flood(region: Region, now: datetime) -> None:
    """Refuse when more register, or ask for their link, than ever happens by itself."""
    since = now - WINDOW
    asked = OutboxMail.objects.filter(composer=LINK, owner=region.slug, created_at__gt=since).count()
    if asked + region.volunteers.filter(created_at__gt=since).count() >= MOST_IN_WINDOW:
        raise TooManyRegister


def send_again(volunteer: Volunteer, now: datetime) -> None:
    """Send somebody who is known the link to their own page: once in a quarter of an hour, five times a day."""
    mails = OutboxMail.objects.filter(owner=volunteer.region.slug, composer__in=[LINK, REGISTERED])
    mine = mails.filter(params__volunteer=volunteer.pk)
    is_enough = mine.filter(created_at__gt=now - timedelta(days=1)).count() >= MOST_FOR_AN_ADDRESS
    if not is_enough and not mine.filter(created_at__gt=now - PAUSE).exists():
        tell_volunteer(volunteer, LINK, occasion=f"{now:%Y%m%d%H%M%S}")


@sends_again(AS_VOLUNTEER)
@transaction.atomic
def send_again_to(public_id: str) -> None:
    """Send a volunteer the links that hold now, as often as somebody who registers again."""
    known = Volunteer.objects.select_related("region__programme").exclude(state=VolunteerState.LEFT)
    if volunteer := known.filter(public_id=public_id).first():
        take_region(volunteer.region)
        send_again(volunteer, timezone.now())


@transaction.atomic
def renew_volunteer_link(*, volunteer: Volunteer, by: Actor) -> bool:
    """End all links of a volunteer and send the new ones; False where there is no address to send them to."""
    volunteer = take_volunteer(volunteer)
    refuse_left(volunteer)
    audit.record("renew volunteer link", by=by, on=volunteer, owner=volunteer.region.slug)
    return give_new_links(volunteer)


def give_new_links(volunteer: Volunteer) -> bool:
    """End the links of somebody whose row is held, and mail the new ones; False where there is no address."""
    renewed = VolunteerLink.objects.get_or_create(volunteer=volunteer)[0]
    renewed.nonce += 1
    renewed.save(update_fields=["nonce"])
    return tell_volunteer(volunteer, NEW_LINK, occasion=str(renewed.nonce))


@transaction.atomic
def add_volunteer(*, region: Region, details: VolunteerDetails, by: Actor) -> Volunteer:
    """Write down a volunteer who came in person or by telephone; they take part from now on."""
    take_region(region)
    columns = details.columns
    same = region.volunteers.filter(email=columns["email"], name=columns["name"], phone=columns["phone"])
    if twice := just_made(same, "created_at"):
        return twice
    refuse_taken(region, columns["email"])
    volunteer = Volunteer(region=region, is_demonstration=region.programme.is_demonstration)
    write(volunteer, {**columns, "state": VolunteerState.WELCOME, "last_heard_at": timezone.now()})
    audit.record("add volunteer", by=by, on=volunteer, owner=region.slug)
    tell_volunteer(volunteer, WELCOME, occasion="once")
    return volunteer


def refuse_taken(region: Region, email: str, but: Volunteer | None = None) -> None:
    """Refuse an address that another volunteer of the region has; only the desk is told so."""
    others = Volunteer.objects.filter(region=region, email__iexact=email)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if email and others.exists():
        raise ValidationError({"email": _("Another volunteer has this address already. Look for it in the list.")})


@transaction.atomic
def edit_volunteer(*, volunteer: Volunteer, details: VolunteerDetails, by: Actor, heard: bool = False) -> Volunteer:
    """Put right what is known of a volunteer; the trail keeps which columns changed. `heard` where they did it.

    With another address all links of before end, and the new ones are mailed to it.
    """
    take_region(volunteer.region)
    volunteer = take_volunteer(volunteer)
    refuse_left(volunteer)
    columns = details.columns
    refuse_taken(volunteer.region, columns["email"], but=volunteer)
    changed = [name for name, value in columns.items() if getattr(volunteer, name) != value]
    if heard:
        columns["last_heard_at"] = timezone.now()
    write(volunteer, columns)
    if changed:
        audit.record("edit volunteer", by=by, on=volunteer, owner=volunteer.region.slug, fields=changed)
    if "email" in changed:
        give_new_links(volunteer)
    return volunteer


def refuse_left(volunteer: Volunteer) -> None:
    """Refuse to ask or change anything of somebody who has stopped."""
    if volunteer.state == VolunteerState.LEFT:
        raise ValidationError(_("This volunteer has stopped. Nothing was changed."))


@transaction.atomic
def welcome_volunteer(*, volunteer: Volunteer, by: Actor) -> Volunteer:
    """Say yes to somebody who registered; welcomed twice is welcomed once."""
    volunteer = take_volunteer(volunteer)
    refuse_left(volunteer)
    if volunteer.state == VolunteerState.WELCOME:
        return volunteer
    volunteer.state = VolunteerState.WELCOME
    volunteer.save(update_fields=["state"])
    audit.record("welcome volunteer", by=by, on=volunteer, owner=volunteer.region.slug)
    tell_volunteer(volunteer, WELCOME, occasion=f"{timezone.now():%Y%m%d%H%M}")
    return volunteer


@transaction.atomic
def hear_from(*, volunteer: Volunteer, by: Actor) -> Volunteer:
    """Note that a volunteer is still there."""
    volunteer = take_volunteer(volunteer)
    refuse_left(volunteer)
    heard_now(volunteer)
    audit.record("hear from volunteer", by=by, on=volunteer, owner=volunteer.region.slug)
    return volunteer


def heard_now(volunteer: Volunteer) -> None:
    """Note the moment at which a volunteer last did something."""
    volunteer.last_heard_at = timezone.now()
    volunteer.save(update_fields=["last_heard_at"])
