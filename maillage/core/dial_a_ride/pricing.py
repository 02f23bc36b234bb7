"""The cheapest routes at given prizes, by partial routes that are driven on in the order of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.core.dial_a_ride.cuts import Cuts
from maillage.core.dial_a_ride.extension import extended
from maillage.core.dial_a_ride.labels import Labels, joined, start, undominated
from maillage.core.dial_a_ride.network import Network
from maillage.core.dial_a_ride.nouns import EPS, FloatArray, IntArray, Route

# So many stretches of time are looked at one after the other; any number gives the same least cost.
STRETCHES = 18


class TooMuch(Exception):
    """There are more partial routes than the limit of work allows."""


@dataclass(frozen=True, eq=False)
class Priced:
    """Whole routes by their end: cost with prizes, the last stop and the partial route before."""

    cost: FloatArray
    last: IntArray
    before: IntArray
    stop: IntArray
    parent: IntArray

    def route(self, at: int) -> Route:
        """Return the stops of a whole route."""
        stops, here = [int(self.last[at])], int(self.before[at])
        while here > 0:
            stops.append(int(self.stop[here]))
            here = int(self.parent[here])
        return tuple(reversed(stops))


def priced(
    network: Network,
    prize: FloatArray,
    toll: float,
    cuts: Cuts,
    *,
    most: int,
) -> Priced:
    """Return whole routes, the cheapest among them, with `prize` taken off for each request and `toll` for the vehicle.

    Each last stop comes with several routes, so that the program has a choice. Raises TooMuch beyond `most` partial
    routes. Method: label setting with deadlines of riders (Gschwind and Irnich 2015), in stretches of time.
    """
    day = network.closes[-1] - network.opens[0]
    stretch = max(float(day) / STRETCHES, 1.0)
    waiting, now = [start(network, -toll, len(cuts.price))], network.opens[0]
    earlier: list[Labels] = []
    rows: list[Labels] = []
    ends: list[Labels] = []
    later: list[Labels] = []
    count = 0
    while waiting or later:
        if not waiting:
            every = joined(later)
            now = every.time.min()
            soon = every.time < now + stretch
            waiting, later = [every.take(soon)], [every.take(~soon)] if not soon.all() else []
        fresh, earlier = _settled(network, joined(waiting), earlier, now, cuts.price)
        waiting = []
        if not len(fresh):
            continue
        numbers = np.arange(count, count + len(fresh))
        count += len(fresh)
        if count > most:
            raise TooMuch
        rows.append(fresh)
        longer = extended(network, fresh, numbers, prize, cuts)
        ends.append(longer.take(np.flatnonzero(longer.load == 0)))
        soon = longer.time < now + stretch
        waiting += [longer.take(soon)] if soon.any() else []
        later += [longer.take(~soon)] if not soon.all() else []
    return _whole(network, ends, rows)


def _settled(
    network: Network, fresh: Labels, earlier: list[Labels], now: float, price: FloatArray
) -> tuple[Labels, list[Labels]]:
    """Return the new rows that no row makes needless, and all rows that can still make others needless."""
    old = [part.take(network.closes[part.stop] >= now - EPS) for part in earlier]
    together = joined([*old, fresh])
    stays = undominated(together, price)
    return fresh.take(stays[len(together) - len(fresh) :]), [together.take(stays)]


def _whole(network: Network, ends: list[Labels], rows: list[Labels]) -> Priced:
    last = joined(ends)
    home = 2 * network.n + 1
    cost = last.cost + network.distance[last.stop, home]
    late = last.time + network.gap[last.stop, home] > network.closes[home] + EPS
    cost[late | ~network.allowed[last.stop, home]] = np.inf
    every = joined(rows)
    return Priced(cost, last.stop, last.parent, every.stop, every.parent)
