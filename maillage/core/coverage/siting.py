"""Where one more place would reach most people: maximal covering, proved, with a stated rule for equals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maillage.core.coverage.checked import amount, amounts, count, positions
from maillage.core.coverage.cover import LESS_THAN_ONE, Problem, greedy, problem_of, swapped
from maillage.core.coverage.everybody import fewest, reaches_everybody
from maillage.core.coverage.nouns import BoolArray, FloatArray, IntArray, Refused, Statement
from maillage.core.coverage.program import DEFAULT_LIMITS, Limits, covering, solved
from maillage.core.coverage.ties import OutOfWork, Search, first_of_equals
from maillage.core.coverage.travel import Nearest, Travel

MOST_PLACES = 8


@dataclass(frozen=True)
class Siting:
    """The best new places found, and what is proved of them.

    `places` are positions of candidates, ascending; `people` are all persons, `current` those covered by existing
    places, `gained` those whom the new ones add, `reachable` those whom all candidates together would add. No choice
    of as many places gains more than `bound`; `proved` says that this is `gained`. Of equally good choices the one
    with the fewest places is taken, then the one whose positions come first; `first_of_equals` says that this, too,
    is proved.
    """

    allowed: int
    places: tuple[int, ...]
    people: float
    current: float
    gained: float
    reachable: float
    bound: float
    proved: bool
    first_of_equals: bool
    statements: tuple[Statement, ...]

    @property
    def total(self) -> float:
        """Return the people covered by existing and new places together."""
        return self.current + self.gained


@dataclass(frozen=True)
class Curve:
    """The best choice for 0, 1, 2 … places, and the gain of taking one after the other (never more; concave)."""

    steps: tuple[Siting, ...]
    one_by_one: tuple[float, ...]


@dataclass(frozen=True)
class OwnChoice:
    """What a choice made at the table reaches, beside the best choice of as many places.

    `lost` is in persons, at most so many where the best is not proved; `lost_share` is of the best gain, None where
    nobody can be gained.
    """

    places: tuple[int, ...]
    gained: float
    best: Siting
    lost: float
    lost_share: float | None


@dataclass(frozen=True, eq=False)
class _Question:
    """The input looked over once, to be asked for several numbers of places."""

    people: FloatArray
    covered: BoolArray
    problem: Problem
    candidates: int
    said: tuple[Statement, ...]

    @property
    def current(self) -> float:
        return float(np.where(self.covered, self.people, 0.0).sum())


def where_next(
    people: ArrayLike,
    travel: Travel,
    reach: float,
    places: int,
    *,
    existing: Nearest | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Siting:
    """Return at most `places` new places that bring most people within `reach` (methods M5).

    `people` (n) are persons, `travel` leads to the candidates (n × m), `reach` is in its unit, `existing` is what the
    way to the nearest existing place costs. Source: Church and ReVelle 1974; solved exactly by HiGHS, candidates
    left out beforehand where a Lagrangian bound excludes them. Raises Refused for numbers negative or not finite and
    lines of different length.
    """
    return _asked(_question(people, travel, reach, existing), count(places, "places"), limits)


def marginal_curve(
    people: ArrayLike,
    travel: Travel,
    reach: float,
    *,
    most: int = MOST_PLACES,
    existing: Nearest | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Curve:
    """Return the best choice for 0 to `most` places; input as in where_next."""
    question = _question(people, travel, reach, existing)
    steps: list[Siting] = []
    for size in range(count(most, "most") + 1):
        steps.append(_asked(question, size, limits))
    chosen = greedy(question.problem, most)
    return Curve(tuple(steps), tuple(question.problem.value(chosen[:size]) for size in range(most + 1)))


def own_choice(
    people: ArrayLike,
    travel: Travel,
    reach: float,
    chosen: ArrayLike,
    *,
    existing: Nearest | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> OwnChoice:
    """Return what the `chosen` candidates (positions) gain and lose beside the best; other input as in where_next."""
    question = _question(people, travel, reach, existing)
    own = positions(chosen, "chosen", question.candidates)
    reached = np.zeros(len(question.people), dtype=np.bool_)
    for pairs in travel.pairs_within(reach):
        reached[pairs.rows[np.isin(pairs.columns, own)]] = True
    gained = float(np.where(reached & ~question.covered, question.people, 0.0).sum())
    best = _asked(question, len(own), limits)
    lost = max(0.0, best.bound - gained)
    return OwnChoice(tuple(own.tolist()), gained, best, lost, lost / best.bound if best.bound else None)


def _question(people: ArrayLike, travel: Travel, reach: float, existing: Nearest | None) -> _Question:
    n, m = travel.shape
    persons = amounts(people, "people", n)
    least = amount(reach, "reach")
    if existing is not None and len(existing.costs) != n:
        raise Refused("other_length", "existing")
    covered = np.zeros(n, dtype=np.bool_) if existing is None else existing.costs <= least
    problem = problem_of(persons, ~covered, travel, least)
    said = [Statement("within_reach", {"reach": least, "measure": travel.measure, "candidates": m})]
    if existing is not None:
        said.append(Statement("existing_stay", {"places": existing.places}))
    if not problem.reachable:
        said.append(Statement("nobody_reachable"))
    return _Question(persons, covered, problem, m, tuple(said))


def _asked(question: _Question, size: int, limits: Limits) -> Siting:
    """Return the answer for `size` places."""
    problem = question.problem
    chosen, bound, prices = _best(problem, size, limits)
    gained = problem.value(chosen)
    proved = bound <= gained + problem.slack
    settled = proved
    if proved and chosen:
        chosen, settled = _first(problem, chosen, prices, limits)
    said = list(question.said)
    if not proved:
        said.append(Statement("not_proved", {"gained": gained, "bound": bound}))
    said.append(Statement("fewest_then_first" if settled else "equals_not_settled"))
    return Siting(
        allowed=size,
        places=tuple(problem.places[sorted(chosen)].tolist()),
        people=float(question.people.sum()),
        current=question.current,
        gained=gained,
        reachable=problem.reachable,
        bound=gained if proved else bound,
        proved=proved,
        first_of_equals=settled,
        statements=tuple(said),
    )


def _best(problem: Problem, size: int, limits: Limits) -> tuple[list[int], float, FloatArray]:
    """Return a best choice of at most `size` candidates, what no choice passes, and the prices that show it."""
    nothing = np.zeros(len(problem.weights))
    chosen = swapped(problem, greedy(problem, size))
    value = problem.value(chosen)
    if not size or reaches_everybody(problem, chosen):
        return chosen, value, nothing
    relaxed = solved(covering(problem, size), limits, whole=False)
    # Where the relaxed program was cut short, whole weights are prices too: the bound is then the sum of single gains.
    prices = problem.weights if relaxed.prices is None else np.minimum(relaxed.prices[:-1], problem.weights)
    chosen = max(chosen, _rounded(problem, relaxed.columns, size), key=problem.value)
    value = problem.value(chosen)
    bound, worth = problem.bound(prices, size)
    bound = min(bound, problem.reachable)
    if _floor(problem, bound) <= value + problem.slack:
        return chosen, value, prices
    # A candidate whose best company stays below what is known can be in no best choice.
    others, _ = problem.bound(prices, size - 1)
    kept = np.flatnonzero(others + worth >= value - problem.slack)
    found, proven = _integer(problem.without(kept), size, np.searchsorted(kept, sorted(chosen)), limits)
    bound = min(bound, max(value, proven))
    better = [int(kept[candidate]) for candidate in found]
    chosen = max(chosen, better, key=problem.value)
    value = problem.value(chosen)
    return chosen, max(value, _floor(problem, bound)), prices


def _rounded(problem: Problem, columns: FloatArray | None, size: int) -> list[int]:
    """Return the candidates that the relaxed program leans to most, improved by exchanges."""
    if columns is None:
        return []
    leaning = np.argsort(-columns[: len(problem.places)], kind="stable")[:size]
    return swapped(problem, leaning.tolist())


def _integer(problem: Problem, size: int, start: IntArray, limits: Limits) -> tuple[list[int], float]:
    """Return the candidates that the integer program chooses, starting from a good choice, and the bound it proves."""
    first = np.concatenate([np.zeros(len(problem.places)), problem.left_by(start.tolist()) == 0])
    first[start] = 1.0
    answer = solved(covering(problem, size), limits, whole=True, gap=problem.slack, start=first)
    columns = first if answer.columns is None else answer.columns
    return np.flatnonzero(columns[: len(problem.places)] > 0.5).tolist()[:size], answer.bound


def _floor(problem: Problem, bound: float) -> float:
    """Return the bound, lowered to the whole number of persons below it where persons are whole."""
    return float(np.floor(bound + 1e-6)) if problem.slack == LESS_THAN_ONE else bound


def _first(problem: Problem, chosen: list[int], prices: FloatArray, limits: Limits) -> tuple[list[int], bool]:
    """Return the fewest and first of the choices that reach as many as `chosen`, and whether that is proved."""
    value = problem.value(chosen)
    size, tolls, known = len(chosen), np.zeros(len(problem.weights)), True
    if reaches_everybody(problem, chosen):
        chosen, least, tolls = fewest(problem, chosen, limits)
        size, known = len(chosen), least == len(chosen)
    try:
        return list(first_of_equals(Search(problem, size, value, prices, tolls), limits.ties)), known
    except OutOfWork:
        return chosen, False
