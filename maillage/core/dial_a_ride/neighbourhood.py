"""Good routes without a proof: some requests are taken out, put back elsewhere, and the best routes combined."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from maillage.core.dial_a_ride.insertion import Fit, Timetable
from maillage.core.dial_a_ride.master import chosen
from maillage.core.dial_a_ride.nouns import Instance, Limits, Route

SEED = 20_061_117
# Shares of the requests that are taken out, of the first temperature, and how it falls to the last.
LEAST_OUT, MOST_OUT, FEWEST_OUT, MOST_AT_ONCE = 0.05, 0.4, 3, 30
WARM, COLD = 0.006, 0.00002
# A request left out counts as so many times the longest way.
LEFT_OUT = 20.0
COMBINE_EVERY, MOST_COMBINED, NODES = 500, 3_000, 200
# What chance adds to a detour at most, as a share of the longest way.
NOISE = 0.12


@dataclass(frozen=True)
class Plan:
    """Routes and the requests that are in none."""

    routes: tuple[Route, ...]
    out: tuple[int, ...]
    cost: float


class Search:
    """Large neighbourhoods (Ropke and Pisinger 2006) with a choice among all routes met (Parragh and Schmid 2013)."""

    def __init__(self, instance: Instance) -> None:
        """Begin with nothing in any route."""
        self.instance, self.table = instance, Timetable(instance)
        self.rng = np.random.default_rng(SEED)
        self.fine = LEFT_OUT * float(instance.distance.max())
        self.pool: dict[frozenset[int], tuple[float, Route]] = {}
        n = instance.requests
        middle = (instance.opens + instance.closes) / 2
        width = max(1.0, float(np.ptp(middle)))
        far = instance.distance / max(float(instance.distance.max()), 1e-9) + np.abs(middle[:, None] - middle) / width
        self.apart = far[1 : n + 1, 1 : n + 1] + far[n + 1 : -1, n + 1 : -1]

    def plan(self, routes: Sequence[Route], out: Sequence[int]) -> Plan:
        """Return a plan with its cost; its routes are kept for combining."""
        cost = self.fine * len(out)
        for route in routes:
            key = frozenset(stop for stop in route if stop <= self.table.n)
            known = self.pool.get(key)
            if known is None or route != known[1]:
                length = self.table.length(route)
                if known is None or length < known[0] - 1e-9:
                    self.pool[key] = known = length, route
            cost += known[0] if route == known[1] else self.table.length(route)
        return Plan(tuple(routes), tuple(sorted(out)), cost)

    def empty(self) -> Plan:
        """Return the plan that serves nobody."""
        return self.plan((), range(1, self.table.n + 1))

    def improved(
        self, plan: Plan, vehicles: int, rounds: int, *, enough: Callable[[Plan], bool], tell: Callable[[Plan], None]
    ) -> Plan:
        """Return the best plan of so many rounds from `plan` on, or the first that is `enough`.

        `tell` gets the best one so far at each round; what it raises ends the search.
        """
        best = current = self.filled(plan, vehicles, noisy=False)
        for round_ in range(rounds):
            tell(best)
            if enough(best):
                break
            heat = WARM * (COLD / WARM) ** (round_ / rounds) * max(best.cost - self.fine * len(best.out), 1.0)
            other = self.filled(self._thinned(current), vehicles, noisy=bool(self.rng.random() < 0.5))
            if other.cost < current.cost - 1e-9 or self.rng.random() < math.exp((current.cost - other.cost) / heat):
                current = other
            if other.cost < best.cost - 1e-9:
                best = other
            if round_ % COMBINE_EVERY == COMBINE_EVERY - 1:
                best = self.combined(best, vehicles)
                current = best
        return self.combined(best, vehicles)

    def combined(self, best: Plan, vehicles: int) -> Plan:
        """Return the best choice among the routes met so far, where it is better."""
        if best.out:
            return best
        own = {frozenset(stop for stop in route if stop <= self.table.n) for route in best.routes}
        rest = sorted((cost / len(key), route) for key, (cost, route) in self.pool.items() if key not in own)
        routes = [*best.routes, *(route for _, route in rest[:MOST_COMBINED])]
        self.pool = {key: value for key, value in self.pool.items() if key in own or value[1] in set(routes)}
        instance = self.instance
        taken = chosen(instance, routes, Limits(nodes=NODES), vehicles=vehicles, known=len(best.routes))
        other = self.plan(taken, ()) if taken is not None else best
        return other if other.cost < best.cost - 1e-9 else best

    def _thinned(self, plan: Plan) -> Plan:
        """Take requests out: near ones, dear ones, any, or a whole route, by chance."""
        n = self.table.n
        served = [rider for rider in range(1, n + 1) if rider not in plan.out]
        if not served:
            return plan
        low = max(FEWEST_OUT, int(LEAST_OUT * n))
        count = min(int(self.rng.integers(low, max(low + 1, min(MOST_AT_ONCE, int(MOST_OUT * n)) + 1))), len(served))
        way = self.rng.random()
        if way < 0.5:
            gone = self._near(served, count)
        elif way < 0.75:
            gone = self._dear(plan, served, count)
        elif way < 0.9:
            gone = self.rng.choice(served, count, replace=False).tolist()
        else:
            lost = plan.routes[int(self.rng.integers(len(plan.routes)))]
            gone = [stop for stop in lost if stop <= n]
        return self._without(plan, set(gone))

    def _without(self, plan: Plan, gone: set[int]) -> Plan:
        n = self.table.n
        left = [tuple(stop for stop in route if (stop if stop <= n else stop - n) not in gone) for route in plan.routes]
        return Plan(tuple(route for route in left if route), (*plan.out, *sorted(gone - set(plan.out))), 0.0)

    def _near(self, served: list[int], count: int) -> list[int]:
        seed = served[int(self.rng.integers(len(served)))]
        order = sorted(served, key=lambda rider: (self.apart[seed - 1, rider - 1], rider))
        gone: list[int] = []
        while len(gone) < count:
            gone.append(order.pop(int(self.rng.random() ** 4 * len(order))))
        return gone

    def _dear(self, plan: Plan, served: list[int], count: int) -> list[int]:
        n, table = self.table.n, self.table
        spared = {}
        for route in plan.routes:
            whole = table.length(route)
            for rider in route:
                if rider <= n:
                    spared[rider] = whole - table.length(tuple(s for s in route if s not in {rider, rider + n}))
        order = sorted(served, key=lambda rider: (-spared[rider], rider))
        gone: list[int] = []
        while len(gone) < count:
            gone.append(order.pop(int(self.rng.random() ** 3 * len(order))))
        return gone

    def filled(self, plan: Plan, vehicles: int, *, noisy: bool) -> Plan:
        """Put requests back, the one first that loses most by waiting (regret over two routes)."""
        routes, out = list(plan.routes), list(plan.out)
        strength = NOISE * float(self.instance.distance.max()) if noisy else 0.0
        noise = (strength * self.rng.random((self.table.n + 1, vehicles + 1))).tolist()
        fits = {rider: [self.table.fit(route, rider) for route in routes] for rider in out}
        alone = {rider: self.table.fit((), rider) for rider in out}
        while out:
            picked = None
            for rider in out:
                choice = _two_best(fits[rider], alone[rider] if len(routes) < vehicles else None, noise[rider])
                if choice is None:
                    continue
                best, second, at = choice
                urgent = self.fine if second is None else second - best, -best, -rider
                if picked is None or urgent > picked[0]:
                    picked = urgent, rider, at
            if picked is None:
                break
            _, rider, at = picked
            out.remove(rider)
            self._put(routes, fits, alone, rider, at)
            for other in out:
                fits[other][at] = self.table.fit(routes[at], other)
        return self.plan(routes, out)

    def _put(
        self,
        routes: list[Route],
        fits: dict[int, list[Fit | None]],
        alone: dict[int, Fit | None],
        rider: int,
        at: int,
    ) -> None:
        if at == len(routes):
            routes.append(_longer(alone[rider]))
            for row in fits.values():
                row.append(None)
        else:
            routes[at] = _longer(fits[rider][at])


def _two_best(fits: list[Fit | None], alone: Fit | None, noise: list[float]) -> tuple[float, float | None, int] | None:
    """Return the least detour, the second least (None without one), and in which route the least is."""
    first, second, at = math.inf, math.inf, -1
    for place, fit in enumerate((*fits, alone)):
        if fit is None:
            continue
        detour = fit[0] + noise[place]
        if detour < first:
            first, second, at = detour, first, place
        elif detour < second:
            second = detour
    return None if at < 0 else (first, second if second < math.inf else None, at)


def _longer(fit: Fit | None) -> Route:
    assert fit is not None  # noqa: S101 - a place is picked only where the request fits
    return fit[1]
