"""One stop more: each partial route is driven on to every drop-off and pickup that leaves its riders in time."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from maillage.core.dial_a_ride.cuts import Cuts
from maillage.core.dial_a_ride.labels import Labels, reachable
from maillage.core.dial_a_ride.network import Flags, Network
from maillage.core.dial_a_ride.nouns import EPS, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class _Moves:
    """Which row goes on to the stop of which rider, from which seat (-1 for a pickup), and until when it is open."""

    row: IntArray
    rider: IntArray
    seat: IntArray
    close: FloatArray


def extended(network: Network, labels: Labels, numbers: IntArray, prize: FloatArray, cuts: Cuts) -> Labels:
    """Return all partial routes that are one stop longer and can still bring any two riders to their stops.

    `numbers` are the names of the rows, kept as `parent`; `prize` is what serving each request takes off the cost.
    Requests that can no longer be reached are struck off what was seen.
    """
    moves = _moves(network, labels)
    driven = _driven(network, labels, moves, numbers, prize)
    driven = driven.take(_both_fit(network, driven))
    if len(cuts.price):
        _pay(network, driven, cuts)
    within = reachable(network, driven.stop, driven.time)
    # An odd number counts only as long as another of the three can still be fetched.
    ahead = within & ~driven.seen
    driven.odd &= ((ahead[:, None] & cuts.bits[None]) != 0).any(axis=2)
    driven.seen &= within
    return _in_order(network, driven)


def _moves(network: Network, labels: Labels) -> _Moves:
    n = network.n
    off, seat = np.nonzero(labels.riders < n)
    may = network.allowed[labels.stop[off], labels.riders[off, seat] + n + 1]
    off, seat = off[may], seat[may]
    near = network.first[labels.stop + 1] - network.first[labels.stop]
    row = np.repeat(np.arange(len(labels)), near)
    start = np.repeat(network.first[labels.stop] - np.cumsum(near) + near, near)
    rider = network.near[start + np.arange(len(row))]
    may = network.allowed[labels.stop[row], rider + 1]
    may &= labels.time[row] <= network.latest[labels.stop[row], rider] + EPS
    may &= labels.load[row] + network.load[rider + 1] <= network.capacity
    row, rider = row[may], rider[may]
    may = ((labels.seen[row] & network.bit[rider]) == 0).all(axis=1)
    for column in range(labels.riders.shape[1]):
        may &= network.along[rider + 1, labels.riders[row, column]]
    row, rider = row[may], rider[may]
    return _Moves(
        np.concatenate([off, row]),
        np.concatenate([labels.riders[off, seat], rider]),
        np.concatenate([seat, np.full(len(row), -1)]),
        np.concatenate([labels.deadline[off, seat], network.closes[rider + 1]]),
    )


def _driven(network: Network, labels: Labels, moves: _Moves, numbers: IntArray, prize: FloatArray) -> Labels:
    """Drive to the stops, change riders there, and keep what is in time for each rider alone."""
    n, row, rider, off = network.n, moves.row, moves.rider, moves.seat >= 0
    stop = np.where(off, rider + n + 1, rider + 1)
    gap = network.gap[labels.stop[row], stop]
    time = np.maximum(network.opens[stop], labels.time[row] + gap)
    riders, left = labels.riders[row], labels.left[row] - gap[:, None]
    # A rider's pickup can be no later than this stop's closing less the driving since.
    deadline = np.minimum(labels.deadline[row], moves.close[:, None] + left)
    out = np.flatnonzero(off), moves.seat[off]
    riders[out], left[out], deadline[out] = n + 1, np.inf, np.inf
    away = network.gap[stop[:, None], np.minimum(riders + n + 1, 2 * n + 1)]
    away[riders > n] = 0
    fits = (time <= moves.close + EPS) & (time[:, None] + away <= deadline + EPS).all(axis=1)
    fits &= (away <= left + EPS).all(axis=1)
    row, rider, off, stop, time = row[fits], rider[fits], off[fits], stop[fits], time[fits]
    riders, left, deadline = riders[fits], left[fits], deadline[fits]
    on = np.flatnonzero(~off)
    new, seat = rider[on], (riders[on] > n).argmax(axis=1)
    riders[on, seat], left[on, seat] = new, network.most[new]
    deadline[on, seat] = np.minimum(network.closes[n + 1 + new], network.closes[new + 1] + network.most[new])
    return Labels(
        stop,
        np.zeros(len(row), np.uint64),
        time,
        labels.cost[row] + network.distance[labels.stop[row], stop] - np.where(off, 0, prize[rider]),
        labels.load[row] + network.load[stop],
        riders,
        deadline,
        left,
        labels.seen[row] | np.where(off[:, None], np.uint64(0), network.bit[rider]),
        labels.odd[row],
        numbers[row],
    )


def _pay(network: Network, labels: Labels, cuts: Cuts) -> None:
    """Take the price of each cut of which a second request is served."""
    on = np.flatnonzero(labels.stop <= network.n)
    hit = cuts.member[labels.stop[on] - 1]
    labels.cost[on] += (hit & labels.odd[on]) @ cuts.price
    labels.odd[on] ^= hit


def _both_fit(network: Network, labels: Labels) -> Flags:
    """Tell which rows can bring any two riders out in time, in one order or in the other."""
    n = network.n
    fit = np.ones(len(labels), bool)
    taken = labels.riders < n
    used = np.flatnonzero(taken.any(axis=0)).tolist()
    for one, other in combinations(used, 2):
        both = np.flatnonzero(taken[:, one] & taken[:, other] & fit)
        here, time = labels.stop[both], labels.time[both]
        found = np.zeros(len(both), bool)
        for early, late in ((one, other), (other, one)):
            a, b = labels.riders[both, early] + n + 1, labels.riders[both, late] + n + 1
            to, between = network.gap[here, a], network.gap[a, b]
            reached = np.maximum(network.opens[a], time + to)
            found |= (
                (reached <= labels.deadline[both, early] + EPS)
                & (reached + between <= labels.deadline[both, late] + EPS)
                & (to + between <= labels.left[both, late] + EPS)
            )
        fit[both[~found]] = False
    return fit


def _in_order(network: Network, labels: Labels) -> Labels:
    """Put riders in rising order, so that rows can be compared, and name stop and riders by a key."""
    order = np.argsort(labels.riders, axis=1, kind="stable")
    for name in ("riders", "deadline", "left"):
        setattr(labels, name, np.take_along_axis(getattr(labels, name), order, axis=1))
    aboard = np.bitwise_xor.reduce(network.rider_key[labels.riders], axis=1)
    labels.key = network.stop_key[labels.stop] ^ aboard
    return labels
