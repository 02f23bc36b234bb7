"""The best choice for one aim, and what no choice passes: prices, then whole programs of the columns that matter."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from maillage.core.carpool.choice import Choice
from maillage.core.carpool.program import INFINITY, Answer, Effort, FloatArray, Program, Relaxation, solved
from maillage.core.carpool.tables import LongArray

NOUGHT = 1e-6
# So many bundles of one trip are added to a relaxation at once.
A_TRIP = 8


@dataclass(frozen=True, eq=False)
class Goal:
    """What is to be least: the cost of the fixed columns, and of the bundles."""

    choice: Choice
    fixed_cost: FloatArray
    cost: FloatArray

    def value(self, fixed: FloatArray, chosen: LongArray) -> int:
        """Return what a choice costs."""
        return round(float(self.fixed_cost @ fixed + self.cost[chosen].sum()))

    def over(self, columns: LongArray) -> Program:
        """Return the program over some bundles."""
        return self.choice.program(columns, self.fixed_cost, self.cost[columns])


@dataclass(frozen=True, eq=False)
class Priced:
    """A relaxation at its optimum over all bundles: its value, the reduced costs, and the bundles that were needed.

    Where it could not be solved to the end the value is minus infinity.
    """

    value: float
    reduced: FloatArray
    needed: LongArray
    prices: FloatArray


@dataclass(frozen=True, eq=False)
class Found:
    """Bundles chosen, the fixed columns, the value reached, and the value that no choice falls below."""

    chosen: LongArray
    fixed: FloatArray
    value: int
    bound: int


def priced(goal: Goal, begin: LongArray, effort: Effort) -> Priced:
    """Return the relaxation over all bundles, `begin` among them from the start. Source: Gilmore and Gomory 1961."""
    choice, cost = goal.choice, goal.cost
    pool = np.unique(begin)
    program = goal.over(pool)
    program.most[choice.fixed :] = INFINITY
    relaxation = Relaxation(program, effort)
    there = np.zeros(len(cost), dtype=np.bool_)
    there[pool] = True
    order = pool
    while not effort.stop() and relaxation.solve():
        reduced = choice.reduced(relaxation.prices, cost)
        wanted = np.flatnonzero((reduced < -NOUGHT) & ~there)
        if not len(wanted):
            return Priced(relaxation.value, reduced, order, relaxation.prices)
        wanted = wanted[np.lexsort((reduced[wanted], choice.bundles.trip[wanted]))]
        trip = choice.bundles.trip[wanted]
        wanted = wanted[np.arange(len(wanted)) - np.searchsorted(trip, trip) < A_TRIP]
        there[wanted] = True
        order = np.concatenate([order, wanted])
        relaxation.add(cost[wanted], *choice.columns(wanted))
    return Priced(-INFINITY, np.zeros(len(cost)), order, relaxation.prices)


def best(goal: Goal, known: Found, relaxed: Priced, sizes: tuple[int, ...], effort: Effort) -> Found:
    """Return the best choice: whole programs of the columns of least reduced cost, more of them until it is proved.

    A choice with a column left out costs at least the relaxation and that column's reduced cost. Source: Baldacci,
    Christofides and Mingozzi 2008.
    """
    found = Found(known.chosen, known.fixed, known.value, max(known.bound, rounded_up(relaxed.value)))
    order = np.argsort(relaxed.reduced, kind="stable") if np.isfinite(relaxed.value) else relaxed.needed
    sorted_costs = relaxed.reduced[order]
    for size in sizes:
        if found.bound >= found.value or effort.stop() or not len(order):
            break
        # Nothing dearer can be in a better choice.
        enough = int(np.searchsorted(sorted_costs, found.value - 1 - relaxed.value + NOUGHT, side="right"))
        taken = min(size, enough)
        beyond = INFINITY if taken == enough else relaxed.value + float(sorted_costs[taken])
        columns = np.union1d(order[:taken], found.chosen)
        answer = _whole(goal, columns, found, effort)
        found = _better(goal, columns, found, answer)
        bound = min(rounded_up(answer.bound), rounded_up(beyond), found.value)
        found = replace(found, bound=max(found.bound, bound))
    return found


def exchanged(goal: Goal, known: Found, relaxed: Priced, effort: Effort, *, gap: float, size: int) -> Found:
    """Return the best choice for another aim among those that cost at most `gap` more than the relaxation.

    Only bundles whose reduced cost is no more than that can be in one.
    """
    order = np.argsort(relaxed.reduced, kind="stable")
    enough = int(np.searchsorted(relaxed.reduced[order], gap + NOUGHT, side="right"))
    columns = np.union1d(order[: min(enough, size)], known.chosen)
    if known.bound >= known.value or effort.stop():
        return known
    answer = _whole(goal, columns, known, effort)
    found = _better(goal, columns, known, answer)
    bound = min(rounded_up(answer.bound), found.value) if enough <= size else known.bound
    return replace(found, bound=max(known.bound, bound))


def _better(goal: Goal, columns: LongArray, known: Found, answer: Answer) -> Found:
    """Return what a whole program found where it is better than what is known."""
    if answer.columns is None:
        return known
    whole = np.round(answer.columns)
    fixed, chosen = whole[: goal.choice.fixed], columns[whole[goal.choice.fixed :] > 0.5]
    value = goal.value(fixed, chosen)
    return Found(chosen, fixed, value, known.bound) if value < known.value else known


def _whole(goal: Goal, columns: LongArray, known: Found, effort: Effort) -> Answer:
    start = np.concatenate([known.fixed, np.isin(columns, known.chosen).astype(np.float64)])
    return solved(goal.over(columns), effort, start)


def rounded_up(value: float) -> int:
    """Return the least whole number that is not below, one that stands for no limit where it is infinite."""
    return int(np.ceil(np.clip(value, -1e15, 1e15) - 1e-4))
