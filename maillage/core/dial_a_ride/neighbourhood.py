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
# How many requests are taken out: at least, at most, at most as a share of all; few are likelier than many.
FEWEST_OUT, MOST_AT_ONCE, MOST_OUT, SKEW = 3, 20, 0.4, 2
# The first temperature and the last, as shares of the length: it stays warm enough to leave a dead end.
WARM, COLD = 0.01, 0.001
# How often the request that is nearest to a route goes first, whatever others lose by waiting.
GREEDY = 0.4
# A request left out counts as so many times the longest way.
LEFT_OUT = 20.0
COMBINE_EVERY, MOST_COMBINED, NODES = 2_500, 2_000, 200
TINY = 1e-9
# What chance adds to a detour at most, as a share of the longest way.
NOISE = 0.12


@dataclass(frozen=True)
class Plan:
    """Routes and the requests that are in none."""

    routes: tuple[Route, ...]
    out: tuple[int, ...]
    cost: float


@dataclass
class Known:
    """The shortest route met for some requests, and what the best plan cost in which they went together."""

    length: float
    route: Route
    cost: float


class Search:
    """Large neighbourhoods (Ropke and Pisinger 2006) with a choice among all routes met (Parragh and Schmid 2013)."""

    def __init__(self, instance: Instance) -> None:
        """Begin with nothing in any route."""
        self.instance, self.table = instance, Timetable(instance)
        self.rng = np.random.default_rng(SEED)
        self.fine = LEFT_OUT * float(instance.distance.max())
        self.pool: dict[frozenset[int], Known] = {}
        n = instance.requests
        middle = (instance.opens + instance.closes) / 2
        width = max(1.0, float(np.ptp(middle)))
        far = instance.distance / max(float(instance.distance.max()), 1e-9) + np.abs(middle[:, None] - middle) / width
        self.apart = far[1 : n + 1, 1 : n + 1] + far[n + 1 : -1, n + 1 : -1]

    def plan(self, routes: Sequence[Route], out: Sequence[int]) -> Plan:
        """Return a plan with its cost; its routes are kept for combining."""
        tours = [self.table.tour(route) for route in routes]
        cost = self.fine * len(out) + sum(tour.length for tour in tours)
        for tour in tours:
            known = self.pool.get(tour.served)
            if known is None:
                self.pool[tour.served] = Known(tour.length, tour.stops[1:-1], cost)
                continue
            if tour.length < known.length - TINY:
                known.length, known.route = tour.length, tour.stops[1:-1]
            known.cost = min(known.cost, cost)
        return Plan(tuple(routes), tuple(sorted(out)), cost)

    def empty(self) -> Plan:
        """Return the plan that serves nobody."""
        return Plan((), tuple(range(1, self.table.n + 1)), self.fine * self.table.n)

    def improved(
        self,
        plan: Plan,
        vehicles: int,
        rounds: int,
        *,
        fits: int,
        enough: Callable[[Plan], bool],
        tell: Callable[[Plan], None],
    ) -> Plan:
        """Return the best plan of so many rounds and so many fits tried from `plan` on, or the first that is `enough`.

        `tell` gets the best one so far at each round; what it raises ends the search.
        """
        best = current = self.filled(plan, vehicles, noisy=False)
        before = self.table.tried
        for round_ in range(rounds):
            tell(best)
            # Whichever work ends first, the search has cooled down by then.
            spent = max(round_ / rounds, (self.table.tried - before) / max(1, fits - before))
            if enough(best) or spent >= 1.0:
                break
            heat = WARM * (COLD / WARM) ** spent * max(best.cost - self.fine * len(best.out), 1.0)
            other = self.filled(self._thinned(current), vehicles, noisy=bool(self.rng.random() < 0.5))
            if other.cost < current.cost - TINY or self.rng.random() < math.exp((current.cost - other.cost) / heat):
                current = other
            if other.cost < best.cost - TINY:
                best = other
            if round_ % COMBINE_EVERY == COMBINE_EVERY - 1:
                other = self.combined(best, vehicles)
                best, current = (best, current) if other is best else (other, other)
        return self.combined(best, vehicles)

    def combined(self, best: Plan, vehicles: int) -> Plan:
        """Return the best choice among the routes met so far, where it is better."""
        if best.out:
            return best
        own = {self.table.tour(route).served for route in best.routes}
        rest = sorted((known.cost, known.route) for key, known in self.pool.items() if key not in own)
        routes = [*best.routes, *(route for _, route in rest[:MOST_COMBINED])]
        if len(rest) > MOST_COMBINED:
            limit = rest[MOST_COMBINED][0]
            self.pool = {key: known for key, known in self.pool.items() if key in own or known.cost <= limit}
        instance = self.instance
        taken = chosen(instance, routes, Limits(nodes=NODES), vehicles=vehicles, known=len(best.routes))
        other = self.plan(taken, ()) if taken is not None else best
        return other if other.cost < best.cost - TINY else best

    def _thinned(self, plan: Plan) -> Plan:
        """Take requests out: near ones, dear ones, any, or a whole route, by chance."""
        n = self.table.n
        served = [rider for rider in range(1, n + 1) if rider not in plan.out]
        if not served:
            return plan
        most = max(FEWEST_OUT, min(MOST_AT_ONCE, int(MOST_OUT * n)))
        count = min(FEWEST_OUT + int(self.rng.random() ** SKEW * (most + 1 - FEWEST_OUT)), len(served))
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
        spared: dict[int, float] = {}
        for route in plan.routes:
            spared |= self.table.tour(route).savings(self.table)
        order = sorted(served, key=lambda rider: (-spared[rider], rider))
        gone: list[int] = []
        while len(gone) < count:
            gone.append(order.pop(int(self.rng.random() ** 3 * len(order))))
        return gone

    def filled(self, plan: Plan, vehicles: int, *, noisy: bool) -> Plan:
        """Put requests back: by chance the nearest first, or the one that loses most by waiting (regret over two)."""
        table, out = self.table, list(plan.out)
        tours = [table.tour(route) for route in plan.routes]
        fits = {rider: [table.fit(tour, rider) for tour in tours] for rider in out}
        nobody, strength = table.tour(()), NOISE * float(self.instance.distance.max()) if noisy else 0.0
        alone = {rider: table.fit(nobody, rider) for rider in out}
        noise = (strength * self.rng.random((table.n + 1, vehicles + 1))).tolist()
        greedy = bool(self.rng.random() < GREEDY)
        while out:
            picked = self._picked(fits, alone if len(tours) < vehicles else {}, noise, greedy=greedy)
            if picked is None:
                break
            rider, at, (_, pickup, drop) = picked
            out.remove(rider)
            del fits[rider]
            if at == len(tours):
                tours.append(nobody)
                for row in fits.values():
                    row.append(None)
            tours[at] = table.tour(tours[at].longer(table.n, rider, pickup, drop))
            for other, row in fits.items():
                row[at] = table.fit(tours[at], other)
        return self.plan([tour.stops[1:-1] for tour in tours], out)

    def _picked(
        self,
        fits: dict[int, list[Fit | None]],
        alone: dict[int, Fit | None],
        noise: list[list[float]],
        *,
        greedy: bool,
    ) -> tuple[int, int, Fit] | None:
        """Return which request goes in next, into which route and where; None where none fits."""
        picked = None
        for rider, row in fits.items():
            choice = _two_best(row, alone.get(rider), noise[rider])
            if choice is None:
                continue
            best, second, at, fit = choice
            loss = 0.0 if greedy else self.fine if second is None else second - best
            urgent = loss, -best, -rider
            if picked is None or urgent > picked[0]:
                picked = urgent, (rider, at, fit)
        return None if picked is None else picked[1]


def _two_best(
    fits: list[Fit | None], alone: Fit | None, noise: list[float]
) -> tuple[float, float | None, int, Fit] | None:
    """Return the least detour, the second least (None without one), and in which route and where the least is."""
    first, second, found = math.inf, math.inf, None
    for place, fit in enumerate((*fits, alone)):
        if fit is None:
            continue
        detour = fit[0] + noise[place]
        if detour < first:
            first, second, found = detour, first, (place, fit)
        elif detour < second:
            second = detour
    return None if found is None else (first, second if second < math.inf else None, *found)
