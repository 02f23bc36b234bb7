"""Which steps a route can take that costs less than a gap: what reaching a moment costs, and what going on from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from maillage.core.dial_a_ride.driving import Moment
from maillage.core.dial_a_ride.network import mirror
from maillage.core.dial_a_ride.nouns import EPS, FloatArray

Spot = tuple[int, tuple[int, ...]]
Term = tuple[float, float]


class Narrowing:
    """Least costs before and after each stop with the same riders, by the time that they need or leave.

    What is told of a step holds for every route that takes it, so it may be left out where it costs more than the gap.
    Sources: Irnich, Desaulniers, Desrosiers and Hadjar 2010; Gschwind and Irnich 2015.
    """

    def __init__(
        self,
        before: Iterable[tuple[float, Moment]],
        after: Iterable[tuple[float, Moment]],
        ways: FloatArray,
        prize: FloatArray,
    ) -> None:
        """Take the partial routes driven forwards and those driven backwards; `ways` and `prize` are those of both."""
        self.n = len(prize)
        self.ways: list[list[float]] = ways.tolist()
        self._before: dict[Spot, list[Term]] = defaultdict(list)
        self._after: dict[Spot, list[Term]] = defaultdict(list)
        for cost, moment in before:
            self._before[moment.stop, moment.riders].append((moment.time, cost))
        turned, prizes = mirror(self.n).tolist(), [*prize.tolist(), 0.0]
        for cost, moment in after:
            if moment.stop:
                self._turn(cost, moment, turned[moment.stop], prizes)

    def _turn(self, cost: float, moment: Moment, stop: int, prizes: list[float]) -> None:
        """Read a partial route backwards; riders on board were counted on both sides."""
        cost += sum(prizes[rider] for rider in moment.riders)
        rider = (stop - 1) % self.n
        if stop <= self.n:
            cost += prizes[rider]
            riders = tuple(sorted((*moment.riders, rider)))
        else:
            riders = tuple(other for other in moment.riders if other != rider)
        self._after[stop, riders].append((-moment.time, cost))

    def within(self, gap: float) -> Callable[[Moment, Moment], bool]:
        """Return what tells whether a route with the step from one moment to another can cost no more than a gap."""

        def keeps(moment: Moment, child: Moment) -> bool:
            return self.least(moment, child) <= gap

        return keeps

    def least(self, moment: Moment, child: Moment) -> float:
        """Return what a route with the step from one moment to another costs at least."""
        spent = min(
            (cost for time, cost in self._before.get((moment.stop, moment.riders), ()) if time <= moment.time + EPS),
            default=float("inf"),
        )
        rest = min(
            (cost for time, cost in self._after.get((child.stop, child.riders), ()) if time >= child.time - EPS),
            default=float("inf"),
        )
        return spent + self.ways[moment.stop][child.stop] + rest
