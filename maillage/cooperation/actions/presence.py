"""Verbs on who is there: tick somebody, tick all who said yes, welcome somebody new."""

from __future__ import annotations

from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import Answer, Mode
from maillage.cooperation.models import Invitation, Presence, Roundtable
from maillage.cooperation.queries.seats import COMES, WAITS
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.people.models import Contact, Organisation
from maillage.territory.models import Region


class Tick(StrEnum):
    """What is ticked for a person: here, left midway, or not here after all."""

    HERE = "here"
    LEFT = "left"
    AWAY = "away"


@transaction.atomic
def tick_presence(
    *, roundtable: Roundtable, contact: Contact, tick: Tick | str, by: Actor, comes: str = ""
) -> Presence | None:
    """Tick that somebody is here, has left, or is not here; ticking twice changes nothing."""
    if contact.region_id != roundtable.region_id:
        raise ValidationError(_("This person belongs to another region."))
    tick = Tick(tick)
    take_turn(roundtable)
    presence = Presence.objects.filter(roundtable=roundtable, contact=contact).first()
    if tick == Tick.AWAY:
        Presence.objects.filter(roundtable=roundtable, contact=contact).delete()
        presence = None
    elif tick == Tick.HERE:
        presence = come_back(presence) if presence else arrive(roundtable, contact, comes)
    elif presence and presence.left_at is None:
        presence.left_at = max(timezone.now(), presence.arrived_at)
        presence.save(update_fields=["left_at"])
    audit.record("tick presence", by=by, on=roundtable, owner=roundtable.region.slug, tick=tick.value)
    return presence


def come_back(presence: Presence) -> Presence:
    """Note that somebody who had left is back; what they missed stays known."""
    if presence.left_at is not None:
        back = max(timezone.now(), presence.left_at)
        presence.away = [*presence.away, [presence.left_at.isoformat(), back.isoformat()]]
        presence.left_at = None
        presence.save(update_fields=["left_at", "away"])
    return presence


def arrive(roundtable: Roundtable, contact: Contact, comes: str = "") -> Presence:
    """Note an arrival, online or on site as was said at the door, else as was answered."""
    invitation = Invitation.objects.filter(roundtable=roundtable, contact=contact).first()
    said = comes if roundtable.mode == Mode.HYBRID and comes in {Mode.ONLINE, Mode.ON_SITE} else ""
    return Presence.objects.create(
        roundtable=roundtable,
        contact=contact,
        comes=said or manner_of(roundtable, invitation),
        stood_in_by=invitation.substitute_name if invitation and invitation.answer == Answer.SUBSTITUTE else "",
        arrived_at=timezone.now(),
    )


def manner_of(roundtable: Roundtable, invitation: Invitation | None) -> str:
    """Say how somebody takes part: as the roundtable meets, in a hybrid one as they answered."""
    if roundtable.mode != Mode.HYBRID:
        return roundtable.mode
    return invitation.comes if invitation and invitation.comes != Mode.HYBRID else ""


@transaction.atomic
def tick_all_who_said_yes(*, roundtable: Roundtable, by: Actor) -> int:
    """Tick everybody who said yes and is not ticked yet; return how many."""
    take_turn(roundtable)
    said_yes = Invitation.objects.filter(roundtable=roundtable, revoked_at=None, answer__in=COMES).exclude(WAITS)
    invitations = said_yes.exclude(contact__presences__roundtable=roundtable)
    now = timezone.now()
    ticked = [
        Presence(
            roundtable=roundtable,
            contact_id=invitation.contact_id,
            comes=manner_of(roundtable, invitation),
            stood_in_by=invitation.substitute_name if invitation.answer == Answer.SUBSTITUTE else "",
            arrived_at=now,
        )
        for invitation in invitations
    ]
    Presence.objects.bulk_create(ticked)
    if ticked:
        audit.record("tick all", by=by, on=roundtable, owner=roundtable.region.slug, ticked=len(ticked))
    return len(ticked)


@transaction.atomic
def set_manner(*, roundtable: Roundtable, contact: Contact, comes: Mode | str, by: Actor) -> None:
    """Say whether somebody ticked is in the room or on the line."""
    Presence.objects.filter(roundtable=roundtable, contact=contact).update(comes=Mode(comes))
    audit.record("set manner", by=by, on=roundtable, owner=roundtable.region.slug, comes=str(comes))


@transaction.atomic
def welcome(
    *,
    roundtable: Roundtable,
    name: str,
    by: Actor,
    email: str = "",
    organisation: Organisation | None = None,
    category: str = "",
    comes: str = "",
) -> Contact:
    """Tick somebody who was not in the directory; an address that is known there is the person it belongs to.

    Without an address, whoever was welcomed under this name from this house at this table is the same person.
    """
    region = Region.objects.select_for_update().get(pk=roundtable.region_id)
    met = {"name": name, "organisation": organisation, "presences__roundtable": roundtable}
    same = {"email__iexact": email} if email else {"email": "", **met}
    contact = Contact.objects.filter(region=region, **same).first()
    if contact is None:
        contact = Contact.objects.create(
            region=region,
            organisation=organisation,
            name=name,
            email=email,
            category="" if organisation else category,
            preferred_language=region.first_language,
            is_demonstration=region.programme.is_demonstration,
        )
        audit.record("add contact", by=by, on=contact, owner=region.slug)
    tick_presence(roundtable=roundtable, contact=contact, tick=Tick.HERE, comes=comes, by=by)
    return contact
