"""Verbs on what came of lifts: done or not, with the figures of the year growing in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.tally import added, renamed, taken_back, word_of
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.answering import TooLate, heard_of
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.enums import Outcome, PlanState, Qualifies
from maillage.mobility.models import Newcomer, Outing, Ride, RideYear
from maillage.mobility.own_week import is_off
from maillage.mobility.queries.own_weeks import TOLD_WITHIN, today_in
from maillage.territory.models import Region

HAPPENED = (Outcome.DONE, Outcome.DID_NOT)
RIDERS = {
    Qualifies.PLACE: "riders_by_place",
    Qualifies.RESOURCES: "riders_by_resources",
    Qualifies.UNKNOWN: "riders_unknown",
}


@transaction.atomic
def settle_outing(*, outing: Outing, outcome: Outcome | str, by: Actor) -> bool:
    """Note whether an outing took place, with all its riders; noted twice it is noted once."""
    found = begun_of(outing, Outcome(outcome))
    rides = [ride for ride in rides_of(found) if not is_off(ride) and ride.outcome != outcome]
    if found.outcome == outcome and not rides:
        return False
    for ride in rides:
        _settle(ride, found, Outcome(outcome))
    found.outcome = outcome
    found.save(update_fields=["outcome"])
    heard_of(found.volunteer, by)
    audit.record("note outcome of drive", by=by, on=found, owner=found.plan.region.slug, outcome=str(outcome))
    return True


@transaction.atomic
def settle_ride(*, ride: Ride, outcome: Outcome | str, by: Actor) -> bool:
    """Note whether one rider's lift took place; the outing took place where any of its lifts did."""
    outing = begun_of(ride.outing, Outcome(outcome))
    rides = rides_of(outing)
    found = next(one for one in rides if one.pk == ride.pk)
    if found.outcome == outcome:
        return False
    if is_off(found):
        raise TooLate(_("This lift was called off, so nothing came of it."))
    _settle(found, outing, Outcome(outcome))
    told = {one.outcome for one in rides if not is_off(one)}
    outing.outcome = next((one for one in (Outcome.DONE, Outcome.PLANNED) if one in told), Outcome.DID_NOT)
    outing.save(update_fields=["outcome"])
    audit.record("note outcome of lift", by=by, on=found, owner=outing.plan.region.slug, outcome=str(outcome))
    return True


def begun_of(outing: Outing, outcome: Outcome) -> Outing:
    """Return an outing that has begun, as it is now, once nobody else changes its week."""
    if outcome not in HAPPENED:
        raise ValueError(outcome)
    take_region(outing.plan.region)
    found = Outing.objects.select_related("plan__region", "volunteer__driver", "offer").get(pk=outing.pk)
    now = timezone.now()
    if found.plan.state != PlanState.PROPOSED:
        raise TooLate(_("The week was planned anew meanwhile. What stands now is on the page."))
    if found.leaves_at > now:
        raise TooLate(_("This lift has not begun yet. Say afterwards whether it took place."))
    if found.on <= today_in(found.plan.region, now) - TOLD_WITHIN:
        raise TooLate(_("This lift is more than 30 days ago: who rode is erased, and the figures stand as they are."))
    if is_off(found):
        raise TooLate(_("This lift was called off, so nothing came of it."))
    return found


def rides_of(outing: Outing) -> list[Ride]:
    """Return the rides of an outing with their riders, whom nobody else changes meanwhile."""
    riders = Newcomer.objects.filter(requests__rides__outing=outing).values_list("pk", flat=True)
    list(Newcomer.objects.select_for_update(of=("self",)).filter(pk__in=list(riders)).order_by("pk"))
    return list(outing.rides.select_related("request__newcomer").order_by("pk"))


def _settle(ride: Ride, outing: Outing, outcome: Outcome) -> None:
    if outcome == Outcome.DONE:
        count(ride, outing, 1)
    elif ride.outcome == Outcome.DONE:
        count(ride, outing, -1)
    ride.outcome = outcome
    ride.save(update_fields=["outcome"])


def year_of(region: Region, year: int) -> RideYear:
    """Return the figures of a year, once nobody else changes them."""
    RideYear.objects.get_or_create(region=region, year=year)
    return RideYear.objects.select_for_update(of=("self",)).get(region=region, year=year)


def count(ride: Ride, outing: Outing, sign: int) -> None:
    """Count one lift that was done, or take it back with -1."""
    figures = year_of(outing.plan.region, outing.on.year)
    figures.trips = max(0, figures.trips + sign)
    figures.km = max(Decimal(0), figures.km + sign * ride.km)
    figures.contribution_eur = max(Decimal(0), figures.contribution_eur + sign * ride.contribution_eur)
    if outing.volunteer:
        seats = outing.offer.seats if outing.offer else outing.volunteer.driver.seats
        count_driver(figures, outing.volunteer.public_id, seats, sign)
    if ride.request:
        # Several rides of one request hold the newcomer each for themselves.
        newcomer = Newcomer.objects.get(pk=ride.request.newcomer_id)
        count_rider(figures, newcomer, sign)
    figures.save()


def count_driver(figures: RideYear, public_id: str, seats: int, sign: int) -> None:
    """Count who drives for the first time in a year, with the seats of the car; the last lift taken back uncounts."""
    if sign > 0:
        figures.counted_drivers, is_first = added(figures.counted_drivers, public_id, str(seats))
        change, of_car = (1, seats) if is_first else (0, 0)
    else:
        figures.counted_drivers, word = taken_back(figures.counted_drivers, public_id)
        change, of_car = (0, 0) if word is None else (-1, -int(word))
    figures.drivers = max(0, figures.drivers + change)
    figures.seats_offered = max(0, figures.seats_offered + of_car)


def count_rider(figures: RideYear, newcomer: Newcomer, sign: int) -> None:
    """Count who rides for the first time in a year, by the rule that lets them; the last taken back uncounts."""
    year = str(figures.year)
    if sign > 0:
        newcomer.counted_in, is_first = added(newcomer.counted_in, year, newcomer.qualifies)
        change, word = int(is_first), newcomer.qualifies
    else:
        newcomer.counted_in, was = taken_back(newcomer.counted_in, year)
        change, word = (0, "") if was is None else (-1, was)
    newcomer.save(update_fields=["counted_in"])
    if change:
        add_rider(figures, word, change)


def add_rider(figures: RideYear, qualifies: str, change: int) -> None:
    """Change the number of riders who ride by one rule."""
    column = RIDERS[Qualifies(qualifies)]
    setattr(figures, column, max(0, getattr(figures, column) + change))


@transaction.atomic
def recount_rider(*, newcomer: Newcomer, years: Iterable[int] = ()) -> None:
    """Count somebody by another rule from now on, in the years in which they are counted and no report was sent."""
    take_region(newcomer.region)
    found = Newcomer.objects.select_for_update(of=("self",)).get(pk=newcomer.pk)
    for line in list(found.counted_in):
        year = int(line[0])
        was = word_of(found.counted_in, str(year))
        if was is None or was == found.qualifies or (years and year not in years):
            continue
        figures = year_of(newcomer.region, year)
        if not figures.words.get("sent_on"):
            add_rider(figures, was, -1)
            add_rider(figures, found.qualifies, 1)
            figures.save()
            found.counted_in = renamed(found.counted_in, str(year), found.qualifies)
    found.save(update_fields=["counted_in"])
