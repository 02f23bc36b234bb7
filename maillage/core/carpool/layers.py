"""Sets of requests size by size: a set is tried only where all sets one smaller can ride, with their labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from maillage.core.carpool.labels import (
    Labels,
    Sets,
    arrived,
    at_the_start,
    dropped_off,
    hopeful,
    picked_up,
    same_as_next,
    together,
    undominated,
)
from maillage.core.carpool.tables import BoolArray, IntArray, LongArray, Tables


class Stopped(Exception):
    """Somebody said to stop."""


class TooMany(Exception):
    """There are more sets or labels than may be tried."""


@dataclass(frozen=True, eq=False)
class Layer:
    """All sets of one size of one trip, in the order of their members.

    `without[:, i]` is the position, one layer below, of the set without its i-th member; `key` ascends: the set without
    its last member, and that one. `ridable` tells which sets can be driven to the end, `driven` how long at least.
    """

    sets: Sets
    without: LongArray
    key: LongArray
    labels: Labels
    ridable: BoolArray
    driven: IntArray

    @property
    def size(self) -> int:
        return int(self.sets.members.shape[1])


def nobody(tables: Tables, trips: LongArray) -> Layer:
    """Return the layer of the sets without members, one a trip."""
    count = len(trips)
    sets = Sets(trips.astype(np.int32), np.zeros((count, 0), dtype=np.int32))
    return Layer(
        sets,
        np.zeros((count, 0), dtype=np.int64),
        np.zeros(count, dtype=np.int64),
        at_the_start(tables, sets),
        np.ones(count, dtype=np.bool_),
        np.zeros(count, dtype=np.int32),
    )


def larger(below: Layer, riders: LongArray, alike: IntArray, most: int) -> tuple[Sets, LongArray, LongArray]:
    """Return the sets one larger whose subsets are all there, their subsets and keys; raise TooMany above `most`.

    A request is in a set as often as there are `alike` (by request) at most.

    Source: Agrawal and Srikant 1994.
    """
    if below.size == 0:
        trip = np.repeat(below.sets.trip, len(riders))
        return Sets(trip, riders.astype(np.int32)[:, None]), np.zeros((len(riders), 1), dtype=np.int64), riders
    requests, newest = len(alike), below.sets.members[:, -1]
    often = (below.sets.members == newest[:, None]).sum(axis=1)
    first, second = _pairs(below.key // requests, often < alike[newest], most)
    last = newest[second]
    without = np.empty((len(first), below.size + 1), dtype=np.int64)
    without[:, -2], without[:, -1] = second, first
    known = np.ones(len(first), dtype=np.bool_)
    for column in range(below.size - 1):
        key = below.without[first, column] * requests + last
        at = np.minimum(np.searchsorted(below.key, key), len(below.key) - 1)
        known &= below.key[at] == key
        without[:, column] = at
    first, last, without = first[known], last[known], without[known]
    members = np.concatenate([below.sets.members[first], last[:, None]], axis=1)
    return Sets(below.sets.trip[first], members), without, first * requests + last


def tried(
    tables: Tables,
    below: Layer,
    trial: tuple[Sets, LongArray, LongArray],
    most: int,
    *,
    stop: Callable[[], bool],
    all_stay: bool = False,
) -> Layer:
    """Return the layer of those sets (with subsets and keys, see larger) that can ride, or of all where `all_stay`.

    Raises TooMany above `most` labels, Stopped where `stop` says so.
    """
    sets, without, key = trial
    labels = _driven_on(tables, sets, _all_picked_up(tables, below, sets, without, most), stop)
    possible, least = arrived(tables, sets, labels)
    ridable, driven = np.zeros(len(sets), dtype=np.bool_), np.zeros(len(sets), dtype=np.int32)
    ridable[possible], driven[possible] = True, least
    if not all_stay:
        number = np.full(len(sets), -1, dtype=np.int64)
        number[possible] = np.arange(len(possible))
        labels = labels.taken(ridable[labels.of])
        labels = replace(labels, of=number[labels.of])
        sets = Sets(sets.trip[possible], sets.members[possible])
        without, key, driven, ridable = without[possible], key[possible], least, ridable[possible]
    return Layer(sets, without, key, labels.taken(np.argsort(labels.of, kind="stable")), ridable, driven)


def _pairs(parent: LongArray, again: BoolArray, most: int) -> tuple[LongArray, LongArray]:
    """Return all pairs of positions, the first before the second, of equal `parent`, which ascends.

    Where `again`, a position is also paired with itself.
    """
    position = np.arange(len(parent), dtype=np.int64)
    after = np.searchsorted(parent, parent, side="right") - position - 1 + again
    if int(after.sum()) > most:
        raise TooMany
    first = np.repeat(position, after)
    starts = np.cumsum(after) - after
    return first, first + 1 - again[first] + np.arange(len(first)) - np.repeat(starts, after)


def _all_picked_up(tables: Tables, below: Layer, sets: Sets, without: LongArray, most: int) -> Labels:
    starts = np.searchsorted(below.labels.of, np.arange(len(below.sets) + 1))
    many = np.diff(starts)
    if int(many[without].sum()) > most:
        raise TooMany
    parts = []
    for column in range(sets.members.shape[1]):
        smaller = without[:, column]
        # Of those who are alike, the last in the set gets in last.
        count = many[smaller] * ~same_as_next(sets.members, column)
        of = np.repeat(np.arange(len(sets), dtype=np.int64), count)
        before = np.cumsum(count) - count
        rows = np.arange(len(of)) - np.repeat(before - starts[smaller], count)
        parts.append(picked_up(tables, sets, below.labels, rows, of=of, column=column))
    return together(parts)


def _driven_on(tables: Tables, sets: Sets, labels: Labels, stop: Callable[[], bool]) -> Labels:
    """Return the labels with those that follow by drop-offs, those with most riders on board first."""
    size, places = sets.members.shape[1], len(tables.travel)
    riders = np.zeros(len(labels), dtype=np.int32)
    for column in range(size):
        riders += labels.aboard >> column & 1
    waiting = {count: [labels.taken(riders == count)] for count in range(size + 1)}
    done = []
    for count in range(size, -1, -1):
        if stop():
            raise Stopped
        here = undominated(hopeful(tables, sets, together(waiting[count])), places)
        done.append(here)
        if count:
            waiting[count - 1].extend(dropped_off(tables, sets, here, column) for column in range(size))
    return together(done)
