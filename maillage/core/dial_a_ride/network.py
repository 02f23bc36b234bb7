"""Where a vehicle may drive next: tightened windows, and arcs that some route can use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.core.dial_a_ride.nouns import EPS, FloatArray, Instance, IntArray

Flags = NDArray[np.bool_]
ROUNDS = 10


@dataclass(frozen=True, eq=False)
class Network:
    """Stops as in `Instance`; riders are numbered from 0.

    `gap` is the least time between the beginnings of service at two stops. `most` is the longest time on board, with
    the service at the pickup; its entry n is that of the vehicle itself.
    `along[v, r]` tells whether rider r can be on board at stop v, `latest[v, r]` until when rider r can be fetched from
    v. `allowed[u, v]` tells whether v may follow u, `limited` whether a route may be shorter than the day.
    """

    n: int
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

    def ways(self, prize: FloatArray) -> FloatArray:
        """Return lengths less the prize of the request that is fetched there, infinite where an arc is not allowed."""
        found = np.where(self.allowed, self.distance, np.inf)
        found[:, 1 : self.n + 1] -= prize
        return found


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
    gap = instance.distance + instance.service[:, None]
    return _network(instance, instance.distance, gap, *tightened(instance))


def backward(instance: Instance) -> Network:
    """Return the network of an instance driven backwards in time: each pickup stands where its drop-off stood.

    A ride takes as long either way, so what is best backwards is what is best to come (Gschwind and Irnich 2015).
    """
    turned = mirror(instance.requests)
    opens, closes = tightened(instance)
    gap = (instance.distance + instance.service[:, None])[np.ix_(turned, turned)].T
    return _network(instance, instance.distance[np.ix_(turned, turned)].T, gap, -closes[turned], -opens[turned])


def mirror(n: int) -> IntArray:
    """Return for each stop the one that stands for it when time runs backwards."""
    return np.concatenate([[2 * n + 1], np.arange(n + 1, 2 * n + 1), np.arange(1, n + 1), [0]])


def _network(
    instance: Instance, distance: FloatArray, gap: FloatArray, opens: FloatArray, closes: FloatArray
) -> Network:
    n, load = instance.requests, instance.load
    pickups = np.arange(1, n + 1)
    most = np.concatenate([instance.longest_ride + instance.service[pickups], [instance.longest_route, np.inf]])
    arcs = opens[:, None] + gap <= closes[None] + EPS
    np.fill_diagonal(arcs, val=False)
    return Network(
        n=n,
        capacity=instance.capacity,
        # The vehicle then counts as a rider of its own.
        limited=bool(closes[-1] - opens[0] > instance.longest_route + EPS),
        distance=distance,
        gap=gap,
        opens=opens,
        closes=closes,
        load=load,
        most=most,
        along=_along(gap, opens, closes, most),
        latest=closes[None, pickups] - gap[:, pickups],
        allowed=arcs,
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
