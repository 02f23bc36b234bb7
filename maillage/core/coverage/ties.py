"""Of all choices that reach equally many, the first by position: searched under bounds, within a limit of work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from maillage.core.coverage.cover import Problem, most_of
from maillage.core.coverage.nouns import FloatArray

Chosen = tuple[int, ...]


class OutOfWork(Exception):
    """The limit of work is reached before the first of equals is known."""


@dataclass(frozen=True, eq=False)
class Search:
    """What the search knows: the question, how many to choose, what they must reach, and two kinds of prices.

    `prices` (g, 0 to weight) bound what any candidates can reach; `tolls` (g), whose sum over the groups of one
    candidate is at most 1, bound how many candidates it takes to reach everybody (0 where that is not asked).
    """

    problem: Problem
    size: int
    target: float
    prices: FloatArray
    tolls: FloatArray

    def onward(self, chosen: Chosen, left: FloatArray) -> Iterator[int]:
        """Yield in order the candidates after the last chosen one with which the target may still be reached."""
        first = chosen[-1] + 1 if chosen else 0
        more = self.size - len(chosen) - 1
        needed = self.target - self.problem.slack - (self.problem.reachable - float(left.sum()))
        gains = self.problem.gains(left)[first:]
        prices = np.minimum(self.prices, left)
        worth = self.problem.gains(prices)[first:]
        needed_at_prices = needed - float((left - prices).sum())
        hopeful = (gains + most_of(gains, more) >= needed) & (worth + most_of(worth, more) >= needed_at_prices)
        if self.tolls.any():
            tolls = np.where(left > 0, self.tolls, 0.0)
            hopeful &= tolls.sum() - self.problem.gains(tolls)[first:] <= more + 1e-6
        for step in np.flatnonzero(hopeful).tolist():
            # Only candidates after this one may follow it.
            after = step + 1
            if gains[step] + most_of(gains[after:], more) < needed:
                continue
            if worth[step] + most_of(worth[after:], more) >= needed_at_prices:
                yield first + step


def first_of_equals(search: Search, limit: int) -> Chosen:
    """Return the first choice, by ascending positions, that reaches the target with `size` candidates (at least 1).

    Source: depth-first branch and bound under the Lagrangian bound. Raises OutOfWork after `limit` nodes, and where
    no choice reaches the target.
    """
    left = search.problem.weights
    open_nodes: list[tuple[Chosen, FloatArray, Iterator[int]]] = [((), left, search.onward((), left))]
    nodes = 0
    while open_nodes and nodes < limit:
        chosen, left, onward = open_nodes[-1]
        candidate = next(onward, None)
        if candidate is None:
            open_nodes.pop()
            continue
        nodes += 1
        longer = (*chosen, candidate)
        if len(longer) == search.size:
            # With nobody to follow, only candidates that reach the target by themselves are let through.
            return longer
        remaining = left.copy()
        remaining[search.problem.groups_of(candidate)] = 0.0
        open_nodes.append((longer, remaining, search.onward(longer, remaining)))
    raise OutOfWork
