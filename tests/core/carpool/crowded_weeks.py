"""Weeks in which more is asked than offered: few drivers, tight hours, needs, returns, caps, cars that fill."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from maillage.core.carpool.nouns import Request, Trip, Week, Window

DAY = 86_400
HOUR = 3_600
WORDS = ("child_seat", "wheelchair", "women_only")


def a_region(rng: random.Random, places: int) -> np.ndarray:
    """Return the driving times between places strewn over a country of an hour's width; the direct way is shortest."""
    points = [(rng.randrange(2_400), rng.randrange(2_400)) for _ in range(places)]
    return np.array([[abs(a - x) + abs(b - y) for x, y in points] for a, b in points], dtype=np.int64)


def a_request(rng: random.Random, travel: np.ndarray, key: str) -> Request:
    """Return somebody who has to be at a lesson, or at work, within half an hour."""
    origin, destination = rng.sample(range(len(travel)), 2)
    drive = int(travel[origin, destination])
    opens = rng.randrange(2) * DAY + rng.randrange(7, 11) * HOUR
    closes = opens + rng.choice((900, 1_800, 3_600))
    early = opens - drive - rng.choice((900, 1_800))
    return Request(
        key,
        origin,
        destination,
        Window(early, closes),
        Window(opens, closes),
        longest=drive + rng.choice((300, 900, 1_800)),
        seats=rng.choice((1, 1, 1, 2)),
        needs=frozenset(word for word in WORDS if rng.random() < 0.1),
        boarding=rng.choice((0, 0, 60)),
    )


def a_return(rng: random.Random, there: Request) -> tuple[Request, Request]:
    """Return the request with its way back, some hours later, each coupled with the other."""
    opens = there.dropoff.closes + rng.choice((1, 2, 3)) * HOUR
    back = replace(
        there,
        key=f"{there.key}-back",
        origin=there.destination,
        destination=there.origin,
        pickup=Window(opens, opens + 1_800),
        dropoff=Window(opens, opens + 2 * HOUR),
        couple=there.key,
    )
    return replace(there, couple=back.key), back


def a_trip(rng: random.Random, travel: np.ndarray, key: str, driver: str) -> Trip:
    """Return a volunteer's own drive with a small detour, or half a day from home to home."""
    origin = rng.randrange(len(travel))
    begins = rng.randrange(2) * DAY + rng.randrange(6, 12) * HOUR
    offers = frozenset(word for word in WORDS if rng.random() < 0.6)
    if rng.random() < 0.5:
        hours = rng.choice((1, 2, 4))
        seats = rng.choice((1, 2, 4))
        return Trip(key, driver, origin, origin, begins, begins + hours * HOUR, seats, hours * HOUR, offers)
    destination = rng.randrange(len(travel))
    ends = begins + int(travel[origin, destination]) + rng.choice((1_200, 3_600))
    return Trip(key, driver, origin, destination, begins, ends, rng.choice((1, 3)), rng.choice((300, 1_200)), offers)


def a_crowded_week(rng: random.Random, *, requests: int = 14, trips: int = 5, generous: bool = False) -> Week:
    """Return a week that cannot serve everybody, small enough to be planned in a moment.

    `generous` drivers have an hour more on either side and make twice the detour, so that it is riders who are in each
    other's way.
    """
    travel = a_region(rng, rng.randint(4, 8))
    asked: list[Request] = []
    while len(asked) < requests:
        one = a_request(rng, travel, f"r{len(asked)}")
        asked += a_return(rng, one) if rng.random() < 0.3 else (one,)
    drivers = [rng.choice(("ada", "ben", f"driver-{number}")) for number in range(trips)]
    offered = [a_trip(rng, travel, f"t{number}", driver) for number, driver in enumerate(drivers)]
    if generous:
        offered = [
            replace(
                trip,
                leaves=trip.leaves - HOUR,
                arrives=trip.arrives + HOUR,
                detour=2 * trip.detour,
                offers=trip.offers | {"wheelchair"},
            )
            for trip in offered
        ]
    caps = {driver: rng.choice((0, 1, 1, 2)) for driver in sorted(set(drivers)) if rng.random() < 0.6}
    return Week(travel, tuple(asked), tuple(offered), caps)
