"""Where a vehicle may drive next: tightened windows, and arcs that some route can use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.core.dial_a_ride.nouns import EPS, FloatArray, Instance, IntArray

Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
WORD = 64
ROUNDS = 10
SEED = 20_060_612


@dataclass(frozen=True, eq=False)
class Network:
    """Stops as in `Instance`; riders are numbered from 0.

    `gap` is the least time between the beginnings of service at two stops. `most` is the longest time on board, with
    the service at the pickup; its entry n is that of the vehicle itself, its entry n + 1 that of an empty seat.
    `along[v, r]` tells whether rider r can be on board at stop v, `latest[v, r]` until when rider r can be fetched from
    v. `allowed[u, v]` tells whether v may follow u,
    `near` lists for each stop the riders that can be picked up next, from `first[v]` to `first[v + 1]`.
    """

    n: int
    seats: int
    capacity: int
    limited: bool
    distance: FloatArray
    gap: FloatArray
    opens: FloatArray
    closes: FloatArray
    load: IntArray
    most: FloatArray
    along: Flags
    latest: FloatArray
    allowed: Flags
    near: IntArray
    first: IntArray
    stop_key: Words
    rider_key: Words
    bit: Words


def tightened(instance: Instance) -> tuple[FloatArray, FloatArray]:
    """Return windows (opens, closes) without times that no route can use. Source: Cordeau 2006, section 5.1."""
    n, z = instance.requests, 2 * instance.requests + 1
    pickups = np.arange(1, n + 1)
    drops = pickups + n
    opens, closes = instance.opens.copy(), instance.closes.copy()
    gap = instance.distance + instance.service[:, None]
    ride = instance.longest_ride + instance.service[pickups]
    for _ in range(ROUNDS):
        opens[1:z] = np.maximum(opens[1:z], opens[0] + gap[0, 1:z])
        closes[1:z] = np.minimum(closes[1:z], closes[z] - gap[1:z, z])
        opens[drops] = np.maximum(opens[drops], opens[pickups] + gap[pickups, drops])
        closes[pickups] = np.minimum(closes[pickups], closes[drops] - gap[pickups, drops])
        opens[pickups] = np.maximum(opens[pickups], opens[drops] - ride)
        closes[drops] = np.minimum(closes[drops], closes[pickups] + ride)
    return opens, closes


def forward(instance: Instance) -> Network:
    """Return the network of an instance as it is driven."""
    n, load = instance.requests, instance.load
    opens, closes = tightened(instance)
    gap = instance.distance + instance.service[:, None]
    pickups = np.arange(1, n + 1)
    most = np.concatenate([instance.longest_ride + instance.service[pickups], [instance.longest_route, np.inf]])
    arcs = opens[:, None] + gap <= closes[None] + EPS
    np.fill_diagonal(arcs, val=False)
    near = [np.flatnonzero(row) for row in arcs[:, pickups]]
    rng = np.random.default_rng(SEED)
    keys = rng.integers(0, 2**63, 3 * n + 4, dtype=np.uint64)
    keys[2 * n + 2 + n :] = 0
    bit = np.zeros((n + 2, -(-n // WORD)), np.uint64)
    for rider in range(n):
        bit[rider, rider // WORD] = np.uint64(1) << np.uint64(rider % WORD)
    return Network(
        n=n,
        seats=min(n, int(instance.capacity // load[pickups].min())),
        capacity=instance.capacity,
        # The vehicle counts as a rider of its own where a route may be shorter than the day.
        limited=bool(closes[-1] - opens[0] > instance.longest_route + EPS),
        distance=instance.distance,
        gap=gap,
        opens=opens,
        closes=closes,
        load=load,
        most=most,
        along=_along(gap, opens, closes, most),
        latest=closes[None, pickups] - gap[:, pickups],
        allowed=arcs,
        near=np.concatenate(near),
        first=np.concatenate([[0], np.cumsum([len(riders) for riders in near])]),
        stop_key=keys[: 2 * n + 2],
        rider_key=keys[2 * n + 2 :],
        bit=bit,
    )


def _along(gap: FloatArray, opens: FloatArray, closes: FloatArray, most: FloatArray) -> Flags:
    n = len(opens) // 2 - 1
    along = np.ones((2 * n + 2, n + 2), bool)
    for rider in range(n):
        pickup, drop = rider + 1, rider + 1 + n
        here = np.maximum(opens, opens[pickup] + gap[pickup])
        there = np.maximum(opens[drop], here + gap[:, drop])
        along[:, rider] = (
            (here <= closes + EPS) & (there <= closes[drop] + EPS) & (gap[pickup] + gap[:, drop] <= most[rider] + EPS)
        )
    return along
