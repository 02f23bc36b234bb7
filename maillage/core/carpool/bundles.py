"""Who can ride together: all sets of requests that one trip can carry, each with its least driving time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from maillage.core.carpool.layers import TooMany, larger, nobody, tried
from maillage.core.carpool.tables import BoolArray, IntArray, LongArray, Tables

# Masks of riders have 31 bits; no outing has so many.
MOST_RIDERS = 28


@dataclass(frozen=True, eq=False)
class Bundles:
    """Sets of requests by row, in the order of trip, size and members: row b holds `members[first[b]:first[b + 1]]`.

    `trip` is the position of the trip, `detour` the least seconds driven beyond the direct way, `largest` tells which
    are part of no other one of their trip.
    """

    trip: IntArray
    first: LongArray
    members: IntArray
    detour: IntArray
    largest: BoolArray

    def __len__(self) -> int:
        return len(self.trip)

    def riders(self, bundle: int) -> list[int]:
        """Return the requests of one bundle, ascending."""
        return [int(member) for member in self.members[self.first[bundle] : self.first[bundle + 1]]]

    def taken(self, rows: LongArray) -> Bundles:
        """Return the bundles of these rows, which ascend."""
        size = np.diff(self.first)[rows]
        first = np.concatenate([[0], np.cumsum(size)])
        within = np.arange(first[-1]) + np.repeat(self.first[rows] - first[:-1], size)
        return Bundles(self.trip[rows], first, self.members[within], self.detour[rows], self.largest[rows])

    def position(self, trip: int, riders: list[int]) -> int | None:
        """Return where the riders of a trip stand, None where they cannot ride together."""
        begin, end = (int(at) for at in np.searchsorted(self.trip, [trip, trip + 1]))
        low, high = np.searchsorted(np.diff(self.first[begin : end + 1]), [len(riders), len(riders) + 1])
        rows = self.members[self.first[begin + low] : self.first[begin + high]].reshape(-1, len(riders))
        found = np.flatnonzero((rows == np.array(riders)).all(axis=1))
        return int(begin + low + found[0]) if len(found) else None


@dataclass(frozen=True, eq=False)
class Carried:
    """All bundles, and the trips whose bundles are not all there, because they were more than the limits allow.

    `alone` holds by trip who could ride alone if every drive took the shortest way.
    """

    bundles: Bundles
    cut: tuple[int, ...]
    alone: tuple[IntArray, ...]


def carried(
    tables: Tables, most_bundles: int, most_labels: int, tell: Callable[[int, int], None], stop: Callable[[], bool]
) -> Carried:
    """Return the bundles of all trips.

    A trip that has more bundles than a quarter of those left of `most_bundles`, or more than `most_labels` beginnings
    of one size, is tried with half of its requests, those with the least detour, and so on; it is then `cut`.
    """
    found: list[Bundles] = []
    cut: list[int] = []
    alone: list[IntArray] = []
    left = most_bundles
    by_least = replace(tables, travel=tables.least, metric=True)
    one = _Most(1, tables.requests, tables.requests)
    for trip in range(tables.trips):
        single = _of_trip(by_least, trip, np.flatnonzero(tables.suits[trip]), one)
        most = one if stop() else _Most(MOST_RIDERS, max(left // 4, 2_000), most_labels)
        bundles, whole = _within(tables, trip, single, most)
        if not whole or (most is one and len(single) > 1):
            cut.append(trip)
        alone.append(single.members)
        left -= len(bundles)
        found.append(bundles)
        tell(trip + 1, tables.trips)
    return Carried(_gathered(found), tuple(cut), tuple(alone))


@dataclass(frozen=True)
class _Most:
    """How large sets may be, and how many bundles and labels there may be."""

    riders: int
    bundles: int
    labels: int


def _within(tables: Tables, trip: int, single: Bundles, most: _Most) -> tuple[Bundles, bool]:
    """Return the bundles of as many of those who could ride alone as the limits allow, and whether they are all.

    Those with the least detour come first; of equals, each trip takes others.
    """
    turn = (single.members.astype(np.int64) - trip * 32) % max(tables.requests, 1)
    riders = single.members[np.lexsort((turn, single.detour))].astype(np.int64)
    while True:
        try:
            return _of_trip(tables, trip, np.sort(riders), most), len(riders) == len(single)
        except TooMany:
            riders = riders[: len(riders) // 2]


def _of_trip(tables: Tables, trip: int, riders: LongArray, most: _Most) -> Bundles:
    """Return the bundles of these riders; raise TooMany where they are more than allowed.

    What is rounded may make a way round shorter than the direct one. Then a set may ride though a part of it cannot:
    sets are therefore judged by the shortest ways first, and those that pass by the true ones.
    """
    by_least = replace(tables, travel=tables.least)
    below = nobody(tables, trip)
    exact_below = below
    found: list[tuple[IntArray, BoolArray, IntArray]] = []
    largest: list[BoolArray] = []
    while below.size < most.riders and len(below.sets):
        layer = tried(by_least, below, larger(below, riders, tables.requests, most.labels), most.labels)
        exact = layer
        if not tables.metric:
            exact = tried(tables, exact_below, (layer.sets, layer.without, layer.key), most.labels, all_stay=True)
        if largest:
            largest[-1][layer.without[exact.ridable].ravel()] = False
        largest.append(exact.ridable.copy())
        found.append((layer.sets.members, exact.ridable, exact.driven))
        if sum(int(ridable.sum()) for _, ridable, _ in found) > most.bundles:
            raise TooMany
        below, exact_below = layer, exact
    if most.riders > 1 and len(below.sets):
        raise TooMany
    parts = []
    for (sets, ridable, driven), top in zip(found, largest, strict=True):
        rows = sets[ridable]
        count, size = rows.shape
        parts.append(
            Bundles(
                np.full(count, trip, dtype=np.int32),
                np.arange(count + 1, dtype=np.int64) * size,
                rows.ravel(),
                driven[ridable] - tables.direct[trip],
                top[ridable],
            )
        )
    return _gathered(parts)


def _gathered(parts: list[Bundles]) -> Bundles:
    """Return the bundles of all parts, one after the other."""
    if not parts:
        none = np.zeros(0, dtype=np.int32)
        return Bundles(none, np.zeros(1, dtype=np.int64), none, none, np.zeros(0, dtype=np.bool_))
    shift = np.cumsum([0, *(len(part.members) for part in parts)])
    return Bundles(
        np.concatenate([part.trip for part in parts]),
        np.concatenate([[0], *(part.first[1:] + more for part, more in zip(parts, shift, strict=False))]),
        np.concatenate([part.members for part in parts]),
        np.concatenate([part.detour for part in parts]),
        np.concatenate([part.largest for part in parts]),
    )
