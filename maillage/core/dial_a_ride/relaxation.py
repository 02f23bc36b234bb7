"""The bound by column generation: the least length of fractions of routes, with routes priced until none helps."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from maillage.core.dial_a_ride.cuts import Cuts, broken
from maillage.core.dial_a_ride.driving import Driving
from maillage.core.dial_a_ride.master import Master, Prices
from maillage.core.dial_a_ride.narrowing import Narrowing
from maillage.core.dial_a_ride.network import Network, backward
from maillage.core.dial_a_ride.nouns import FloatArray, Instance, Limits, Route
from maillage.core.dial_a_ride.pricing import Priced, priced, reached

# How far prizes stay with the best ones so far (Wentges 1997), and how many routes a request gets in one step.
STAY = 0.75
LEAST_STAY = 0.2
EACH, AT_ONCE = 6, 200
PENALTY, RAISE, MOST_PENALTY = 16.0, 10.0, 1e6
TINY = 1e-6
# So many times as many moments as partial routes at once are kept.
MOMENTS = 4
# How far from the bound the best solution is guessed to be at first, how much farther at each next guess, and
# from where on there is none.
GUESS, WIDER, FARTHEST = 0.004, 3.0, 0.1
# Routes out of question are forgotten where they are more than this share.
MANY = 0.2


class Relaxation:
    """One column generation: the program over the routes so far, the best bound proved, and the work it took.

    Once there is a bound without cuts, only solutions below `goal`, a guess, are looked for: what costs more at the
    prices of that bound is left out, and where nothing is found, the guess is widened (Irnich et al. 2010).

    The bound of a step is that of Lagrange: all prizes, less the prices of cuts, and for each vehicle the least that a
    route costs at those prizes. Sources: Desrosiers, Dumas and Soumis 1986; Wentges 1997; Jepsen et al. 2008.
    """

    def __init__(self, instance: Instance, network: Network, limits: Limits) -> None:
        """Begin with one route for each request."""
        self.instance, self.limits, self.labels = instance, limits, 0
        self.penalty = PENALTY * float(instance.distance.max())
        self.master = Master(instance, self.penalty)
        self.narrowing: Narrowing | None = None
        self.goal, self.least, self.gap = np.inf, -np.inf, np.inf
        self.everywhere = network.allowed
        self.driving = Driving(network, MOMENTS * limits.labels_at_once)
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
            tell(min(self.bound, self.goal), prices.value)
            if self._step(network, prices):
                if self.bound > min(enough, self.goal - TINY):
                    return prices
            elif prices.unserved > TINY and self.penalty < MOST_PENALTY:
                self.penalty *= RAISE
                self.master.punish(self.penalty)
            elif prices.unserved > TINY or not self._cut(network, prices):
                return prices

    def _step(self, network: Network, prices: Prices) -> bool:
        """Price routes near the best prizes so far, nearer to the program's own until one helps; false at the end."""
        stay = STAY if self.known else 0.0
        while True:
            prize = stay * self.prize + (1 - stay) * prices.prize
            toll, price = stay * self.toll + (1 - stay) * prices.toll, stay * self.price + (1 - stay) * prices.cuts
            cuts = Cuts.of(self.instance.requests, self.master.triples, price)
            most = min(self.limits.labels - self.labels, self.limits.labels_at_once)
            found = priced(self.driving, network.ways(prize), toll, cuts, most=most)
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

    def _cut(self, network: Network, prices: Prices) -> bool:
        """Add rows that the program breaks; false where there are none, or enough."""
        everywhere = network.allowed is self.everywhere
        if everywhere and self.narrowing is None and np.abs(prices.shares - np.round(prices.shares)).max() > TINY:
            self._narrow(network, prices)
        new = broken(self.instance.requests, self.master.routes, prices.shares, set(self.master.triples))
        new = new[: self.limits.cuts - len(self.master.triples)]
        for triple in new:
            self.master.cut(triple)
        self.price = np.append(self.price, np.zeros(len(new)))
        if new and everywhere:
            self._drop(prices)
        return bool(new)

    def _narrow(self, network: Network, prices: Prices) -> None:
        """Guess how far the best solution is from the bound, and leave out steps of routes that are farther."""
        back, most = backward(self.instance), self.limits.labels_at_once
        _, after = reached(Driving(back, MOMENTS * most), back.ways(prices.prize), 0.0, most=most)
        ways, vehicles = network.ways(prices.prize), self.instance.vehicles
        cheapest, before = reached(self.driving, ways, prices.toll, most=most)
        self.labels += len(before) + len(after)
        self.narrowing = Narrowing(before, after, ways, prices.prize)
        self.least = float(prices.prize.sum()) + vehicles * (prices.toll + cheapest) - TINY
        self.gap = GUESS * self.least
        self._aim()

    def _aim(self) -> None:
        self.goal = self.least + self.gap
        self.driving.narrow(self.narrowing.within(self.gap) if self.narrowing and self.gap < np.inf else None)

    def widen(self) -> None:
        """Guess again: no solution is as near as the last guess; after some guesses there is none any more."""
        self.gap = self.gap * WIDER if self.gap < FARTHEST * self.least else np.inf
        self._aim()

    def _drop(self, prices: Prices) -> None:
        """Forget routes that are in no solution below the goal, where they are many."""
        away = prices.spare > self.goal - prices.value + TINY
        if away.sum() > MANY * len(away):
            self.master.drop(away)

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
