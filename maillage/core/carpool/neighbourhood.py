"""Volunteers of whom nothing is known but that each lives in one of some places: what all of them, or any, could do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from maillage.core.carpool.nouns import Place, Trip, Week


def with_somebody(week: Week, slot: Trip, homes: Sequence[Place], *, nearest: bool) -> Week:
    """Return the week with a slot whose driver lives in one of the `homes`, which one is left open.

    With `nearest` every way begins at the home nearest to its first stop and ends at that nearest to its last: no
    volunteer from one of these homes can do more. Without, at the farthest: none of them can do less. The slot begins
    at one new place and ends at another, to the first of which, and from the second, no way is shorter than any other.
    """
    places = len(week.travel)
    travel = np.full((places + 2, places + 2), int(week.travel.max()), dtype=np.int64)
    travel[:places, :places] = week.travel
    choose = np.min if nearest else np.max
    travel[places, :places] = choose(week.travel[list(homes)], axis=0)
    travel[:places, places + 1] = choose(week.travel[:, list(homes)], axis=1)
    travel[places, places + 1] = 0
    np.fill_diagonal(travel, 0)
    return replace(week, travel=travel, trips=(*week.trips, replace(slot, origin=places, destination=places + 1)))


def halves(week: Week, homes: Sequence[Place]) -> tuple[list[int], list[int]]:
    """Return the positions of homes in two halves: those nearer to a home at the edge, and those farther from it."""
    edge = max(range(len(homes)), key=lambda one: (int(week.travel[homes[0], homes[one]]), -one))
    order = sorted(range(len(homes)), key=lambda one: (int(week.travel[homes[edge], homes[one]]), one))
    return sorted(order[: len(order) // 2]), sorted(order[len(order) // 2 :])
