"""Linear programs that find hidden counts whose interval is too narrow, and say what would widen it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from maillage.core.protection.choice import Cut
from maillage.core.protection.equations import Equation, Extreme, Marks, Reach, Reals

ENOUGH = 1e-6


class Probe:
    """The counts as they are (persons, length N), and every other vector of counts found to fit the sums.

    A vector that differs from the true counts only where they are hidden is one that a reader cannot exclude; vectors
    are remembered, since they stay good for every pattern that hides as much.
    """

    def __init__(self, counts: NDArray[np.int64], floors: NDArray[np.int64], rules: tuple[Equation, ...]) -> None:
        self.counts, self.rules = counts.astype(float), rules
        self.down = (counts - floors).astype(float)
        # Beyond this nobody's interval needs to reach, and a finite bound keeps the prices finite.
        self.up = np.full(len(counts), 2.0 * float(counts.max(initial=0)) + 1_000.0)
        self.slack = np.array([self._sum(rule) if rule.grows else 0.0 for rule in rules])
        self.reach = Reach(len(counts), rules, self.slack)
        self.moves = np.zeros((0, len(counts)))
        self._found: list[Reals] = []

    def _sum(self, rule: Equation) -> float:
        return float(np.dot(self.counts[list(rule.places)], rule.signs))

    def narrow(self, hidden: Marks, widths: NDArray[np.int64]) -> list[Cut]:
        """Return, for each hidden count whose interval is narrower than its width, the inequality that this breaks."""
        self.reach.within(-self.down * hidden, self.up * hidden)
        self.moves = np.vstack([self.moves, *self._found])
        self._found.clear()
        moves = self.moves[~(np.abs(self.moves) > ENOUGH)[:, ~hidden].any(axis=1)]
        most, least = moves.max(axis=0, initial=0.0), moves.min(axis=0, initial=0.0)
        cuts = []
        for place in np.flatnonzero(hidden & (widths > 0)):
            need, ends = widths[place] - ENOUGH, []
            for sign in (1, -1):
                if most[place] - least[place] >= need:
                    break
                end = self._end(int(place), sign)
                most, least = np.maximum(most, end.at), np.minimum(least, end.at)
                ends.append((sign, end))
            if most[place] - least[place] < need:
                cuts.append(self._cut(int(place), ends, float(widths[place])))
        return cuts

    def _end(self, place: int, sign: int) -> Extreme:
        end = self.reach.largest(place, sign)
        if end is None:
            raise ArithmeticError("the solver found no end to a count between bounds")
        self._found.append(end.at)
        return end

    def _cut(self, place: int, ends: list[tuple[int, Extreme]], width: float) -> Cut:
        """Return what the prices of both ends prove: so much must be hidden for the interval to be wide enough.

        For any prices d of the equations, moving the count up by t costs t <= sum over hidden c of the larger of
        r_c * up_c and -r_c * down_c, with r = e - M'd; likewise for moving it down.
        """
        weights, given = np.zeros(len(self.counts)), 0.0
        for sign, end in ends:
            left = np.zeros(len(self.counts))
            left[place] = sign
            for rule, price, slack in zip(self.rules, end.prices, self.slack, strict=True):
                paid = max(float(price), 0.0) if rule.grows else float(price)
                if paid:
                    left[list(rule.places)] += paid * np.array(rule.signs)
                    given += paid * slack
            left[np.abs(left) < ENOUGH] = 0.0
            weights += np.maximum(left * self.up, -left * self.down)
        return Cut(place, weights, width - given)

    def first_cuts(self, hidden: Marks, free: Marks, widths: NDArray[np.int64]) -> Iterator[Cut]:
        """Return what each single sum demands: the others hidden in it must leave a hidden count room to move."""
        for rule in self.rules:
            places = np.array(rule.places)
            for place, sign in zip(rule.places, rule.signs, strict=True):
                if rule.grows or not widths[place] or not (hidden | free)[place]:
                    continue
                weights = np.zeros(len(self.counts))
                same = np.array(rule.signs) == sign
                weights[places] = np.where(same, self.down[places], self.up[places])
                weights[place] = self.down[place]
                yield Cut(place, weights, float(widths[place]))
                weights = np.zeros(len(self.counts))
                weights[places] = float(widths[place])
                weights[place] = 0.0
                yield Cut(place, weights, float(widths[place]))
