"""Routes proved best: bounds by column generation, and branches on which stop follows which where it leaves a gap."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from maillage.core.dial_a_ride.driving import TooMuch
from maillage.core.dial_a_ride.master import chosen
from maillage.core.dial_a_ride.network import Flags, Network, forward
from maillage.core.dial_a_ride.nouns import DEFAULT_LIMITS, Instance, Limits, Route, Solution
from maillage.core.dial_a_ride.relaxation import TINY, Relaxation, shared

SAME = 1e-6
METHOD = "branch-and-price"
Branch = tuple[float, int, Flags]


class Stopped(Exception):
    """Somebody asked to stop."""


def never() -> bool:
    """Do not stop."""
    return False


def silent(_bound: float, _cost: float) -> None:
    """Tell nothing."""


def solve_exactly(
    instance: Instance,
    limits: Limits = DEFAULT_LIMITS,
    *,
    known: Sequence[Route] = (),
    should_stop: Callable[[], bool] = never,
    tell: Callable[[float, float], None] = silent,
) -> Solution:
    """Return the shortest routes that serve all requests, with the proof, or the best found and the bound proved.

    `known` are feasible routes from which the search begins. `tell` gets the bound and the length so far (infinite
    before the first solution). Method: branch-and-price over routes (Ropke and Cordeau 2009; Gschwind and Irnich 2015)
    with rows over three requests, always on the branch with the least bound.
    """
    tree = _Tree(instance, limits, known, should_stop, tell)
    try:
        tree.grow()
    except (TooMuch, Stopped):
        tree.settle()
    return tree.solution()


class _Tree:
    def __init__(
        self,
        instance: Instance,
        limits: Limits,
        known: Sequence[Route],
        should_stop: Callable[[], bool],
        tell: Callable[[float, float], None],
    ) -> None:
        self.instance, self.limits, self.should_stop, self.tell = instance, limits, should_stop, tell
        self.network: Network = forward(instance)
        self.relaxation = Relaxation(instance, self.network, limits)
        for rider in range(1, instance.requests + 1):
            self.relaxation.master.add((rider, rider + instance.requests))
        for route in known:
            self.relaxation.master.add(route)
        self.best: tuple[Route, ...] | None = None
        self.cost, self.bound, self.count = np.inf, -np.inf, 0
        self.open: list[Branch] = [(-np.inf, 0, self.network.allowed)]

    def grow(self) -> None:
        """Look at branches until none can hold a shorter solution."""
        while self.open and self.open[0][0] < min(self.cost, self.relaxation.goal) - SAME:
            _, _, allowed = self.open[0]
            found = self._looked_at(allowed)
            heapq.heappop(self.open)
            for bound, narrower in found:
                self.count += 1
                heapq.heappush(self.open, (bound, self.count, narrower))
            goal, least = self.relaxation.goal, self.open[0][0] if self.open else np.inf
            self.bound = max(self.bound, min(least, self.cost, goal))
            if goal - SAME <= least and goal < self.cost - SAME:
                # Nothing is as near as guessed: all begins again, with the cuts and routes known by now.
                self.relaxation.widen()
                self.open = [(goal, 0, self.network.allowed)]

    def _looked_at(self, allowed: Flags) -> list[tuple[float, Flags]]:
        """Bound a branch; return what it falls into."""
        relaxation = self.relaxation
        relaxation.forget()
        relaxation.master.allow(allowed)
        prices = relaxation.run(replace(self.network, allowed=allowed), self.cost - SAME, self._told)
        if not self.count:
            self.bound = max(self.bound, min(relaxation.bound, relaxation.goal))
        if relaxation.bound >= min(self.cost, relaxation.goal) - SAME or prices.unserved > TINY:
            return []
        flow = shared(prices, relaxation.master.routes, self.instance.requests)
        apart = np.abs(flow - np.round(flow))
        if apart.max() < TINY:
            self._better(relaxation.master.routes, prices.shares)
            return []
        # The arc nearest to one half, the first of equals.
        here, there = np.unravel_index(int(np.argmax(np.round(apart, 6))), apart.shape)
        without, only = allowed.copy(), allowed.copy()
        without[here, there] = False
        if here:
            only[here] = False
        if there < 2 * self.instance.requests + 1:
            only[:, there] = False
        only[here, there] = allowed[here, there]
        return [(relaxation.bound, without), (relaxation.bound, only)]

    def _told(self, bound: float, _value: float) -> None:
        self.tell(max(self.bound, bound) if not self.count else self.bound, self.cost)
        if self.should_stop():
            raise Stopped

    def _better(self, routes: Sequence[Route], shares: np.ndarray) -> None:
        taken = once(
            [route for route, share in zip(routes, shares, strict=True) if share > TINY], self.instance.requests
        )
        cost = sum(map(self.instance.length, taken))
        if cost < self.cost:
            self.best, self.cost = taken, cost

    def settle(self) -> None:
        """Where work or patience ended: the best choice among the routes met so far."""
        if not self.count:
            self.bound = max(self.bound, min(self.relaxation.bound, self.relaxation.goal))
        taken = chosen(self.instance, self.relaxation.master.routes, self.limits)
        cost = sum(map(self.instance.length, taken or ()))
        if taken is not None and cost < self.cost:
            self.best, self.cost = taken, cost

    def solution(self) -> Solution:
        """Return what was found."""
        proved = self.best is not None and (not self.open or self.open[0][0] >= self.cost - SAME)
        served = self.best is not None
        cost = self.cost if served else 0.0
        bound = self.cost if proved else min(self.bound, self.cost)
        return Solution(self.best or (), cost, bound, proved=proved, served=served, method=METHOD)


def once(routes: Sequence[Route], n: int) -> tuple[Route, ...]:
    """Return routes in which each request is served once, by the first that serves it; empty routes fall away."""
    seen: set[int] = set()
    found = []
    for route in routes:
        mine = {stop for stop in route if stop <= n} - seen
        seen |= mine
        kept = tuple(stop for stop in route if (stop if stop <= n else stop - n) in mine)
        if kept:
            found.append(kept)
    return tuple(sorted(found))
