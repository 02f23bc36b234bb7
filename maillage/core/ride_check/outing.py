"""Whether one outing can be driven as it stands: its riders, its times, its seats, its detour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from maillage.core.ride_check.nouns import Fault, Outing, Request, Rule, Stop, Trip, Week

PICKUP = "pickup"
DROPOFF = "dropoff"


def faults_of_outing(week: Week, asked: Mapping[str, Request], trip: Trip, outing: Outing) -> Iterator[Fault]:
    """Tell each rule that the outing breaks by itself; `asked` holds the requests of the week by their keys."""
    if not outing.stops:
        yield Fault(Rule.NO_RIDER, trip.key)
    for stop in outing.stops:
        if stop.request in asked:
            yield from faults_of_stop(asked[stop.request], stop)
        else:
            yield Fault(Rule.UNKNOWN_REQUEST, stop.request)
    for key in dict.fromkeys(stop.request for stop in outing.stops):
        if key in asked:
            yield from faults_of_ride(asked[key], trip, [stop for stop in outing.stops if stop.request == key])
    yield from faults_of_seats(asked, trip, outing)
    yield from faults_of_times(week, asked, trip, outing)
    yield from faults_of_detour(week, trip, outing)


def faults_of_stop(request: Request, stop: Stop) -> Iterator[Fault]:
    """Tell whether somebody gets in or out at the wrong place or time."""
    if stop.act == PICKUP:
        place, window, rule = request.origin, request.pickup, Rule.PICKUP_WINDOW
    elif stop.act == DROPOFF:
        place, window, rule = request.destination, request.dropoff, Rule.DROPOFF_WINDOW
    else:
        yield Fault(Rule.UNKNOWN_ACT, request.key)
        return
    if stop.place != place:
        yield Fault(Rule.WRONG_PLACE, request.key)
    if not window.opens <= stop.at <= window.closes:
        yield Fault(rule, request.key)


def faults_of_ride(request: Request, trip: Trip, stops: list[Stop]) -> Iterator[Fault]:
    """Tell whether a rider gets in once, then out once, in time, in a car that offers what they need."""
    if not request.needs <= trip.offers:
        yield Fault(Rule.NEEDS, request.key)
    acts = [stop.act for stop in stops]
    if acts.count(PICKUP) > 1 or acts.count(DROPOFF) > 1:
        yield Fault(Rule.REQUEST_TWICE, request.key)
        return
    if PICKUP not in acts:
        yield Fault(Rule.NEVER_PICKED_UP, request.key)
    if DROPOFF not in acts:
        yield Fault(Rule.NEVER_DROPPED_OFF, request.key)
    if PICKUP not in acts or DROPOFF not in acts:
        return
    if acts.index(DROPOFF) < acts.index(PICKUP):
        yield Fault(Rule.DROPPED_OFF_FIRST, request.key)
        return
    seated = stops[acts.index(PICKUP)].at + request.boarding
    if stops[acts.index(DROPOFF)].at - seated > request.longest:
        yield Fault(Rule.RIDE_TOO_LONG, request.key)


def faults_of_seats(asked: Mapping[str, Request], trip: Trip, outing: Outing) -> Iterator[Fault]:
    """Tell whether more seats are taken at some moment than there are."""
    taken = 0
    for stop in outing.stops:
        if stop.request in asked:
            taken += asked[stop.request].seats * ((stop.act == PICKUP) - (stop.act == DROPOFF))
        if taken > trip.seats:
            yield Fault(Rule.SEATS, trip.key)
            return


def faults_of_times(week: Week, asked: Mapping[str, Request], trip: Trip, outing: Outing) -> Iterator[Fault]:
    """Tell whether the outing leaves its hours, or is anywhere before the car can be there."""
    if outing.leaves < trip.leaves:
        yield Fault(Rule.LEAVES_TOO_EARLY, trip.key)
    if outing.arrives > trip.arrives:
        yield Fault(Rule.ARRIVES_TOO_LATE, trip.key)
    place, free = trip.origin, outing.leaves
    for stop in outing.stops:
        if stop.at < free + seconds(week, place, stop.place):
            yield Fault(Rule.FASTER_THAN_TRAVEL, trip.key)
            return
        place, free = stop.place, stop.at
        if stop.request in asked:
            free += asked[stop.request].boarding
    if outing.arrives < free + seconds(week, place, trip.destination):
        yield Fault(Rule.FASTER_THAN_TRAVEL, trip.key)


def faults_of_detour(week: Week, trip: Trip, outing: Outing) -> Iterator[Fault]:
    """Tell whether the way is longer than granted, or than stated."""
    detour = detour_of(week, trip, outing)
    if detour > trip.detour:
        yield Fault(Rule.DETOUR_LIMIT, trip.key)
    if detour != outing.detour:
        yield Fault(Rule.DETOUR_MISSTATED, trip.key)


def detour_of(week: Week, trip: Trip, outing: Outing) -> int:
    """Return how many seconds the outing drives beyond the direct way of its trip."""
    places = [trip.origin, *(stop.place for stop in outing.stops), trip.destination]
    driven = sum(seconds(week, here, there) for here, there in pairwise(places))
    return driven - seconds(week, trip.origin, trip.destination)


def seconds(week: Week, here: int, there: int) -> int:
    """Return how long the drive takes; a place that is not on the map is told as a wrong place, and takes no time."""
    places = len(week.travel)
    if not (0 <= here < places and 0 <= there < places):
        return 0
    return int(week.travel[here, there])
