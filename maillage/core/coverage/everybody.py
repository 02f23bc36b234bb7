"""How few places it takes until nobody who can be reached is left out."""

from __future__ import annotations

import numpy as np

from maillage.core.coverage.cover import Problem, greedy
from maillage.core.coverage.nouns import FloatArray
from maillage.core.coverage.program import Limits, set_covering, solved

ROUNDING = 1e-6


def fewest(problem: Problem, chosen: list[int], limits: Limits) -> tuple[list[int], int, FloatArray]:
    """Return the fewest candidates that reach everybody, how few it takes at least, and the tolls that show it.

    `chosen` already reach everybody. The integer program is always asked, so that the answer is the same for any
    number of places that is enough. Source: set covering (Toregas et al. 1971).
    """
    tolls = _tolls(problem, limits)
    found, proven = _integer(problem, limits)
    least = max(_up(float(tolls.sum())), proven)
    return (found if found is not None and len(found) <= len(chosen) else chosen), least, tolls


def are_enough(problem: Problem, size: int, limits: Limits) -> bool | None:
    """Say whether some `size` candidates reach everybody; None where the limits of work end before that is known."""
    if reaches_everybody(problem, greedy(problem, size)):
        return True
    if _up(float(_tolls(problem, limits).sum())) > size:
        return False
    found, proven = _integer(problem, limits)
    if found is not None and len(found) <= size:
        return True
    return False if proven > size else None


def reaches_everybody(problem: Problem, chosen: list[int]) -> bool:
    """Say whether the chosen candidates reach everybody whom all candidates together reach."""
    return problem.value(chosen) >= problem.reachable - problem.slack


def _tolls(problem: Problem, limits: Limits) -> FloatArray:
    """Return what each group pays (g) so that no candidate collects more than 1: together a bound from below."""
    prices = solved(set_covering(problem), limits, whole=False).prices
    if prices is None:
        return np.zeros(len(problem.weights))
    tolls: FloatArray = prices / max(1.0, float(problem.gains(prices).max(initial=0.0)))
    return tolls


def _integer(problem: Problem, limits: Limits) -> tuple[list[int] | None, int]:
    """Return the fewest candidates found, None where none were, and how few it takes at least."""
    answer = solved(set_covering(problem), limits, whole=True, gap=0.5)
    least = _up(answer.bound) if np.isfinite(answer.bound) else 0
    if answer.columns is None:
        return None, least
    found = np.flatnonzero(answer.columns > 0.5).tolist()
    return (found if reaches_everybody(problem, found) else None), least


def _up(bound: float) -> int:
    return int(np.ceil(bound - ROUNDING))
