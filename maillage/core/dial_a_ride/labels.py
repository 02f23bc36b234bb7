"""Partial routes as rows of arrays: which riders are on board, until when each must be out, what it has cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from maillage.core.dial_a_ride.network import WORD, Flags, Network, Words
from maillage.core.dial_a_ride.nouns import EPS, FloatArray, IntArray

# How many neighbours in the order of costs a partial route is compared with.
SHIFTS = 12


@dataclass(eq=False)
class Labels:
    """Partial routes, one a row: they end at `stop`, whose service begins at `time` at the earliest.

    Each rider on board (column of `riders`, in rising order, n + 1 for an empty seat) must be at the drop-off by
    `deadline` and after no more than `left` of driving and service. Both are exact: a rider's pickup is put off as far
    as its window and what was done since allow. `seen` are the requests that may not be visited (again), as bits;
    `odd` tells for each cut whether an odd number of its requests was served.
    """

    stop: IntArray
    key: Words
    time: FloatArray
    cost: FloatArray
    load: IntArray
    riders: IntArray
    deadline: FloatArray
    left: FloatArray
    seen: Words
    odd: Flags
    parent: IntArray

    def __len__(self) -> int:
        """How many there are."""
        return len(self.stop)

    def take(self, rows: NDArray[np.int64] | Flags) -> Labels:
        """Return some of them."""
        return Labels(*(getattr(self, name)[rows] for name in NAMES))


NAMES = tuple(field.name for field in fields(Labels))


def joined(parts: Sequence[Labels]) -> Labels:
    """Return all rows of several tables in one."""
    if len(parts) == 1:
        return parts[0]
    return Labels(*(np.concatenate([getattr(part, name) for part in parts]) for name in NAMES))


def start(network: Network, toll: float, cuts: int) -> Labels:
    """Return the one partial route that stands at the depot; `toll` is what a vehicle costs."""
    n, width = network.n, network.seats + network.limited
    riders = np.full((1, width), n + 1)
    deadline, left = np.full((1, width), np.inf), np.full((1, width), np.inf)
    if network.limited:
        riders[0, 0], left[0, 0] = n, network.most[n]
        deadline[0, 0] = min(network.closes[-1], network.closes[0] + network.most[n])
    nought = np.zeros(1, int)
    seen = np.zeros((1, network.bit.shape[1]), np.uint64)
    odd = np.zeros((1, cuts), bool)
    here = nought, network.stop_key[[0]], network.opens[[0]], np.array([toll]), nought
    return Labels(*here, riders, deadline, left, seen, odd, nought - 1)


def undominated(labels: Labels, price: FloatArray) -> Flags:
    """Tell which rows no other row makes needless: same stop and riders, no dearer, no later, no tighter.

    It has seen no other requests either, and a row that may yet pay the `price` of more cuts must be cheaper by that.
    Each row is compared with SHIFTS cheaper ones, so that some needless rows may stay. Of two equal ones one stays.
    """
    order = np.lexsort((labels.time, labels.cost, labels.key))
    key, time, deadline = labels.key[order], labels.time[order], labels.deadline[order]
    # Driving that the deadline forbids anyway is of no use.
    left, seen = np.minimum(labels.left[order], deadline - time[:, None]), labels.seen[order]
    cost, odd = labels.cost[order], labels.odd[order]
    stays = np.ones(len(order), bool)
    for shift in range(1, min(SHIFTS, len(order) - 1) + 1):
        same = key[shift:] == key[:-shift]
        if not same.any():
            break
        better = np.flatnonzero(same & (time[:-shift] <= time[shift:] + EPS) & stays[shift:])
        worse = better + shift
        fewer = (seen[better] & ~seen[worse]) == 0
        yields = (
            fewer.all(axis=1)
            & (deadline[better] >= deadline[worse] - EPS).all(axis=1)
            & (left[better] >= left[worse] - EPS).all(axis=1)
        )
        if len(price):
            yields &= cost[better] + (odd[better] & ~odd[worse]) @ price <= cost[worse] + EPS
        stays[worse[yields]] = False
    found = np.empty(len(order), bool)
    found[order] = stays
    return found


def reachable(network: Network, stop: IntArray, time: FloatArray) -> Words:
    """Return, as bits, the requests that can still be fetched from these stops at these times."""
    words = network.bit.shape[1]
    flags = np.zeros((len(stop), words * WORD), bool)
    flags[:, : network.n] = time[:, None] <= network.latest[stop] + EPS
    packed: Words = np.packbits(flags, axis=1, bitorder="little").view("<u8").astype(np.uint64)
    return packed
