"""Sums that everybody can read off published tables, and the extremes that they leave to a count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from maillage.core.protection.links import Link
from maillage.core.protection.tables import Key

Reals = NDArray[np.float64]
Marks = NDArray[np.bool_]


class Contradiction(ValueError):
    """Published figures that no table of counts fits."""


@dataclass(frozen=True)
class Equation:
    """The counts at `places`, times `signs`, add up to 0, or with `grows` to 0 or more."""

    places: tuple[int, ...]
    signs: tuple[int, ...]
    grows: bool = False


def equations(
    places: Mapping[Key, int], sums: Iterable[tuple[Key, Sequence[Key]]], links: Iterable[Link]
) -> tuple[Equation, ...]:
    """Return the equations of all totals and links among the counts that have a place; others were never counted."""
    found = []
    for whole, parts in sums:
        known = [places[part] for part in parts if part in places]
        if whole in places and known:
            found.append(Equation((*known, places[whole]), (*(1 for _ in known), -1)))
    for link in links:
        if all(key in places for key in (link.whole, *link.parts)):
            inside = tuple(places[part] for part in link.parts)
            found.append(Equation((places[link.whole], *inside), (1, *(-1 for _ in inside)), link.grows))
    return tuple(found)


def solver() -> highspy.Highs:
    """Return a silent HiGHS whose answer depends on the question alone: one thread, fixed seed, no clock."""
    highs = highspy.Highs()
    for option, value in (("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0)):
        highs.setOptionValue(option, value)
    return highs


@dataclass(frozen=True)
class Extreme:
    """How far a combination of counts reaches, the counts where it does, and the prices of the equations."""

    value: float
    at: Reals
    prices: Reals


class Reach:
    """All vectors between bounds (length `size`) that satisfy equations, asked for extremes one after the other."""

    def __init__(self, size: int, rules: Sequence[Equation], slack: Reals, *, whole_numbers: bool = False) -> None:
        """`slack` (one per equation) is how far below 0 a growing one may fall; it is 0 for all others."""
        self.size = size
        self._all = np.arange(size, dtype=np.int32)
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = size, len(rules)
        program.col_cost_ = program.col_lower_ = program.col_upper_ = np.zeros(size)
        program.row_lower_ = -slack
        program.row_upper_ = np.array([highspy.kHighsInf if rule.grows else 0.0 for rule in rules])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.cumsum([0, *(len(rule.places) for rule in rules)]).astype(np.int32)
        program.a_matrix_.index_ = np.array([place for rule in rules for place in rule.places], dtype=np.int32)
        program.a_matrix_.value_ = np.array([sign for rule in rules for sign in rule.signs], dtype=float)
        if whole_numbers:
            program.integrality_ = [highspy.HighsVarType.kInteger] * size
        self._highs = solver()
        # Only the goal changes from one question to the next: the primal simplex goes on from the last answer.
        for option, value in (("presolve", "off"), ("simplex_strategy", 4), ("mip_rel_gap", 0.0)):
            self._highs.setOptionValue(option, value)
        self._highs.passModel(program)

    def within(self, least: Reals, most: Reals) -> None:
        """Set the bounds of every count."""
        self._highs.changeColsBounds(self.size, self._all, least, most)

    def largest(self, place: int, sign: int = 1) -> Extreme | None:
        """Return the largest value of the count at `place`, times `sign`; None where there is no largest.

        Raises Contradiction where nothing fits.
        """
        self._highs.changeColCost(place, -float(sign))
        self._highs.run()
        status = self._highs.getModelStatus()
        solution = self._highs.getSolution()
        self._highs.changeColCost(place, 0.0)
        if status == highspy.HighsModelStatus.kOptimal:
            at = np.array(solution.col_value)
            return Extreme(sign * float(at[place]), at, np.array(solution.row_dual))
        if status == highspy.HighsModelStatus.kInfeasible:
            raise Contradiction("no table of counts fits what is published")
        return None
