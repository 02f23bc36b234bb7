"""What a reader who has all that was ever published can reckon about each hidden count."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from maillage.core.protection.equations import Contradiction, Equation, Reach, equations
from maillage.core.protection.links import Link
from maillage.core.protection.tables import Cell, Key, Mark, PublishedTable

# Solvers answer within 1e-7; persons are whole.
TOLERANCE = 1e-5


@dataclass(frozen=True)
class Interval:
    """The least and the most persons that fit all that is published; `most` is infinite where nothing bounds it."""

    least: float
    most: float

    @property
    def width(self) -> float:
        """How many persons lie between both ends."""
        return self.most - self.least

    @property
    def is_pinned(self) -> bool:
        """Whether one whole number alone fits."""
        return math.floor(self.most + TOLERANCE) <= math.ceil(self.least - TOLERANCE)


def attack(
    published: Sequence[PublishedTable],
    links: Iterable[Link] = (),
    *,
    least_hidden: int = 1,
    whole_numbers: bool = False,
    about: Iterable[Key] | None = None,
) -> dict[Key, Interval]:
    """Return the interval (persons) of every count that is hidden or rounded, or of those named in `about`.

    The reader has every table ever published, knows how they hang together (`links`), that totals are sums, that no
    count is negative and that a hidden one is at least `least_hidden` unless it may be none. Two linear programs a
    count; in one table with totals their ends are whole numbers that are really reached, because its equations are
    those of a network. Across nested tables and editions a reader who insists on whole numbers may know a little more:
    `whole_numbers` asks integer programs instead. Raises Contradiction where no counts fit, ValueError where two tables
    have one name. Source: methods.md M6, rule 3; Hundepool et al. 2012, section 4.3.
    """
    if len({table.name for table in published}) < len(published):
        raise ValueError("every published table and edition needs a name of its own")
    cells = {key: (cell, table) for table in published for key, cell in table.items() if cell.mark is not Mark.NO_DATA}
    places = {key: place for place, key in enumerate(cells)}
    sums = [total for table in published for total in table.sums()]
    bounds = [_bounds(cell, table, key in table.perhaps_none, least_hidden) for key, (cell, table) in cells.items()]
    reach = _reach(equations(places, sums, links), len(places), whole_numbers)
    reach.within(np.array([least for least, _ in bounds]), np.array([most for _, most in bounds]))
    asked = [key for key, (cell, _) in cells.items() if cell.mark in {Mark.PROTECTED, Mark.ROUNDED}]
    return {key: _interval(reach, places[key]) for key in (asked if about is None else about)}


def _reach(rules: tuple[Equation, ...], size: int, whole_numbers: bool) -> Reach:
    return Reach(size, rules, np.zeros(len(rules)), whole_numbers=whole_numbers)


def _bounds(cell: Cell, table: PublishedTable, perhaps_none: bool, least_hidden: int) -> tuple[float, float]:
    """Return what the cell alone says about its count."""
    if cell.mark is Mark.PROTECTED:
        return (0.0 if perhaps_none else float(least_hidden)), highspy.kHighsInf
    count = cell.count or 0
    half = table.base // 2 if cell.mark is Mark.ROUNDED else 0
    return float(max(0, count - half)), float(count + table.base - 1 - half if half else count)


def _interval(reach: Reach, place: int) -> Interval:
    most, least = reach.largest(place), reach.largest(place, -1)
    if least is None:
        raise Contradiction("a count without a least value")
    return Interval(-least.value, math.inf if most is None else most.value)
