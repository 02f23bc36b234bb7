"""A plan that was reckoned and checked becomes rows, all at once: outings, rides, and why somebody has none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from maillage.core.carpool.nouns import Act, Plan, Proof, Trip
from maillage.core.carpool.nouns import Outing as Driven
from maillage.core.ride_money import contribution
from maillage.core.week_clock import is_on_the_road_at_the_change
from maillage.kit.jobs import enqueue
from maillage.mobility.actions.find_wishes import find_wishes
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.enums import PlanState
from maillage.mobility.models import Outing, Ride, RidePlan, Unserved
from maillage.mobility.queries.moments import Moments
from maillage.mobility.queries.week_asked import WeekAsked, metres_along
from maillage.mobility.queries.week_builder import lift_of, money_rules, tenths_of_km
from maillage.mobility.queries.week_rows import BY_HAND

if TYPE_CHECKING:
    from maillage.mobility.queries.week_explained import Explained

AIMS = ("kept_promises", "served", "changes", "detour", "load")


@dataclass(frozen=True)
class Written:
    """An outing as rows that are not saved yet."""

    outing: Outing
    rides: list[Ride]


@transaction.atomic
def keep_plan(plan: RidePlan, asked: WeekAsked, found: Plan, told: Explained) -> None:
    """Keep a plan; where another worker has kept it already, or it was ended, nothing happens."""
    take_region(plan.region)
    values = {
        "state": PlanState.READY,
        "proof": proof_of(asked, found),
        "travel": asked.travel.source,
        "told": {**plan.told, **remarks(plan, asked, found)},
        "reckoned_at": timezone.now(),
    }
    if not RidePlan.objects.filter(pk=plan.pk, state=PlanState.RECKONING).update(**values):
        return
    older = RidePlan.objects.filter(region=plan.region, monday=plan.monday, edition__lt=plan.edition)
    older.filter(state=PlanState.READY).update(state=PlanState.REPLACED)
    write_outings(plan, asked, found.outings)
    Unserved.objects.bulk_create(unserved_rows(plan, asked, told))
    enqueue(find_wishes, plan.pk)


def write_outings(plan: RidePlan, asked: WeekAsked, driven: tuple[Driven, ...]) -> None:
    """Make the rows of outings and of the rides in them."""
    trips = {trip.key: trip for trip in asked.week.trips}
    written = [written_outing(plan, asked, outing, trips[outing.trip]) for outing in driven]
    Outing.objects.bulk_create([one.outing for one in written])
    rides = [ride for one in written for ride in one.rides]
    for one in written:
        for ride in one.rides:
            ride.outing = one.outing
    Ride.objects.bulk_create(rides)


def written_outing(plan: RidePlan, asked: WeekAsked, driven: Driven, trip: Trip) -> Written:
    """Return the rows of one outing."""
    drive = asked.days.drives[driven.trip]
    moments = Moments(driven, plan.monday, plan.region.time_zone)
    way = [trip.origin, *(stop.place for stop in driven.stops), trip.destination]
    outing = Outing(
        plan=plan,
        volunteer=drive.offer.volunteer,
        offer=drive.offer,
        on=drive.on,
        leaves_at=moments.at(driven.leaves),
        arrives_at=moments.at(driven.arrives),
        detour_seconds=driven.detour,
        km=km_of(metres_along(asked.travel, way)),
    )
    return Written(outing, [written_ride(asked, driven, key, moments) for key in riders_of(driven)])


def riders_of(driven: Driven) -> list[str]:
    """Return the requests of an outing in the order of getting in."""
    return [stop.request for stop in driven.stops if stop.act == Act.PICKUP]


def written_ride(asked: WeekAsked, driven: Driven, key: str, moments: Moments) -> Ride:
    """Return the row of one ride, with its kilometres (of the direct way) and what it costs the rider."""
    leg = asked.days.legs[key]
    into, out = (next(stop for stop in driven.stops if (stop.request, stop.act) == (key, act)) for act in Act)
    metres = int(asked.travel.metres[into.place, out.place])
    per_km = asked.days.drives[driven.trip].offer.volunteer.driver.eur_per_km
    lift = lift_of(leg, metres, asked.rules.region.country)
    return Ride(
        request=leg.request,
        leg=leg.leg,
        pickup_at=moments.at(into.at),
        dropoff_at=moments.at(out.at),
        km=tenths_of_km(metres),
        contribution_eur=contribution(lift, per_km, money_rules(asked.rules)),
    )


def km_of(metres: int) -> Decimal:
    """Return metres as kilometres with one decimal."""
    return (Decimal(metres) / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)


def unserved_rows(plan: RidePlan, asked: WeekAsked, told: Explained) -> list[Unserved]:
    """Return the rows of who has no lift, each with its checked reason; who was taken off by hand stays off."""
    legs = asked.days.legs
    why: dict[str, tuple[str, dict[str, Any]]] = dict.fromkeys(
        sorted(asked.settled.refused_legs & legs.keys()), (BY_HAND, {})
    )
    return [
        Unserved(plan=plan, request=legs[key].request, on=legs[key].on, leg=legs[key].leg, reason=reason, facts=facts)
        for key, (reason, facts) in {**told.reasons, **why}.items()
    ]


def proof_of(asked: WeekAsked, found: Plan) -> dict[str, Any]:
    """Return what was proved, as plain values: value and bound of each aim, and how many legs were asked for."""
    aims: dict[str, Proof] = {aim: getattr(found, aim) for aim in AIMS}
    return {
        **{aim: [proof.value, proof.bound] for aim, proof in aims.items()},
        "asked": len(asked.week.requests),
        "promised": len(asked.earlier.promised),
        "stopped": found.stopped,
    }


def remarks(plan: RidePlan, asked: WeekAsked, found: Plan) -> dict[str, Any]:
    """Return what the page says beside the plan: from when it plans, who may not drive, what the clock change meets."""
    zone = plan.region.time_zone
    return {
        "from": asked.settled.from_moment.isoformat(),
        "barred": [[one.offer.pk, str(one.on), str(one.bar)] for one in asked.days.barred],
        "offered": len(asked.week.trips),
        "clock_change": [
            one.trip
            for one in found.outings
            if is_on_the_road_at_the_change(plan.monday, one.leaves, one.arrives, zone)
        ],
    }
