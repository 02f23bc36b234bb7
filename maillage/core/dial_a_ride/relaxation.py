"""The bound by column generation: the least length of fractions of routes, with routes priced until none helps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from maillage.core.dial_a_ride.cuts import Cuts, broken
from maillage.core.dial_a_ride.master import Master, Prices
from maillage.core.dial_a_ride.network import Network
from maillage.core.dial_a_ride.nouns import FloatArray, Instance, Limits, Route
from maillage.core.dial_a_ride.pricing import Priced, priced

# How far prizes stay with the best ones so far (Wentges 1997), and how many routes a request gets in one step.
STAY = 0.75
LEAST_STAY = 0.2
EACH, AT_ONCE = 6, 200
PENALTY, RAISE, MOST_PENALTY = 16.0, 10.0, 1e6
TINY = 1e-6


class Relaxation:
    """One column generation: the program over the routes so far, the best bound proved, and the work it took.

    The bound of a step is that of Lagrange: all prizes, less the prices of cuts, and for each vehicle the least that a
    route costs at those prizes. Sources: Desrosiers, Dumas and Soumis 1986; Wentges 1997; Jepsen et al. 2008.
    """

    def __init__(self, instance: Instance, limits: Limits) -> None:
        """Begin with one route for each request."""
        self.instance, self.limits, self.labels = instance, limits, 0
        self.penalty = PENALTY * float(instance.distance.max())
        self.master = Master(instance, self.penalty)
        self.forget()

    def forget(self) -> None:
        """Forget the bound, since what is allowed has changed; prizes stay as they are."""
        self.bound, self.known = -np.inf, False
        self.prize, self.toll, self.price = np.zeros(self.instance.requests), 0.0, np.zeros(len(self.master.triples))

    def run(self, network: Network, enough: float, tell: Callable[[float, float], None]) -> Prices:
        """Price routes until none helps and no cut is broken, or the bound is beyond `enough`; return the last prices.

        Raises TooMuch where the limit of work is met, and whatever `tell` raises.
        """
        while True:
            prices = self.master.prices()
            tell(self.bound, prices.value)
            if self._step(network, prices):
                if self.bound > enough:
                    return prices
            elif prices.unserved > TINY and self.penalty < MOST_PENALTY:
                self.penalty *= RAISE
                self.master.punish(self.penalty)
            elif prices.unserved > TINY or not self._cut(prices):
                return prices

    def _step(self, network: Network, prices: Prices) -> bool:
        """Price routes near the best prizes so far, nearer to the program's own until one helps; false at the end."""
        stay = STAY if self.known else 0.0
        while True:
            prize = stay * self.prize + (1 - stay) * prices.prize
            toll, price = stay * self.toll + (1 - stay) * prices.toll, stay * self.price + (1 - stay) * prices.cuts
            cuts = Cuts.of(self.instance.requests, self.master.triples, price)
            found = priced(
                network, prize, toll, cuts, most=min(self.limits.labels - self.labels, self.limits.labels_at_once)
            )
            self.labels += len(found.stop)
            self._bound(found, prize, toll, price)
            if self._take(found, prices) or prices.value - self.bound < TINY:
                return prices.value - self.bound >= TINY
            if not stay:
                return False
            stay = stay / 2 if stay > LEAST_STAY else 0.0

    def _bound(self, found: Priced, prize: FloatArray, toll: float, price: FloatArray) -> None:
        least = min(0.0, float(found.cost.min(initial=0.0)))
        bound = float(prize.sum() - price.sum()) + self.instance.vehicles * (toll + least)
        if bound > self.bound:
            self.bound, self.prize, self.toll, self.price, self.known = bound, prize, toll, price, True

    def _cut(self, prices: Prices) -> bool:
        """Add rows that the program breaks; false where there are none, or enough."""
        new = broken(self.instance.requests, self.master.routes, prices.shares, set(self.master.triples))
        for triple in new[: self.limits.cuts - len(self.master.triples)]:
            self.master.cut(triple)
        self.price = np.append(self.price, np.zeros(len(self.master.triples) - len(self.price)))
        return len(self.master.triples) > len(prices.cuts)

    def _take(self, found: Priced, prices: Prices) -> int:
        cover = np.zeros(self.instance.requests, int)
        dear = [(set(triple), cost) for triple, cost in zip(self.master.triples, prices.cuts, strict=True) if cost > 0]
        new = 0
        for at in np.argsort(found.cost, kind="stable"):
            if new >= AT_ONCE or found.cost[at] > TINY:
                break
            route = found.route(int(at))
            riders = [stop - 1 for stop in route if stop <= self.instance.requests]
            if (cover[riders] >= EACH).all():
                continue
            cover[riders] += 1
            paid = sum(cost for triple, cost in dear if len(triple.intersection(riders)) >= 2)
            if self.instance.length(route) - float(prices.prize[riders].sum()) - prices.toll + paid < -TINY:
                new += self.master.add(route)
        return new


def shared(prices: Prices, routes: list[Route], n: int) -> FloatArray:
    """Return how much each arc is driven, shape (2n + 2, 2n + 2)."""
    flow = np.zeros((2 * n + 2, 2 * n + 2))
    for at in np.flatnonzero(prices.shares > TINY):
        stops = [0, *routes[at], 2 * n + 1]
        flow[stops[:-1], stops[1:]] += prices.shares[at]
    return flow
