"""Instances of ride planning drawn after the descriptions of Cordeau (2006) and of Cordeau and Laporte (2003)."""

from __future__ import annotations

import numpy as np

# Vehicles and requests, as in both families of Cordeau (2006).
SIZES = [
    *((2, 16), (2, 20), (2, 24), (3, 18), (3, 24), (3, 30), (3, 36), (4, 16), (4, 24), (4, 32), (4, 40), (4, 48)),
    *((5, 40), (5, 50), (5, 60), (6, 48), (6, 60), (6, 72), (7, 56), (7, 70), (7, 84), (8, 64), (8, 80), (8, 96)),
]
# Vehicles and requests of the ten instances in each half of Cordeau and Laporte (2003): narrower and wider windows.
WIDE_SIZES = [(3, 24), (5, 48), (7, 72), (9, 96), (11, 120), (13, 144), (4, 36), (6, 72), (8, 108), (10, 144)]
MINUTES_EACH, WIDTH = 60, 15
Windows = np.ndarray


def tight(family: str, vehicles: int, requests: int, draw: int = 0) -> str:
    """Return an instance of family a (cars, one seat each) or b (minibuses, one to six seats each).

    Pickups and drop-offs lie anywhere in a square of 20 by 20 about the depot; the first half of the requests has a
    window of 15 minutes at the drop-off, the second at the pickup. `draw` is the seed; not every draw can be served.
    """
    rng = np.random.default_rng([ord(family), vehicles, requests, draw])
    horizon = MINUTES_EACH * requests // vehicles
    places = rng.uniform(-10, 10, (2 * requests, 2))
    load = np.ones(requests, int) if family == "a" else rng.integers(1, 7, requests)
    service = np.full(requests, 3) if family == "a" else load
    capacity, ride = (3, 30) if family == "a" else (6, 45)
    windows = np.tile([0, 1440], (2 * requests, 1))
    for rider in range(requests):
        if rider < requests // 2:
            closes = rng.integers(60, horizon + 1)
            windows[requests + rider] = closes - WIDTH, closes
        else:
            opens = rng.integers(0, horizon - 60 + 1)
            windows[rider] = opens, opens + WIDTH
    head = f"{vehicles} {requests} {horizon} {capacity} {ride}"
    return _text(head, places, service, load, windows, (0.0, 0.0), horizon, twice=True)


def wide(number: int, draw: int = 0) -> str:
    """Return an instance like pr01 to pr20: a day, clusters of places, windows of 15 to 45 or of 30 to 90 minutes."""
    vehicles, requests = WIDE_SIZES[(number - 1) % len(WIDE_SIZES)]
    least, most = (15, 45) if number <= len(WIDE_SIZES) else (30, 90)
    rng = np.random.default_rng([number, draw])
    places = _clustered(rng, 2 * requests)
    windows = np.tile([0, 1440], (2 * requests, 1))
    for rider in range(requests):
        opens = rng.integers(60, 481)
        at = requests + rider if rider < requests // 2 else rider
        windows[at] = opens, opens + rng.integers(least, most + 1)
    ones = np.ones(requests, int)
    depot = tuple(places.mean(axis=0))
    return _text(f"{vehicles} {requests} 480 6 90", places, 10 * ones, ones, windows, depot, 1440, twice=False)


def _clustered(rng: np.random.Generator, count: int) -> np.ndarray:
    """Return places near a few seeds, the nearer the likelier (Cordeau, Gendreau and Laporte 1997)."""
    seeds = rng.uniform(-10, 10, (int(rng.integers(2, 6)), 2))
    found: list[np.ndarray] = []
    while len(found) < count:
        place = rng.uniform(-10, 10, 2)
        if rng.random() < np.exp(-np.hypot(*(seeds - place).T)).sum():
            found.append(place)
    return np.array(found)


def _text(  # noqa: PLR0917 - the parts of a file, in its order
    head: str,
    places: np.ndarray,
    service: np.ndarray,
    load: np.ndarray,
    windows: Windows,
    depot: tuple[float, ...],
    closes: int,
    *,
    twice: bool,
) -> str:
    n = len(load)
    ends = f"{depot[0]:.3f} {depot[1]:.3f} 0 0 0 {closes}"
    stops = [
        f"{at + 1} {x:.3f} {y:.3f} {service[at % n]} {load[at % n] * (1 if at < n else -1)} {opens} {shuts}"
        for at, ((x, y), (opens, shuts)) in enumerate(zip(places, windows, strict=True))
    ]
    last = [f"{2 * n + 1} {ends}"] if twice else []
    return "\n".join([head, f"0 {ends}", *stops, *last]) + "\n"
