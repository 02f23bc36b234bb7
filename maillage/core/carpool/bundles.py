"""Who can ride together: all sets of requests that one trip can carry, each with its least driving time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from maillage.core.carpool.labels import (
    Labels,
    Sets,
    arrived,
    at_the_start,
    dropped_off,
    picked_up,
    together,
    undominated,
)
from maillage.core.carpool.tables import BoolArray, IntArray, LongArray, Tables


@dataclass(frozen=True, eq=False)
class Bundles:
    """Sets of requests by row, in rows of a sparse table: row b holds `members[first[b]:first[b + 1]]`.

    `trip` is the position of the trip, `detour` the least seconds driven beyond the direct way.
    """

    trip: IntArray
    first: LongArray
    members: IntArray
    detour: IntArray

    def __len__(self) -> int:
        return len(self.trip)


@dataclass(frozen=True, eq=False)
class Layer:
    """All sets of one size. `without[:, i]` is the position, one layer below, of the set without its i-th member.

    The sets are in the order of trip, then members; `key` is ascending: the set without its last member, and that.
    """

    sets: Sets
    without: LongArray
    key: LongArray
    labels: Labels
    possible: LongArray
    driven: IntArray


def bundles_of(tables: Tables, tell: Callable[[int, int], None], stop: Callable[[], bool]) -> Bundles:
    """Return the bundles of all trips; a set is tried only where all its subsets can ride."""
    found: list[tuple[Sets, IntArray]] = []
    for trips in _portions(tables):
        found.extend(_layers(tables, trips))
        tell(int(trips[-1]) + 1, tables.trips)
        if stop():
            break
    return _gathered(tables, found)


def _portions(tables: Tables) -> Iterator[LongArray]:
    for trip in range(tables.trips):
        yield np.array([trip])


def _layers(tables: Tables, trips: LongArray) -> Iterator[tuple[Sets, IntArray]]:
    """Yield the bundles of these trips, size by size, from one rider on."""
    below = _nobody(tables, trips)
    while len(below.sets):
        sets, without, key = _larger(tables, below)
        layer = _tried(tables, below, sets, without, key)
        yield Sets(layer.sets.trip, layer.sets.members), layer.driven
        below = layer


def _nobody(tables: Tables, trips: LongArray) -> Layer:
    count = len(trips)
    sets = Sets(trips.astype(np.int32), np.zeros((count, 0), dtype=np.int32))
    return Layer(
        sets,
        np.zeros((count, 0), dtype=np.int64),
        np.arange(count, dtype=np.int64),
        at_the_start(tables, sets),
        np.arange(count, dtype=np.int64),
        np.zeros(count, dtype=np.int32),
    )


def _larger(tables: Tables, below: Layer) -> tuple[Sets, LongArray, LongArray]:
    """Return the sets one larger whose subsets are all there. Source: Agrawal and Srikant 1994."""
    size = below.sets.members.shape[1]
    if size == 0:
        rows, request = np.nonzero(tables.suits[below.sets.trip])
        sets = Sets(below.sets.trip[rows], request.astype(np.int32)[:, None])
        return sets, rows[:, None].astype(np.int64), rows * tables.requests + request
    first, second = _pairs(below.key // tables.requests)
    last = below.sets.members[second, -1]
    without = np.empty((len(first), size + 1), dtype=np.int64)
    known = np.ones(len(first), dtype=np.bool_)
    for column in range(size - 1):
        key = below.without[first, column] * tables.requests + last
        at = np.minimum(np.searchsorted(below.key, key), len(below.key) - 1)
        known &= below.key[at] == key
        without[:, column] = at
    without[:, size - 1], without[:, size] = second, first
    first, last, without = first[known], last[known], without[known]
    members = np.concatenate([below.sets.members[first], last[:, None]], axis=1)
    return Sets(below.sets.trip[first], members), without, first * tables.requests + last


def _pairs(parent: LongArray) -> tuple[LongArray, LongArray]:
    """Return all pairs of positions, the first before the second, of equal `parent`, which ascends."""
    count = len(parent)
    ends = np.searchsorted(parent, parent, side="right")
    position = np.arange(count, dtype=np.int64)
    after = ends - position - 1
    first = np.repeat(position, after)
    starts = np.cumsum(after) - after
    return first, first + 1 + np.arange(len(first)) - np.repeat(starts, after)


def _tried(tables: Tables, below: Layer, sets: Sets, without: LongArray, key: LongArray) -> Layer:
    """Return the layer of those sets that can ride, with the labels that later stops may follow."""
    labels = _driven_on(tables, sets, _all_picked_up(tables, below, sets, without))
    possible, driven = arrived(tables, sets, labels)
    number = np.full(len(sets), -1, dtype=np.int64)
    number[possible] = np.arange(len(possible))
    labels = labels.taken(number[labels.of] >= 0)
    labels = Labels(number[labels.of], *_but_first(labels))
    labels = labels.taken(np.argsort(labels.of, kind="stable"))
    chosen = Sets(sets.trip[possible], sets.members[possible])
    return Layer(chosen, without[possible], key[possible], labels, possible, driven)


def _but_first(labels: Labels) -> tuple[IntArray, IntArray, IntArray, IntArray, IntArray, IntArray]:
    return labels.place, labels.ready, labels.driven, labels.aboard, labels.budget, labels.due


def _all_picked_up(tables: Tables, below: Layer, sets: Sets, without: LongArray) -> Labels:
    starts = np.searchsorted(below.labels.of, np.arange(len(below.sets) + 1))
    parts = []
    for column in range(sets.members.shape[1]):
        smaller = without[:, column]
        count = starts[smaller + 1] - starts[smaller]
        of = np.repeat(np.arange(len(sets), dtype=np.int64), count)
        before = np.cumsum(count) - count
        rows = np.arange(len(of)) - np.repeat(before - starts[smaller], count)
        parts.append(picked_up(tables, sets, below.labels, rows, of, column))
    return together(parts)


def _driven_on(tables: Tables, sets: Sets, labels: Labels) -> Labels:
    """Return the labels with those that follow by drop-offs, those with most riders on board first."""
    size = sets.members.shape[1]
    places = len(tables.travel)
    riders = _riders(labels.aboard, size)
    waiting = {count: [labels.taken(riders == count)] for count in range(size + 1)}
    done = []
    for count in range(size, -1, -1):
        here = undominated(together(waiting[count]), places)
        done.append(here)
        if count:
            waiting[count - 1].extend(dropped_off(tables, sets, here, column) for column in range(size))
    return together(done)


def _riders(aboard: IntArray, size: int) -> IntArray:
    count = np.zeros(len(aboard), dtype=np.int32)
    for column in range(size):
        count += aboard >> column & 1
    return count


def _gathered(tables: Tables, found: list[tuple[Sets, IntArray]]) -> Bundles:
    """Return the bundles in the order of trip, size and members."""
    trip = np.concatenate([sets.trip for sets, _ in found] or [np.zeros(0, dtype=np.int32)])
    driven = np.concatenate([times for _, times in found] or [np.zeros(0, dtype=np.int32)])
    sizes = [np.full(len(sets), sets.members.shape[1], dtype=np.int64) for sets, _ in found]
    size = np.concatenate(sizes or [np.zeros(0, dtype=np.int64)])
    members = np.concatenate([sets.members.ravel() for sets, _ in found] or [np.zeros(0, dtype=np.int32)])
    start = np.cumsum(size) - size
    order = np.lexsort((size, trip))
    first = np.concatenate([[0], np.cumsum(size[order])])
    within = np.arange(first[-1]) - np.repeat(first[:-1] - start[order], size[order])
    return Bundles(trip[order], first, members[within], driven[order] - tables.direct[trip[order]])
