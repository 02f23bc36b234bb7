"""Weeks whose plan is valid by construction: the drives are drawn first, the rules are then laid around them."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from maillage.core.carpool.nouns import Act, Earlier, Outing, Plan, Proof, Request, Stop, Trip, Week, Window

WORDS = ("child_seat", "wheelchair", "women_only")
DAY = 86_400


def slack(rng: random.Random, most: int) -> int:
    """Return how much more a rule allows than the plan takes: nothing, one time in three."""
    return rng.choice((0, rng.randint(0, most), rng.randint(0, most)))


def around(rng: random.Random, at: int) -> Window:
    return Window(at - slack(rng, 1800), at + slack(rng, 1800))


def a_map(rng: random.Random) -> np.ndarray:
    """Return driving times between a few places; not symmetric, and not always shortest through nowhere."""
    places = rng.randint(4, 9)
    travel = np.array([[rng.randint(60, 3600) for _ in range(places)] for _ in range(places)], dtype=np.int64)
    np.fill_diagonal(travel, 0)
    return travel


def a_drive(rng: random.Random, travel: np.ndarray, name: str, driver: str) -> tuple[Trip, Outing, list[Request]]:
    """Return an outing with one to three riders, the trip that allows it, and the requests that it serves."""
    riders = [f"{name}-rider-{number}" for number in range(rng.choice((1, 1, 2, 3)))]
    order = rng.sample(riders * 2, len(riders) * 2)
    seats = {rider: rng.choice((1, 1, 2)) for rider in riders}
    boarding = {rider: rng.choice((0, 60, 300)) for rider in riders}
    place_of = {rider: rng.sample(range(len(travel)), 2) for rider in riders}
    origin, destination = rng.randrange(len(travel)), rng.randrange(len(travel))
    leaves = rng.randrange(5 * DAY)
    place, free, taken, peak, driven = origin, leaves, 0, 0, 0
    stops: list[Stop] = []
    for number, rider in enumerate(order):
        act = Act.DROPOFF if rider in order[:number] else Act.PICKUP
        there = place_of[rider][act is Act.DROPOFF]
        at = free + int(travel[place, there]) + slack(rng, 600)
        stops.append(Stop(rider, act, there, at))
        driven += int(travel[place, there])
        taken += seats[rider] if act is Act.PICKUP else -seats[rider]
        place, free, peak = there, at + boarding[rider], max(peak, taken)
    driven += int(travel[place, destination])
    arrives = free + int(travel[place, destination]) + slack(rng, 600)
    detour = driven - int(travel[origin, destination])
    offers = frozenset(word for word in WORDS if rng.random() < 0.5)
    trip = Trip(
        name,
        driver,
        origin,
        destination,
        leaves - slack(rng, 3600),
        arrives + slack(rng, 3600),
        peak + rng.choice((0, 0, 1, 2)),
        detour + slack(rng, 900),
        offers,
    )
    requests = []
    for rider in riders:
        (start, end) = (stop.at for stop in stops if stop.request == rider)
        asked = Request(
            rider,
            *place_of[rider],
            around(rng, start),
            around(rng, end),
            longest=end - start - boarding[rider] + slack(rng, 900),
            seats=seats[rider],
            needs=frozenset(word for word in offers if rng.random() < 0.5),
            boarding=boarding[rider],
        )
        requests.append(asked)
    return trip, Outing(name, leaves, tuple(stops), arrives, detour), requests


def apart(outings: list[Outing], other: Outing) -> bool:
    return all(one.arrives <= other.leaves or other.arrives <= one.leaves for one in outings)


def a_planned_week(rng: random.Random) -> tuple[Week, Plan, Earlier]:
    """Return a week, a valid plan of it, and what was planned and promised before."""
    travel = a_map(rng)
    trips: list[Trip] = []
    outings: list[Outing] = []
    requests: list[Request] = []
    for number in range(rng.randint(2, 4)):
        driver = rng.choice(("ada", "ben"))
        trip, outing, riders = a_drive(rng, travel, f"trip-{number}", driver)
        if not apart([one for one in outings if driver == drives(trips, one.trip)], outing):
            trip = replace(trip, driver=f"driver-{number}")
        trips.append(trip)
        outings.append(outing)
        requests += riders
    requests = coupled(rng, requests)
    served = {stop.request: outing.trip for outing in outings for stop in outing.stops}
    trips.append(replace(trips[0], key="spare", driver="cleo"))
    requests += unserved(requests[0])
    counts = {driver: sum(trip.driver == driver for trip in trips[:-1]) for driver in {trip.driver for trip in trips}}
    caps = {driver: count + rng.choice((0, 1)) for driver, count in counts.items() if rng.random() < 0.7}
    earlier = before(rng, served)
    week = Week(travel, tuple(rng.sample(requests, len(requests))), tuple(rng.sample(trips, len(trips))), caps)
    return week, told(rng, tuple(outings), served, earlier, max(counts.values())), earlier


def drives(trips: list[Trip], key: str) -> str:
    return next(trip.driver for trip in trips if trip.key == key)


def coupled(rng: random.Random, requests: list[Request]) -> list[Request]:
    """Return the requests, sometimes with two of them as the legs of a return, told on one side or on both."""
    if len(requests) < 2 or rng.random() < 0.5:
        return requests
    first, second = requests[0].key, requests[1].key
    there = replace(requests[0], couple=second)
    back = replace(requests[1], couple=rng.choice((first, "")))
    return [there, back, *requests[2:]]


def unserved(like: Request) -> list[Request]:
    """Return requests that nobody serves: one alone, and both legs of a return."""
    return [
        replace(like, key="nobody", couple=""),
        replace(like, key="nobody-out", couple="nobody-back"),
        replace(like, key="nobody-back", couple="nobody-out"),
    ]


def before(rng: random.Random, served: dict[str, str]) -> Earlier:
    """Return an earlier plan in which some were served by the same trip, some by another, and some are not any more."""
    trip_of = {key: rng.choice((trip, trip, "spare")) for key, trip in served.items() if rng.random() < 0.7}
    trip_of["asks for nothing any more"] = "spare"
    if rng.random() < 0.5:
        trip_of["nobody"] = "spare"
    promised = frozenset(key for key in (*served, "nobody") if rng.random() < 0.4)
    return Earlier(trip_of, promised)


def told(rng: random.Random, outings: tuple[Outing, ...], served: dict[str, str], earlier: Earlier, load: int) -> Plan:
    """Return the plan with what is true of it, and bounds that it does not pass."""
    kept = len(earlier.promised & served.keys())
    asking = {*served, "nobody"}
    changes = sum(served.get(key) != trip for key, trip in earlier.trip_of.items() if key in asking)
    detour = sum(outing.detour for outing in outings)
    return Plan(
        outings,
        kept_promises=Proof(kept, kept + rng.choice((0, 1))),
        served=Proof(len(served), len(served) + rng.choice((0, 1))),
        changes=Proof(changes, changes - rng.choice((0, 1))),
        detour=Proof(detour, detour - rng.choice((0, 60))),
        load=Proof(load, load - rng.choice((0, 1))),
    )
