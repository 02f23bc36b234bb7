"""What stands between a request and a lift, each obstacle with the week in which it is gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from maillage.core.carpool.nouns import Request, Trip, Week, Window


class Kind(StrEnum):
    """The kinds of obstacles, each with what takes it away."""

    OWN_HOURS = "own_hours"  # the request cannot be served by any car: its windows and longest ride are widened
    NOBODY_OFFERS = "nobody_offers"  # no trip is offered at all: somebody drives just this way
    NOBODY_PASSES_NEAR = "nobody_passes_near"  # every detour would be too long: the trip grants `seconds` more
    NO_TIME_FITS = "no_time_fits"  # who passes near drives at other hours: the trip's are widened by `early`, `late`
    NEED_NOT_MET = "need_not_met"  # who passes in time does not offer `needs`: the trip does
    CAR_TOO_SMALL = "car_too_small"  # the car that would do has `seats` seats too few: it has them
    RETURN_LEG_MISSING = "return_leg_missing"  # the other leg has no lift, for what is named after this
    CAP_REACHED = "cap_reached"  # the driver drives no more outings in this week: one more
    DRIVER_BUSY = "driver_busy"  # the driver is on another trip at these hours: another person drives the trip
    CAR_FULL = "car_full"  # the car is full with `others`: it has `seats` seats more
    SEATS_TAKEN = "seats_taken"  # the ways of `others` in this car leave no time for this one: they do without
    ONE_CAR_FOR_BOTH = "one_car_for_both"  # only the car that carries the other leg would do: there is a second
    SEARCH_STOPPED = "search_stopped"  # nothing: the plan was not searched to its end


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What the leg `request` meets at the trip that comes nearest to it; `others` are the requests in its way."""

    kind: Kind
    request: str
    trip: str = ""
    driver: str = ""
    needs: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()
    seconds: int = 0
    early: int = 0
    late: int = 0
    seats: int = 0


def possible(request: Request, drive: int) -> Request:
    """Return the request with windows and longest ride in which a drive of that many seconds has room.

    It is the same request where they have room already.
    """
    longest = max(request.longest, drive)
    first = max(request.pickup.opens, request.dropoff.opens - request.boarding - longest)
    pickup = Window(request.pickup.opens, max(request.pickup.closes, first))
    dropoff = Window(request.dropoff.opens, max(request.dropoff.closes, first + request.boarding + drive))
    return replace(request, longest=longest, pickup=pickup, dropoff=dropoff)


def hours_of_pickup(request: Request, drive: int) -> tuple[int, int]:
    """Return the first and the last second at which a possible request can be picked up for the direct drive."""
    first = max(request.pickup.opens, request.dropoff.opens - request.boarding - request.longest)
    return first, min(request.pickup.closes, request.dropoff.closes - request.boarding - drive)


def own_trip(request: Request, drive: int) -> Trip:
    """Return the trip of somebody who drives just this request, as early as it allows, with all that it needs."""
    first, _last = hours_of_pickup(request, drive)
    there = max(request.dropoff.opens, first + request.boarding + drive)
    name = f"for {request.key}"
    return Trip(
        name,
        name,
        request.origin,
        request.destination,
        first,
        there + request.boarding,
        request.seats,
        0,
        request.needs,
    )


def removed(week: Week, obstacle: Obstacle) -> Week:
    """Return the week in which the obstacle is gone, and nothing else is changed."""
    change = CHANGES.get(obstacle.kind)
    return change(week, obstacle) if change else week


def _possible(week: Week, obstacle: Obstacle) -> Week:
    return replace(
        week,
        requests=tuple(
            possible(one, int(week.travel[one.origin, one.destination])) if one.key == obstacle.request else one
            for one in week.requests
        ),
    )


def _own_trip(week: Week, obstacle: Obstacle) -> Week:
    request = next(one for one in week.requests if one.key == obstacle.request)
    added = own_trip(request, int(week.travel[request.origin, request.destination]))
    return replace(week, trips=(*week.trips, added))


def _trip(week: Week, obstacle: Obstacle) -> Week:
    """Return the week with the trip longer, at other hours, with more seats, with what is needed."""
    return replace(
        week,
        trips=tuple(
            replace(
                one,
                detour=one.detour + obstacle.seconds,
                leaves=one.leaves - obstacle.early,
                arrives=one.arrives + obstacle.late,
                seats=one.seats + obstacle.seats,
                offers=one.offers | obstacle.needs,
            )
            if one.key == obstacle.trip
            else one
            for one in week.trips
        ),
    )


def _cap(week: Week, obstacle: Obstacle) -> Week:
    return replace(week, caps={**week.caps, obstacle.driver: week.caps[obstacle.driver] + 1})


def _another_driver(week: Week, obstacle: Obstacle) -> Week:
    trips = (replace(one, driver=f"for {one.key}") if one.key == obstacle.trip else one for one in week.trips)
    return replace(week, trips=tuple(trips))


def _without_others(week: Week, obstacle: Obstacle) -> Week:
    return replace(week, requests=tuple(one for one in week.requests if one.key not in obstacle.others))


def _second_car(week: Week, obstacle: Obstacle) -> Week:
    name = f"{obstacle.trip} for {obstacle.request}"
    trip = next(one for one in week.trips if one.key == obstacle.trip)
    return replace(week, trips=(*week.trips, replace(trip, key=name, driver=name)))


CHANGES: Mapping[Kind, Callable[[Week, Obstacle], Week]] = {
    Kind.OWN_HOURS: _possible,
    Kind.NOBODY_OFFERS: _own_trip,
    Kind.NOBODY_PASSES_NEAR: _trip,
    Kind.NO_TIME_FITS: _trip,
    Kind.NEED_NOT_MET: _trip,
    Kind.CAR_TOO_SMALL: _trip,
    Kind.CAP_REACHED: _cap,
    Kind.DRIVER_BUSY: _another_driver,
    Kind.CAR_FULL: _trip,
    Kind.SEATS_TAKEN: _without_others,
    Kind.ONE_CAR_FOR_BOTH: _second_car,
}
