"""What remains of an engine's routes once the verifier has looked at each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from benchmarks.ride_peers import ToldStop
from maillage.core.carpool.nouns import Act, Outing, Plan, Proof, Request, Stop, Trip, Week
from maillage.core.ride_check import check


@dataclass(frozen=True)
class Verdict:
    """Legs served as claimed, outings that break a rule as told and at any times, and what is left without them.

    `served` and `detour` (seconds) are those of the valid outings, half returns taken out; `capped` are the legs that
    remain when in addition each driver drives no more than their cap, the outings with most riders first.
    """

    claimed: int
    invalid_as_told: int
    invalid: int
    served: int
    detour: int
    capped: int


def judged(week: Week, told: dict[str, list[ToldStop]]) -> Verdict:
    """Judge the stops of each trip by the verifier; ValueError where what remains breaks a rule all the same."""
    trips = {trip.key: trip for trip in week.trips}
    asked = {request.key: request for request in week.requests}
    alone = replace(week, requests=tuple(replace(request, couple="") for request in week.requests), caps={})
    as_told = [outing_of(week, asked, trips[key], stops) for key, stops in told.items()]
    retimed = [outing_of(week, asked, trips[key], earliest(week, asked, trips[key], told[key])) for key in told]
    valid = [one for one in retimed if not check(alone, plan_of(alone, [one]))]
    whole = whole_returns(week, asked, valid)
    capped = whole_returns(week, asked, within_caps(week, whole))
    for rules, outings in ((replace(week, caps={}), whole), (week, capped)):
        faults = check(rules, plan_of(rules, outings))
        if faults:
            raise ValueError(faults)
    return Verdict(
        len({stop.request for one in as_told for stop in one.stops}),
        sum(bool(check(alone, plan_of(alone, [one]))) for one in as_told),
        len(retimed) - len(valid),
        riders(whole),
        sum(one.detour for one in whole),
        riders(capped),
    )


def riders(outings: Sequence[Outing]) -> int:
    """Return how many legs the outings serve."""
    return sum(len(one.stops) for one in outings) // 2


def plan_of(week: Week, outings: Sequence[Outing]) -> Plan:
    """Return the plan of these outings, which claims no more than it holds."""
    drivers = [trip.driver for one in outings for trip in week.trips if trip.key == one.trip]
    served = len({stop.request for one in outings for stop in one.stops})
    detour, load = sum(one.detour for one in outings), max(map(drivers.count, drivers), default=0)
    none = Proof(0, 0)
    return Plan(tuple(outings), none, Proof(served, served), none, Proof(detour, detour), Proof(load, load))


def outing_of(week: Week, asked: dict[str, Request], trip: Trip, told: Sequence[ToldStop]) -> Outing:
    """Return the outing with these stops at these times, which leaves as late and arrives as early as it can."""
    stops = tuple(
        Stop(key, Act(act), asked[key].origin if act == "pickup" else asked[key].destination, at)
        for key, act, at in told
    )
    places = [trip.origin, *(stop.place for stop in stops), trip.destination]
    drives = [int(week.travel[here, there]) for here, there in pairwise(places)]
    arrives = stops[-1].at + asked[stops[-1].request].boarding + drives[-1]
    detour = sum(drives) - int(week.travel[trip.origin, trip.destination])
    return Outing(trip.key, stops[0].at - drives[0], stops, arrives, detour)


def earliest(week: Week, asked: dict[str, Request], trip: Trip, told: Sequence[ToldStop]) -> list[ToldStop]:
    """Return the stops in the same order at the earliest times that keep each opening, drive and longest ride.

    Where any times keep all windows, these do: who would ride too long gets in later, until nothing moves any more or
    a window has closed. So an engine that knows no longest ride is blamed for its orders alone.
    """
    at: list[int] = []
    dropoff_of = {key: index for index, (key, act, _) in enumerate(told) if act == "dropoff"}
    windows = [asked[key].pickup if act == "pickup" else asked[key].dropoff for key, act, _ in told]
    places = [asked[key].origin if act == "pickup" else asked[key].destination for key, act, _ in told]
    later = [window.opens for window in windows]
    while later != at and all(time <= window.closes for time, window in zip(later, windows, strict=True)):
        at = list(later)
        place, free = trip.origin, trip.leaves
        for index, (key, _act, _at) in enumerate(told):
            later[index] = max(later[index], free + int(week.travel[place, places[index]]))
            place, free = places[index], later[index] + asked[key].boarding
        for index, (key, act, _at) in enumerate(told):
            if act == "pickup":
                ride = asked[key].longest + asked[key].boarding
                later[index] = max(later[index], later[dropoff_of[key]] - ride)
    return [(key, act, time) for (key, act, _), time in zip(told, later, strict=True)]


def whole_returns(week: Week, asked: dict[str, Request], outings: Sequence[Outing]) -> list[Outing]:
    """Return the outings without the riders whose other leg is not served; who is left keeps their times."""
    served = {stop.request for one in outings for stop in one.stops}
    trips = {trip.key: trip for trip in week.trips}
    kept = {key for key in served if not asked[key].couple or asked[key].couple in served}
    left = [[(stop.request, stop.act.value, stop.at) for stop in one.stops if stop.request in kept] for one in outings]
    return [outing_of(week, asked, trips[one.trip], stops) for one, stops in zip(outings, left, strict=True) if stops]


def within_caps(week: Week, outings: Sequence[Outing]) -> list[Outing]:
    """Return of each driver the outings with most riders, no more than their cap."""
    driver_of = {trip.key: trip.driver for trip in week.trips}
    driven: dict[str, int] = defaultdict(int)
    kept = []
    for one in sorted(outings, key=lambda one: (-len(one.stops), one.detour, one.trip)):
        driver = driver_of[one.trip]
        driven[driver] += 1
        if driven[driver] <= week.caps.get(driver, len(outings)):
            kept.append(one)
    return kept
