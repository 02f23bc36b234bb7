"""The other view of where next: places that make the longest way anybody has as short as can be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maillage.core.coverage.checked import amounts, count
from maillage.core.coverage.cover import problem_of
from maillage.core.coverage.everybody import are_enough
from maillage.core.coverage.nouns import FloatArray, Refused, Statement
from maillage.core.coverage.program import DEFAULT_LIMITS, Limits
from maillage.core.coverage.siting import where_next
from maillage.core.coverage.travel import CostMatrix, Nearest, Travel


@dataclass(frozen=True)
class Farthest:
    """The places (positions, ascending) that make the longest way shortest, and what is proved of that.

    `before` is the longest way to an existing place, `longest` the longest way then, `at_least` what no choice of as
    many places stays below; all None where nobody lives or there is no place to choose or to keep. Of equals the
    choice follows the rule of where_next.
    """

    places: tuple[int, ...]
    before: float | None
    longest: float | None
    at_least: float | None
    proved: bool
    first_of_equals: bool
    statements: tuple[Statement, ...]


def shortest_longest(
    people: ArrayLike,
    travel: Travel,
    places: int,
    *,
    existing: Nearest | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Farthest:
    """Return at most `places` new places that make the longest way of any peopled municipality as short as can be.

    Input as in where_next; all costs are held at once, so this is for regions. Source: the p-centre problem by
    bisection over the costs that occur, each step a covering problem (Minieka 1970). Raises Refused.
    """
    persons = amounts(people, "people", travel.shape[0])
    peopled = persons > 0
    allowed = count(places, "places")
    kept = np.full(len(persons), np.inf) if existing is None else np.asarray(existing.costs, dtype=np.float64)
    if kept.shape != persons.shape:
        raise Refused("other_length", "existing")
    costs = travel.matrix()
    if not peopled.any() or (not travel.shape[1] and not np.isfinite(kept[peopled]).all()):
        return Farthest((), None, None, None, proved=False, first_of_equals=False, statements=(Statement("no_data"),))
    before = float(kept[peopled].max())
    here = CostMatrix(costs[peopled], travel.measure)
    there = Nearest(kept[peopled], travel.measure, 0 if existing is None else existing.places)
    chosen, proved, settled, at_least = _bisected(here, there, allowed, limits)
    longest = _longest(here.matrix(), there.costs, chosen)
    said = [Statement("longest_way", {"measure": travel.measure, "candidates": travel.shape[1]})]
    said.append(Statement("fewest_then_first" if settled else "equals_not_settled"))
    known = float(before) if np.isfinite(before) else None
    reached = longest if np.isfinite(longest) else None
    return Farthest(chosen, known, reached, at_least, proved, settled, tuple(said))


def _bisected(
    travel: CostMatrix, existing: Nearest, allowed: int, limits: Limits
) -> tuple[tuple[int, ...], bool, bool, float | None]:
    """Return the choice, whether it is proved, whether it is the first of equals, and the least longest way."""
    everybody = np.ones(travel.shape[0])
    costs = np.unique(np.concatenate([travel.matrix().ravel(), existing.costs[np.isfinite(existing.costs)]]))
    low, high, certain = 0, len(costs), 0
    while low < high:
        middle = (low + high) // 2
        enough = _enough(travel, existing, float(costs[middle]), allowed, limits)
        if enough:
            high = middle
            continue
        low = middle + 1
        certain = certain if enough is None else low
    if high == len(costs):
        return (), True, True, None
    best = where_next(everybody, travel, float(costs[high]), allowed, existing=existing, limits=limits)
    return best.places, certain == high, best.first_of_equals and certain == high, float(costs[certain])


def _enough(travel: CostMatrix, existing: Nearest, reach: float, allowed: int, limits: Limits) -> bool | None:
    """Say whether everybody can be brought within `reach`; None where the limits end before that is known."""
    open_to = existing.costs > reach
    problem = problem_of(np.ones(travel.shape[0]), open_to, travel, reach)
    if problem.reachable < open_to.sum():
        return False
    return are_enough(problem, allowed, limits)


def _longest(costs: FloatArray, kept: FloatArray, chosen: tuple[int, ...]) -> float:
    ways = costs[:, list(chosen)].min(axis=1, initial=np.inf)
    return float(np.minimum(ways, kept).max())
