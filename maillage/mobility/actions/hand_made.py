"""What a plan is once a lift was put on another drive by hand: its outings built anew, its figures counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from django.utils.translation import gettext as _

from maillage.core.carpool.nouns import Act, Outing, Plan, Proof, Request, Stop, Trip, Week
from maillage.core.carpool.routes import outing as driven
from maillage.core.ride_check import Fault
from maillage.core.ride_check.outing import detour_of, faults_of_outing
from maillage.core.week_clock import seconds_of
from maillage.mobility.actions.plan_week import PlanRefused
from maillage.mobility.models import Outing as OutingRow
from maillage.mobility.models import RidePlan, RideRequest
from maillage.mobility.own_week import is_off, riding
from maillage.mobility.queries.week_asked import WeekAsked
from maillage.mobility.queries.week_rows import leg_key, trip_key


@dataclass(frozen=True)
class Change:
    """Whose lift on which day, and by leg the drive that it goes to; "" takes it off."""

    request: RideRequest
    on: date
    drives: Mapping[str, str]

    @property
    def drive_of(self) -> dict[str, str]:
        """By the keys of the reckoning."""
        return {leg_key(self.request.pk, self.on, leg): trip for leg, trip in self.drives.items()}


@dataclass(frozen=True)
class Stored:
    """The outings of a plan as the reckoning sees them, by their trips; `off` are trips that lost a rider meanwhile."""

    outings: Mapping[str, Outing]
    off: frozenset[str]


@dataclass(frozen=True)
class HandMade:
    """The outings of a plan before and after a change, and the trips that are no longer as they were."""

    before: tuple[Outing, ...]
    after: tuple[Outing, ...]
    touched: frozenset[str]

    @property
    def fewer(self) -> int:
        """How many lifts less there are; less than nothing where there are more."""
        before, after = (sum(len(riders_on(one)) for one in some) for some in (self.before, self.after))
        return before - after

    @property
    def longer(self) -> int:
        """How many seconds more are driven."""
        return sum(one.detour for one in self.after) - sum(one.detour for one in self.before)


def changed_outings(plan: RidePlan, change: Change, asked: WeekAsked) -> HandMade:
    """Return the outings of a plan with the change; a trip that carries nobody any more is touched, and gone."""
    known = stored_outings(plan, asked)
    wished = changed_riders(known, change, asked)
    built = {
        trip: rebuilt(asked.week, trip, riders, known.outings.get(trip)) for trip, riders in wished.items() if riders
    }
    kept = {trip: outing for trip, outing in known.outings.items() if trip not in wished}
    return HandMade(tuple(known.outings.values()), tuple({**kept, **built}.values()), frozenset(wished))


def stored_outings(plan: RidePlan, asked: WeekAsked) -> Stored:
    """Return the outings of a plan that are still to be driven, without who has called a lift off."""
    zone = plan.region.time_zone
    requests = {request.key: request for request in asked.week.requests}
    trips = {trip.key: trip for trip in asked.week.trips}
    driven_before = {outing.pk for outing in asked.settled.driven}
    found: dict[str, Outing] = {}
    off: set[str] = set()
    for row in plan.outings.prefetch_related("rides").order_by("leaves_at", "pk"):
        if row.pk in driven_before or is_off(row) or not riding(row):
            continue
        trip = trips.get(trip_key(row.offer_id, row.on)) if row.offer_id else None
        if trip is None:
            raise PlanRefused(outdated())
        leaves = seconds_of(row.leaves_at, plan.monday, zone)
        length = round((row.arrives_at - row.leaves_at).total_seconds())
        outing = Outing(trip.key, leaves, _stops_of(row, requests, leaves), leaves + length, 0)
        found[trip.key] = replace(outing, detour=detour_of(asked.week, trip, outing))
        if len(riding(row)) < len(row.rides.all()):
            off.add(trip.key)
    return Stored(found, frozenset(off))


def outdated() -> str:
    """Say that rows have changed under a plan."""
    return _("What is asked for or offered has changed since this plan was made. Plan the week anew.")


def _stops_of(row: OutingRow, requests: Mapping[str, Request], leaves: int) -> tuple[Stop, ...]:
    stops = []
    for ride in riding(row):
        request = requests.get(leg_key(ride.request_id, row.on, ride.leg)) if ride.request_id else None
        if request is None:
            raise PlanRefused(outdated())
        into = leaves + round((ride.pickup_at - row.leaves_at).total_seconds())
        out = leaves + round((ride.dropoff_at - row.leaves_at).total_seconds())
        stops += [Stop(request.key, Act.PICKUP, request.origin, into)]
        stops += [Stop(request.key, Act.DROPOFF, request.destination, out)]
    return tuple(sorted(stops, key=lambda stop: (stop.at, stop.act == Act.PICKUP)))


def changed_riders(known: Stored, change: Change, asked: WeekAsked) -> dict[str, list[str]]:
    """Return who rides on each drive that the change touches."""
    riders = {trip: riders_on(outing) for trip, outing in known.outings.items()}
    before = {key: trip for trip, keys in riders.items() for key in keys}
    offered = {trip.key for trip in asked.week.trips}
    requested = {request.key for request in asked.week.requests}
    touched = set(known.off)
    for key, trip in change.drive_of.items():
        if key in asked.settled.driven_legs:
            raise PlanRefused(_("This lift begins within the hour, or has begun. It stays as it is."))
        if key not in requested or (trip and trip not in offered):
            raise PlanRefused(outdated())
        if before.get(key, "") == trip:
            continue
        if key in before:
            riders[before[key]].remove(key)
            touched.add(before[key])
        if trip:
            riders.setdefault(trip, []).append(key)
            touched.add(trip)
    return {trip: riders[trip] for trip in sorted(touched)}


def riders_on(outing: Outing | None) -> list[str]:
    """Return who gets in, in their order."""
    return [stop.request for stop in outing.stops if stop.act == Act.PICKUP] if outing else []


def rebuilt(week: Week, key: str, riders: list[str], before: Outing | None) -> Outing:
    """Return the outing with the shortest way that carries the riders; where none does, the one with fewest faults."""
    trip = next(trip for trip in week.trips if trip.key == key)
    position = {request.key: number for number, request in enumerate(week.requests)}
    shortest: Outing | None = None
    longest_detour = trip.detour
    while longest_detour >= 0:
        try:
            shortest = driven(week, trip, [position[rider] for rider in riders], longest_detour)
        except ValueError:
            break
        longest_detour = shortest.detour - 1
    return shortest or least_wrong(week, trip, riders, before)


def least_wrong(week: Week, trip: Trip, riders: list[str], before: Outing | None) -> Outing:
    """Return the outing that breaks fewest rules, so that the right one can be named: one rider after the other."""
    asked = {request.key: request for request in week.requests}
    order: list[tuple[str, Act]] = [(stop.request, stop.act) for stop in before.stops] if before else []
    order = [stop for stop in order if stop[0] in riders]
    found = timed(week, trip, asked, order)
    for rider in riders:
        if (rider, Act.PICKUP) not in order:
            found = min(
                (timed(week, trip, asked, longer) for longer in with_rider(order, rider)),
                key=lambda one: len(faults_in(week, trip, asked, one)),
            )
            order = [(stop.request, stop.act) for stop in found.stops]
    return found


def with_rider(order: list[tuple[str, Act]], rider: str) -> list[list[tuple[str, Act]]]:
    """Return the order of stops with a rider who gets in and out, at each two places of it."""
    longer = []
    for into, out in combinations(range(len(order) + 2), 2):
        rest = iter(order)
        acts = {into: Act.PICKUP, out: Act.DROPOFF}
        longer.append([(rider, acts[at]) if at in acts else next(rest) for at in range(len(order) + 2)])
    return longer


def timed(week: Week, trip: Trip, asked: Mapping[str, Request], order: list[tuple[str, Act]]) -> Outing:
    """Return an order of stops with the earliest times at which the car can be there and the riders are."""
    place, free = trip.origin, trip.leaves
    stops: list[Stop] = []
    for rider, act in order:
        request = asked[rider]
        into = act == Act.PICKUP
        there, window = (request.origin, request.pickup) if into else (request.destination, request.dropoff)
        at = max(free + int(week.travel[place, there]), window.opens)
        stops.append(Stop(rider, act, there, at))
        place, free = there, at + request.boarding
    outing = Outing(trip.key, trip.leaves, tuple(stops), free + int(week.travel[place, trip.destination]), 0)
    return replace(outing, detour=detour_of(week, trip, outing))


def faults_in(week: Week, trip: Trip, asked: Mapping[str, Request], outing: Outing) -> list[Fault]:
    """Return the rules that an outing breaks by itself."""
    return list(faults_of_outing(week, asked, trip, outing))


def claimed(plan: RidePlan, asked: WeekAsked, outings: tuple[Outing, ...]) -> Plan:
    """Return the outings with what is true of them; bounds are those of the reckoning, none better than its value.

    Of a plan without figures nothing is known but what no plan can pass.
    """
    driver_of = {trip.key: trip.driver for trip in asked.week.trips}
    served = {key: outing.trip for outing in outings for key in riders_on(outing)}
    drivers = [driver_of[outing.trip] for outing in outings]
    requests = {request.key for request in asked.week.requests}
    before = {key: trip for key, trip in asked.earlier.trip_of.items() if key in requests}
    values = {
        "kept_promises": len(asked.earlier.promised & served.keys()),
        "served": len(served),
        "changes": sum(served.get(key) != trip for key, trip in before.items()),
        "detour": sum(outing.detour for outing in outings),
        "load": max((drivers.count(driver) for driver in drivers), default=0),
    }
    widest = {"kept_promises": len(asked.earlier.promised), "served": len(requests)}
    bounds = {aim: plan.proof[aim][1] if aim in plan.proof else widest.get(aim, 0) for aim in values}
    most = {"kept_promises", "served"}
    proofs = {
        aim: Proof(value, max(bounds[aim], value) if aim in most else min(bounds[aim], value))
        for aim, value in values.items()
    }
    return Plan(
        outings,
        kept_promises=proofs["kept_promises"],
        served=proofs["served"],
        changes=proofs["changes"],
        detour=proofs["detour"],
        load=proofs["load"],
    )
