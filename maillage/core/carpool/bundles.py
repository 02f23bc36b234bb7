"""Who can ride together: all sets of requests that one trip can carry, each with its least driving time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from maillage.core.carpool.labels import Sets
from maillage.core.carpool.layers import Stopped, TooMany, larger, nobody, tried
from maillage.core.carpool.tables import BoolArray, IntArray, LongArray, Tables

# So many pairs of a trip and a request are looked at once.
PAIRS = 200_000
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
    for trip, (riders, driven) in enumerate(_each_alone(tables)):
        bundles, whole = _within(tables, trip, riders, driven, _Most(max(left // 4, 2_000), most_labels, stop))
        if not whole:
            cut.append(trip)
        alone.append(riders)
        left -= len(bundles)
        found.append(bundles)
        tell(trip + 1, tables.trips)
    return Carried(gathered(found), tuple(cut), tuple(alone))


@dataclass(frozen=True)
class _Most:
    """How many bundles and labels there may be, and what to ask between them."""

    bundles: int
    labels: int
    stop: Callable[[], bool]


def _each_alone(tables: Tables) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield by trip who could ride alone by the shortest ways, and the seconds driven then; many trips at once."""
    by_least = replace(tables, travel=tables.least)
    portion = max(1, PAIRS // max(tables.requests, 1))
    for begin in range(0, tables.trips, portion):
        trips = np.arange(begin, min(begin + portion, tables.trips))
        rows, request = np.nonzero(tables.suits[trips])
        sets = Sets(trips[rows].astype(np.int32), request.astype(np.int32)[:, None])
        key = rows * tables.requests + request
        layer = tried(by_least, nobody(tables, trips), (sets, rows[:, None], key), len(rows), stop=lambda: False)
        first = np.searchsorted(layer.sets.trip, [*trips, tables.trips])
        for low, high in pairwise(first.tolist()):
            yield layer.sets.members[low:high, 0], layer.driven[low:high]


def _within(tables: Tables, trip: int, alone: IntArray, driven: IntArray, most: _Most) -> tuple[Bundles, bool]:
    """Return the bundles of as many of those who could ride alone as the limits allow, and whether they are all.

    Those with the least detour come first; of equals, each trip takes others.
    """
    turn = (alone.astype(np.int64) - trip * 32) % max(tables.requests, 1)
    riders = alone[np.lexsort((turn, driven))].astype(np.int64)
    often = whole = int(tables.alike[riders].max(initial=1))
    while True:
        try:
            bundles, done = _of_trip(tables, trip, np.sort(riders), often, most)
            return bundles, done and len(riders) == len(alone) and often == whole
        except TooMany:
            # Those who are alike are fewer first: one after the other, they are as many as the car has time for.
            if often > MOST_RIDERS or (often > 1 and len(riders) == 1):
                often = min(often // 2, MOST_RIDERS)
            else:
                riders = riders[: len(riders) // 2]


def _of_trip(tables: Tables, trip: int, riders: LongArray, often: int, most: _Most) -> tuple[Bundles, bool]:
    """Return the bundles of these riders, each so `often` at most; raise TooMany where they are more than allowed.

    What is rounded may make a way round shorter than the direct one. Then a set may ride though a part of it cannot:
    sets are therefore judged by the shortest ways first, and those that pass by the true ones.
    """
    by_least = replace(tables, travel=tables.least)
    below = exact_below = nobody(tables, np.array([trip]))
    found: list[tuple[IntArray, BoolArray, IntArray]] = []
    largest: list[BoolArray] = []
    total = 0
    while len(below.sets):
        try:
            trial = larger(below, riders, np.minimum(tables.alike, often), most.labels)
            layer = exact = tried(by_least, below, trial, most.labels, stop=most.stop)
            if not tables.metric:
                trial = layer.sets, layer.without, layer.key
                exact = tried(tables, exact_below, trial, most.labels, stop=most.stop, all_stay=True)
        except Stopped:
            break
        if largest:
            largest[-1][layer.without[exact.ridable].ravel()] = False
        largest.append(exact.ridable.copy())
        found.append((layer.sets.members, exact.ridable, exact.driven))
        total += int(exact.ridable.sum())
        if total > most.bundles or (len(layer.sets) and layer.size > MOST_RIDERS):
            raise TooMany
        below, exact_below = layer, exact
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
    return gathered(parts), not len(below.sets)


def gathered(parts: list[Bundles]) -> Bundles:
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
