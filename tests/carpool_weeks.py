"""Weeks of lifts as a department may ask for them, drawn from a seed: villages round few towns, in whole seconds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.core.carpool.nouns import Request, Trip, Week, Window

HOUR = 3600
DAY = 24 * HOUR
# Kilometres a side for 500 requests, winding of roads, kilometres an hour.
SIDE, WINDING, SPEED = 65.0, 1.3, 52.0
NEEDS = (
    ("child seat", 0.08, 0.35),
    ("woman at the wheel", 0.06, 0.5),
    ("Arabic", 0.08, 0.12),
    ("wheelchair", 0.02, 0.08),
)


@dataclass(frozen=True)
class Department:
    """Places by number, the towns first, the weight of each as an origin, and seconds between them."""

    towns: int
    drawn: np.ndarray
    travel: np.ndarray


def a_department(rng: np.random.Generator, requests: int) -> Department:
    """Return a department, larger and with more towns where more is asked, up to about 90 km a side for 2,000.

    Seconds are rounded up, which keeps every direct way the shortest.
    """
    places, towns = 40 + requests // 25, 4 + requests // 400
    side = SIDE * (requests / 500) ** 0.25
    points = rng.random((places, 2)) * side
    points[:towns] = side * (0.2 + 0.6 * rng.random((towns, 2)))
    away = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) * WINDING
    # A few villages house a reception centre: half of the riders live there.
    drawn = rng.gamma(0.5, 1.0, places)
    return Department(towns, drawn / drawn.sum(), np.ceil(away * HOUR / SPEED).astype(np.int64))


def a_week(requests: int = 500, drivers: int = 100, seed: int = 0) -> Week:
    """Return a week of so many requests and drivers; the same seed gives the same week."""
    rng = np.random.default_rng([seed, requests, drivers])
    department = a_department(rng, requests)
    asked: list[Request] = []
    while len(asked) < requests:
        asked.extend(_a_rider(rng, department, len(asked), requests - len(asked) > 1))
    trips: list[Trip] = []
    caps: dict[str, int] = {}
    for index in range(drivers):
        driver = f"d{index}"
        theirs = _commuter(rng, department, driver) if rng.random() < 0.5 else _dedicated(rng, department, driver)
        trips.extend(theirs)
        caps[driver] = int(rng.integers(2, 6))
    return Week(department.travel, tuple(asked), tuple(trips), caps)


def _town(rng: np.random.Generator, department: Department, home: int) -> int:
    """Return a town other than home, the nearer the likelier."""
    nearness = 1.0 / (600.0 + department.travel[home, : department.towns]) ** 2
    nearness[department.travel[home, : department.towns] == 0] = 0.0
    return int(rng.choice(department.towns, p=nearness / nearness.sum()))


def _a_rider(rng: np.random.Generator, department: Department, number: int, may_return: bool) -> list[Request]:
    """Return one way or the two legs of a return to a town, within one day."""
    home = int(rng.choice(len(department.drawn), p=department.drawn))
    town = _town(rng, department, home)
    day = int(rng.integers(0, 5)) * DAY
    # Courses begin at nine and at two, other errands at any time.
    hour = rng.choice([36, 56, int(rng.integers(34, 64))], p=[0.3, 0.2, 0.5])
    arrives = day + int(hour) * HOUR // 4
    direct = int(department.travel[home, town])
    longest = max(direct * 3 // 2, direct + 20 * 60)
    seats = int(rng.choice([1, 2, 3], p=[0.82, 0.14, 0.04]))
    needs = frozenset(need for need, share, _ in NEEDS if rng.random() < share)
    boarding = int(rng.choice([0, 60, 120]))
    back = rng.random() < 0.6 and may_return
    out, home_again = f"r{number}", f"r{number + 1}" if back else ""
    slack = int(rng.choice([30, 45, 60])) * 60
    legs = [
        Request(
            out,
            home,
            town,
            Window(arrives - slack - longest - boarding, arrives),
            Window(arrives - slack, arrives),
            longest,
            seats,
            needs,
            home_again,
            boarding,
        )
    ]
    if back:
        leaves = arrives + int(rng.integers(6, 17)) * HOUR // 4
        latest = leaves + slack
        there = Window(leaves, latest + longest + boarding)
        legs.append(
            Request(home_again, town, home, Window(leaves, latest), there, longest, seats, needs, out, boarding)
        )
    return legs


def _offers(rng: np.random.Generator) -> frozenset[str]:
    return frozenset(need for need, _, share in NEEDS if rng.random() < share)


def _commuter(rng: np.random.Generator, department: Department, driver: str) -> list[Trip]:
    """Return the ways to work and back on one to four days."""
    home = int(rng.integers(department.towns, len(department.drawn)))
    town = _town(rng, department, home)
    offers, seats = _offers(rng), int(rng.integers(2, 5))
    detour = int(rng.choice([10, 15, 20, 30])) * 60
    begins, ends = int(rng.integers(28, 37)) * HOUR // 4, int(rng.integers(63, 75)) * HOUR // 4
    direct = int(department.travel[home, town])
    trips = []
    for day in sorted(rng.choice(5, int(rng.integers(1, 5)), replace=False)):
        out, back = int(day) * DAY + begins, int(day) * DAY + ends
        away = detour + direct + 20 * 60
        trips.append(Trip(f"{driver}-{day}-out", driver, home, town, out - away, out, seats, detour, offers))
        trips.append(Trip(f"{driver}-{day}-back", driver, town, home, back, back + away, seats, detour, offers))
    return trips


def _dedicated(rng: np.random.Generator, department: Department, driver: str) -> list[Trip]:
    """Return one to three half-days from home to home."""
    home = int(rng.integers(0, len(department.drawn)))
    offers, seats = _offers(rng), int(rng.integers(3, 5))
    driving = int(rng.choice([90, 120, 150])) * 60
    trips = []
    for half in sorted(rng.choice(10, int(rng.integers(1, 4)), replace=False)):
        begins = int(half) // 2 * DAY + (8 * HOUR if half % 2 == 0 else 13 * HOUR + HOUR // 2)
        trips.append(Trip(f"{driver}-{half}", driver, home, home, begins, begins + 4 * HOUR, seats, driving, offers))
    return trips
