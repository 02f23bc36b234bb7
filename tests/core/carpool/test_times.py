"""When riders are picked up: nobody sits in a car that waits for somebody's window to open."""

from __future__ import annotations

import numpy as np

from maillage.core.carpool.nouns import Request, Trip, Week, Window
from maillage.core.carpool.planning import plan_week

HOUR, TEN_MINUTES = 3600, 600
ROAD = np.abs(np.subtract.outer(np.arange(4), np.arange(4))).astype(np.int64) * TEN_MINUTES


def times(*requests: Request, trip: Trip) -> list[tuple[str, int]]:
    (outing,) = plan_week(Week(ROAD, requests, (trip,))).outings
    return [(stop.request, stop.at) for stop in outing.stops]


def test_who_may_be_picked_up_later_is_picked_up_later() -> None:
    wide = Window(11 * HOUR, 14 * HOUR)
    rider = Request("a", 1, 3, wide, Window(13 * HOUR, 14 * HOUR), longest=3 * HOUR, boarding=60)
    slot = Trip("slot", "ada", 0, 0, 11 * HOUR, 16 * HOUR, seats=2, detour=2 * HOUR)
    assert times(rider, trip=slot) == [("a", 13 * HOUR - 2 * TEN_MINUTES - 60), ("a", 13 * HOUR)]


def test_a_later_pickup_keeps_the_longest_ride_of_everybody() -> None:
    """Who was picked up at a fixed hour is not carried round longer because somebody else has time."""
    fixed = Request("a", 0, 1, Window(12 * HOUR, 12 * HOUR), Window(12 * HOUR, 14 * HOUR), longest=2 * TEN_MINUTES)
    late = Request("b", 1, 3, Window(12 * HOUR, 14 * HOUR), Window(13 * HOUR, 14 * HOUR), longest=HOUR)
    slot = Trip("slot", "ada", 0, 0, 11 * HOUR, 16 * HOUR, seats=2, detour=2 * HOUR)
    at = dict(times(fixed, late, trip=slot))
    assert at["a"] <= 12 * HOUR + 2 * TEN_MINUTES
    assert at["b"] == 13 * HOUR
