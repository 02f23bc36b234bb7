"""Small weeks, and their best plan found by trying everything: slow, plain, and nothing of the planner in it."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from maillage.core.carpool.nouns import Earlier, Request, Trip, Week, Window

Values = tuple[int, int, int, int, int]


def a_small_week(seed: int) -> tuple[Week, Earlier]:
    """Return a week of up to seven requests and four trips, and what was planned before in two weeks of three."""
    rng = np.random.default_rng(seed)
    places = int(rng.integers(3, 7))
    points = rng.random((places, 2)) * 2000
    travel = np.rint(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))).astype(np.int64)
    if seed % 3:
        travel += rng.integers(0, 200, travel.shape)
        np.fill_diagonal(travel, 0)
    requests: list[Request] = []
    for index in range(int(rng.integers(2, 8))):
        origin, destination = (int(place) for place in rng.choice(places, 2, replace=False))
        opens = int(rng.integers(0, 5000))
        longest = int(travel[origin, destination] * (1 + rng.random())) + int(rng.integers(0, 500))
        pickup = Window(opens, opens + int(rng.integers(0, 2500)))
        dropoff = Window(opens + int(rng.integers(0, 1500)), pickup.closes + longest)
        if dropoff.closes < dropoff.opens:
            dropoff = Window(dropoff.closes, dropoff.closes)
        needs = frozenset(["child seat"]) if rng.random() < 0.15 else frozenset()
        seats, boarding = int(rng.integers(1, 3)), int(rng.choice([0, 60]))
        requests.append(
            Request(f"r{index}", origin, destination, pickup, dropoff, longest, seats, needs, boarding=boarding)
        )
    requests = _coupled(rng, requests)
    trips = []
    for index in range(int(rng.integers(1, 5))):
        leaves = int(rng.integers(0, 3000))
        offers = frozenset(["child seat"]) if rng.random() < 0.6 else frozenset()
        ends = (int(place) for place in rng.choice(places, 2))
        arrives = leaves + int(rng.integers(2000, 7000))
        seats, detour = int(rng.integers(1, 5)), int(rng.integers(300, 6000))
        trips.append(Trip(f"t{index}", f"d{index // 2}", *ends, leaves, arrives, seats, detour, offers))
    caps = {"d0": int(rng.integers(0, 3))} if rng.random() < 0.5 else {}
    return Week(travel, tuple(requests), tuple(trips), caps), _earlier(rng, seed, len(requests))


def _coupled(rng: np.random.Generator, requests: list[Request]) -> list[Request]:
    for first in range(0, len(requests) - 1, 2):
        if rng.random() < 0.5:
            for one, other in ((first, first + 1), (first + 1, first)):
                asked = requests[one]
                requests[one] = Request(
                    asked.key,
                    asked.origin,
                    asked.destination,
                    asked.pickup,
                    asked.dropoff,
                    asked.longest,
                    asked.seats,
                    asked.needs,
                    requests[other].key,
                    asked.boarding,
                )
    return requests


def _earlier(rng: np.random.Generator, seed: int, requests: int) -> Earlier:
    if seed % 3 == 0:
        return Earlier()
    trip_of = {f"r{index}": f"t{int(rng.integers(0, 5))}" for index in range(requests) if rng.random() < 0.6}
    return Earlier(trip_of, frozenset(key for key in trip_of if rng.random() < 0.4))


def best_values(week: Week, earlier: Earlier) -> Values:
    """Return promises kept, served, changes, detour and load of the best plan, by trying every plan there is."""
    groups = [_groups(week, trip) for trip in week.trips]
    before = sum(request.key in earlier.trip_of for request in week.requests)
    best: list[Values] = []

    def tried(index: int, chosen: list[tuple[Trip, frozenset[int], int]]) -> None:
        if index < len(week.trips):
            tried(index + 1, chosen)
            taken = {rider for _, riders, _ in chosen for rider in riders}
            for riders, detour in groups[index].items():
                if not riders & taken:
                    tried(index + 1, [*chosen, (week.trips[index], riders, detour)])
            return
        if not _allowed(week, chosen):
            return
        trip_of = {week.requests[rider].key: trip.key for trip, riders, _ in chosen for rider in riders}
        stays = sum(earlier.trip_of.get(key) == trip for key, trip in trip_of.items())
        drivers = [trip.driver for trip, _, _ in chosen]
        load = max((drivers.count(driver) for driver in drivers), default=0)
        kept = len(earlier.promised & trip_of.keys())
        values = (-kept, -len(trip_of), before - stays, sum(detour for _, _, detour in chosen), load)
        best[:] = [min([values, *best])]

    tried(0, [])
    kept, served, changes, detour, load = best[0]
    return -kept, -served, changes, detour, load


def _allowed(week: Week, chosen: list[tuple[Trip, frozenset[int], int]]) -> bool:
    keys = {week.requests[rider].key for _, riders, _ in chosen for rider in riders}
    if any(request.couple and request.key in keys and request.couple not in keys for request in week.requests):
        return False
    trips = [trip for trip, _, _ in chosen]
    if any(sum(trip.driver == driver for trip in trips) > cap for driver, cap in week.caps.items()):
        return False
    return not any(
        one.driver == other.driver and max(one.leaves, other.leaves) < min(one.arrives, other.arrives)
        for one, other in combinations(trips, 2)
    )


def _groups(week: Week, trip: Trip) -> dict[frozenset[int], int]:
    """Return every group of riders that the trip can carry, with its least detour."""
    found: dict[frozenset[int], int] = {}
    direct = int(week.travel[trip.origin, trip.destination])
    suiting = [index for index, request in enumerate(week.requests) if request.needs <= trip.offers]

    def further(order: list[tuple[int, bool]], at: int, driven: int, ready: int) -> None:
        aboard = [rider for rider, on in order if on and (rider, False) not in order]
        if order and not aboard:
            home = driven + int(week.travel[at, trip.destination])
            riders = frozenset(rider for rider, _ in order)
            if home - direct <= min(trip.detour, found.get(riders, 10**9)) and _in_time(week, trip, order):
                found[riders] = home - direct
        for rider in suiting:
            request = week.requests[rider]
            if (rider, True) not in order:
                seats = sum(week.requests[other].seats for other in aboard) + request.seats
                stop, place, window = (rider, True), request.origin, request.pickup
                if seats > trip.seats:
                    continue
            elif rider in aboard:
                stop, place, window = (rider, False), request.destination, request.dropoff
            else:
                continue
            drive = int(week.travel[at, place])
            begins = max(ready + drive, window.opens)
            if begins <= window.closes and driven + drive <= direct + trip.detour:
                further([*order, stop], place, driven + drive, begins + request.boarding)

    further([], trip.origin, 0, trip.leaves)
    return found


def _in_time(week: Week, trip: Trip, order: list[tuple[int, bool]]) -> bool:
    """Tell whether there are times for the stops, by raising what is too early until nothing is."""
    asked = [week.requests[rider] for rider, _ in order]
    places = [one.origin if on else one.destination for one, (_, on) in zip(asked, order, strict=True)]
    windows = [one.pickup if on else one.dropoff for one, (_, on) in zip(asked, order, strict=True)]
    times = [window.opens for window in windows]
    while True:
        old = list(times)
        times[0] = max(times[0], trip.leaves + int(week.travel[trip.origin, places[0]]))
        for index in range(1, len(order)):
            drive = int(week.travel[places[index - 1], places[index]])
            times[index] = max(times[index], times[index - 1] + asked[index - 1].boarding + drive)
        for index, (rider, on) in enumerate(order):
            if on:
                out = times[order.index((rider, False))]
                times[index] = max(times[index], out - asked[index].longest - asked[index].boarding)
        if any(time > window.closes for time, window in zip(times, windows, strict=True)):
            return False
        if times == old:
            home = times[-1] + asked[-1].boarding + int(week.travel[places[-1], trip.destination])
            return home <= trip.arrives
