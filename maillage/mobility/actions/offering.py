"""Verbs on offers: offer a drive, change it, leave out a day, withdraw it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.twice import just_made
from maillage.mobility.actions.asking import A_DAY, MOST_FOR_AN_ADDRESS, VISITOR, TooManyAsk, refuse_day
from maillage.mobility.actions.lift_telling import tell_driver
from maillage.mobility.actions.lift_turns import take_offer, take_region
from maillage.mobility.actions.newcomers import sound_person
from maillage.mobility.asked import Car, Offered, Person, faults_of_offered
from maillage.mobility.enums import OfferState
from maillage.mobility.lift_changes import LiftChange, tell_of_change
from maillage.mobility.models import Driver, LiftWord, Offer, OfferException
from maillage.mobility.queries.rules import today_of
from maillage.people.enums import Skill, VolunteerState
from maillage.people.models import Volunteer
from maillage.territory.actions.public_version import touch_region
from maillage.territory.models import Region

WINDOW = timedelta(minutes=10)
MOST_IN_WINDOW = 20
MOST_STANDING = 20


@transaction.atomic
def offer_lift(
    *,
    region: Region,
    offered: Offered,
    by: Actor,
    volunteer: Volunteer | None = None,
    person: Person | None = None,
    car: Car | None = None,
) -> Offer:
    """Keep what a `volunteer` offers, or a new `person` who thereby registers; the same form offers once.

    Nobody sees or plans it before the coordinator has said yes; a `car` that is known already stays as it is, since
    whoever filled in the form need not be its driver. Raises TooManyAsk, or ValidationError by field.
    """
    take_region(region)
    refuse_unsound_offer(offered, region)
    if volunteer is None:
        if person is None:
            raise ValueError("Somebody has to offer.")
        if again := offered_just_now(region, sound_person(person), offered):
            return again
        volunteer = join(region, sound_person(person), offered, by)
    if twice := just_made(Offer.objects.filter(volunteer=volunteer, **columns_of(offered)), "created_at"):
        twice.region, twice.volunteer = region, volunteer
        return twice
    refuse_many(volunteer, by)
    known = {"seats": offered.seats, **(car.as_columns() if car else {})}
    Driver.objects.get_or_create(volunteer=volunteer, defaults=known)
    offer = Offer.objects.create(region=region, volunteer=volunteer, **columns_of(offered))
    keep_days_off(offer, offered.when.off)
    audit.record("offer lift", by=by, on=offer, owner=region.slug)
    tell_driver(offer, "mobility.offered", occasion="once")
    return offer


def offered_just_now(region: Region, person: Person, offered: Offered) -> Offer | None:
    """Return the offer that the same form made a moment ago, of somebody who is known by a telephone alone."""
    if person.email:
        return None
    same = {"volunteer__email": "", "volunteer__name": person.name, "volunteer__phone": person.phone}
    known = Offer.objects.filter(region=region, **same, **columns_of(offered)).select_related("volunteer")
    found = just_made(known, "created_at")
    if found:
        found.region = found.volunteer.region = region
    return found


def refuse_unsound_offer(offered: Offered, region: Region, since: date | None = None) -> None:
    """Refuse what cannot be offered, by field."""
    if faults := faults_of_offered(offered, region, today_of(region), since):
        raise ValidationError(faults)


def refuse_many(volunteer: Volunteer, by: Actor) -> None:
    """Refuse more offers of one person than anybody drives, and more in a day by the form that is open to all."""
    today = Offer.objects.filter(volunteer=volunteer, created_at__gt=timezone.now() - A_DAY)
    if by.kind == VISITOR.kind and today.count() >= MOST_FOR_AN_ADDRESS:
        raise TooManyAsk
    if Offer.objects.filter(volunteer=volunteer).exclude(state=OfferState.WITHDRAWN).count() >= MOST_STANDING:
        raise ValidationError(_("You offer twenty drives already. Withdraw one that you do not make any more."))


def join(region: Region, person: Person, offered: Offered, by: Actor) -> Volunteer:
    """Return who offers: the volunteer known by this e-mail address, or a new one who waits to be welcomed.

    A known one's details stay as they are, and nothing is shown to whoever filled in the form, who need not be them.
    """
    known = Volunteer.objects.filter(region=region).exclude(email="")
    volunteer = known.filter(email__iexact=person.email).first()
    if volunteer is None:
        return register(region, person, offered, by)
    volunteer.region = region
    if volunteer.state == VolunteerState.LEFT:
        volunteer.state, volunteer.left_at = VolunteerState.ASKED, None
        volunteer.save(update_fields=["state", "left_at"])
        audit.record("register volunteer", by=by, on=volunteer, owner=region.slug)
    return volunteer


def register(region: Region, person: Person, offered: Offered, by: Actor) -> Volunteer:
    """Write down somebody who wants to drive; refuses more in ten minutes than ever come by themselves."""
    fresh = Volunteer.objects.filter(region=region, created_at__gt=timezone.now() - WINDOW)
    if by.kind != "user" and fresh.count() >= MOST_IN_WINDOW:
        raise TooManyAsk
    volunteer = Volunteer.objects.create(
        region=region,
        name=person.name,
        email=person.email,
        phone=person.phone,
        preferred_language=person.language,
        place=offered.from_place,
        skills=[Skill.DRIVING],
        last_heard_at=timezone.now(),
        is_demonstration=region.programme.is_demonstration,
    )
    audit.record("register volunteer", by=by, on=volunteer, owner=region.slug)
    return volunteer


def columns_of(offered: Offered) -> dict[str, Any]:
    """Return the columns of an offer."""
    return {
        "kind": offered.kind,
        "from_place": offered.from_place,
        "to_place": offered.to_place,
        "weekdays": sorted(set(offered.when.weekdays)),
        "leaves": offered.leaves,
        "arrives": offered.arrives,
        "seats": offered.seats,
        "detour_minutes": offered.detour_minutes,
        "first_on": offered.when.first_on,
        "last_on": offered.when.last_on,
        "in_holidays": offered.when.in_holidays,
    }


def keep_days_off(offer: Offer, off: tuple[date, ...]) -> None:
    """Keep the days on which nobody drives; extra days stay."""
    offer.exceptions.filter(takes_place=False).exclude(on__in=off).delete()
    known = set(offer.exceptions.values_list("on", flat=True))
    OfferException.objects.bulk_create(OfferException(offer=offer, on=on) for on in sorted(set(off)) if on not in known)


@transaction.atomic
def change_offer(*, offer: Offer, offered: Offered, by: Actor, was_approved_by_desk: bool = False) -> Offer:
    """Change what is offered; what was approved waits to be approved anew, unless the desk itself changes it."""
    offer = take_offer(offer)
    refuse_withdrawn_offer(offer)
    refuse_unsound_offer(offered, offer.region, offer.first_on)
    if not was_approved_by_desk:
        offer.state = OfferState.OFFERED
        LiftWord.objects.filter(offer=offer).delete()
    for name, value in columns_of(offered).items():
        setattr(offer, name, value)
    offer.save()
    keep_days_off(offer, offered.when.off)
    tell_of_change(LiftChange(offer.region, offers=(offer,)), by)
    audit.record("change offer", by=by, on=offer, owner=offer.region.slug)
    touch_region(offer.region)
    return offer


def refuse_withdrawn_offer(offer: Offer) -> None:
    """Refuse to change what is over."""
    if offer.state == OfferState.WITHDRAWN:
        raise ValidationError(_("This was withdrawn, and is not changed any more. Offer a new drive."))


@transaction.atomic
def skip_day(*, offer: Offer, on: date, by: Actor, back: bool = False) -> Offer:
    """Leave one day out, or take it in again with `back`; said twice it is said once."""
    offer = take_offer(offer)
    refuse_withdrawn_offer(offer)
    refuse_day(on, today_of(offer.region), offer.first_on, offer.last_on)
    if back:
        offer.exceptions.filter(on=on, takes_place=False).delete()
    else:
        OfferException.objects.update_or_create(offer=offer, on=on, defaults={"takes_place": False})
        tell_of_change(LiftChange(offer.region, offers=(offer,), on=on), by)
    audit.record("take drive back in" if back else "leave drive out", by=by, on=offer, owner=offer.region.slug)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: Actor) -> Offer:
    """Withdraw an offer; withdrawn twice is withdrawn once."""
    offer = take_offer(offer)
    if offer.state == OfferState.WITHDRAWN:
        return offer
    offer.state = OfferState.WITHDRAWN
    offer.save(update_fields=["state"])
    tell_of_change(LiftChange(offer.region, offers=(offer,)), by)
    audit.record("withdraw offer", by=by, on=offer, owner=offer.region.slug)
    touch_region(offer.region)
    return offer
