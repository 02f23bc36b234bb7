"""The question where places reach most people, boiled down: groups of municipalities, candidates, and their bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from maillage.core.coverage.nouns import BoolArray, FloatArray, IntArray
from maillage.core.coverage.travel import Travel

ROUNDING = 1e-9
LESS_THAN_ONE = 0.5
ROUNDS_OF_SWAPS = 50


@dataclass(frozen=True, eq=False)
class Problem:
    """Groups of municipalities that the same candidates reach, with their people, and the candidates worth a thought.

    `weights` (g) are persons above 0; `reaches` (c × g, sparse) says which candidate reaches which group; `places` (c)
    are the positions the candidates came with, in ascending order. Of candidates that reach the same groups the
    first stands for all; those that reach nobody are gone. `slack` is less than any difference worth making.
    """

    weights: FloatArray
    reaches: Any
    places: IntArray
    slack: float

    @property
    def reachable(self) -> float:
        """Return the people whom all candidates together reach."""
        return float(self.weights.sum())

    def left_by(self, chosen: list[int] | tuple[int, ...]) -> FloatArray:
        """Return the people (g) whom the chosen candidates do not reach."""
        reached = np.zeros(len(self.weights), dtype=np.bool_)
        for candidate in chosen:
            reached[self.groups_of(candidate)] = True
        return np.where(reached, 0.0, self.weights)

    def value(self, chosen: list[int] | tuple[int, ...]) -> float:
        """Return the people whom the chosen candidates reach."""
        return float((self.weights - self.left_by(chosen)).sum())

    def groups_of(self, candidate: int) -> IntArray:
        """Return the groups that a candidate reaches."""
        found: IntArray = self.reaches.indices[self.reaches.indptr[candidate] : self.reaches.indptr[candidate + 1]]
        return found

    def gains(self, left: FloatArray) -> FloatArray:
        """Return what each candidate would add (c) to what is `left` (g)."""
        added: FloatArray = self.reaches @ left
        return added

    def bound(self, prices: FloatArray, size: int) -> tuple[float, FloatArray]:
        """Return what no `size` candidates can pass, and what each is worth (c) at `prices` (g, 0 to weight).

        Source: Lagrangian relaxation of the covering rows; true for any prices, best for those of the relaxed program.
        """
        worth = self.gains(prices)
        return float((self.weights - prices).sum()) + most_of(worth, size), worth

    def without(self, kept: IntArray) -> Problem:
        """Return the same question with only the `kept` candidates (ascending)."""
        return Problem(self.weights, self.reaches[kept], self.places[kept], self.slack)


def most_of(worth: FloatArray, size: int) -> float:
    """Return the sum of the `size` largest numbers."""
    if size <= 0:
        return 0.0
    if size >= len(worth):
        return float(worth.sum())
    return float(np.partition(worth, -size)[-size:].sum())


def problem_of(people: FloatArray, open_to: BoolArray, travel: Travel, reach: float) -> Problem:
    """Return the question for the municipalities `open_to` it (n: peopled and not yet covered).

    `people` (n) are persons, `travel` leads from the municipalities to the candidates (n × m).
    """
    rows, columns = _pairs(travel, reach, open_to & (people > 0))
    n, m = travel.shape
    by_row = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(n, m))
    first, group = _twins(by_row)
    told = group >= 0
    weights = np.bincount(group[told], weights=people[told], minlength=len(first)).astype(np.float64)
    by_place = by_row[first].T.tocsr()
    by_place.sort_indices()
    kept, _ = _twins(by_place)
    total = float(people.sum())
    whole = bool((people == np.floor(people)).all())
    return Problem(weights, by_place[kept], kept, LESS_THAN_ONE if whole else ROUNDING * max(total, ROUNDING))


def _pairs(travel: Travel, reach: float, open_to: BoolArray) -> tuple[IntArray, IntArray]:
    rows, columns = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)]
    for pairs in travel.pairs_within(reach):
        counted = open_to[pairs.rows]
        rows.append(pairs.rows[counted])
        columns.append(pairs.columns[counted])
    return np.concatenate(rows), np.concatenate(columns)


def _twins(rows: Any) -> tuple[IntArray, IntArray]:
    """Return the first of each kind of row that is not empty, and the kind of each row (-1 where it is empty)."""
    rows.sort_indices()
    kinds: dict[bytes, int] = {}
    first: list[int] = []
    kind_of = np.full(rows.shape[0], -1, dtype=np.int64)
    for row in np.flatnonzero(np.diff(rows.indptr)).tolist():
        content = rows.indices[rows.indptr[row] : rows.indptr[row + 1]].tobytes()
        kind = kinds.setdefault(content, len(first))
        if kind == len(first):
            first.append(row)
        kind_of[row] = kind
    return np.array(first, dtype=np.int64), kind_of


def greedy(problem: Problem, size: int) -> list[int]:
    """Return candidates one by one, each the one that adds most (the first of equals), until none adds anything.

    Source: Nemhauser, Wolsey and Fisher 1978: at least 63 % of the optimum.
    """
    chosen: list[int] = []
    left = problem.weights.copy()
    while len(chosen) < size and len(problem.places):
        added = problem.gains(left)
        best = int(added.argmax())
        if not added[best]:
            break
        chosen.append(best)
        left[problem.groups_of(best)] = 0.0
    return chosen


def swapped(problem: Problem, chosen: list[int]) -> list[int]:
    """Return the chosen candidates after exchanging one for another as long as that adds people."""
    for _ in range(ROUNDS_OF_SWAPS):
        value = problem.value(chosen)
        better = next(
            (other for other, reached in _exchanges(problem, chosen) if reached > value + problem.slack), None
        )
        if better is None:
            break
        chosen = better
    return chosen


def _exchanges(problem: Problem, chosen: list[int]) -> Iterator[tuple[list[int], float]]:
    for position in range(len(chosen)):
        rest = chosen[:position] + chosen[position + 1 :]
        left = problem.left_by(rest)
        added = problem.gains(left)
        best = int(added.argmax())
        yield [*rest, best], problem.reachable - float(left.sum()) + float(added[best])
