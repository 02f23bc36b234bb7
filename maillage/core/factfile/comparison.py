"""Two editions or two regions side by side: the same figures, what changed, nothing reckoned from what is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from maillage.core.factfile.blocks import Block, figures_of
from maillage.core.factfile.figure import Figure, Held

# What may be subtracted: neither rounded nor held back.
PLAIN = {Held.NOTHING, Held.WHOLE_PERCENT}


class Change(StrEnum):
    """What became of a figure from the first to the second."""

    SAME = "same"
    CHANGED = "changed"
    ONLY_FIRST = "only-first"
    ONLY_SECOND = "only-second"
    NOT_TOLD = "not-told"  # one of the two is protected or not known


@dataclass(frozen=True)
class Pair:
    """One figure as both tell it; `difference` (second less first) only where neither was rounded or held back."""

    kind: str
    first: Figure | None
    second: Figure | None
    change: Change
    difference: str = ""

    @property
    def either(self) -> Figure:
        """The figure that is there, for its name."""
        found = self.second or self.first
        if found is None:
            raise ValueError("a pair of nothing")
        return found


def compared(first: Sequence[Block], second: Sequence[Block]) -> tuple[Pair, ...]:
    """Return all figures of both, those of the second in its order, then those that only the first has."""
    before = {(kind, figure.key): figure for kind, figure in figures_of(first)}
    after = {(kind, figure.key): figure for kind, figure in figures_of(second)}
    return tuple(_pair(kind, before.get((kind, key)), after.get((kind, key))) for kind, key in {**after, **before})


def _pair(kind: str, first: Figure | None, second: Figure | None) -> Pair:
    if first is None or second is None:
        return Pair(kind, first, second, Change.ONLY_SECOND if first is None else Change.ONLY_FIRST)
    if not (first.is_shown and second.is_shown):
        alike = (first.value, first.held) == (second.value, second.held)
        return Pair(kind, first, second, Change.SAME if alike else Change.NOT_TOLD)
    if (first.value, first.unit) == (second.value, second.unit):
        return Pair(kind, first, second, Change.SAME)
    subtracts = first.unit == second.unit and {Held(first.held), Held(second.held)} <= PLAIN
    difference = str(Decimal(second.value) - Decimal(first.value)) if subtracts else ""
    return Pair(kind, first, second, Change.CHANGED, difference)


@dataclass(frozen=True)
class CellPair:
    """A cell of a released table that both editions tell differently; names as wordings."""

    row: Sequence[Mapping[str, str]]
    column: Sequence[Mapping[str, str]]
    first: Mapping[str, Any]
    second: Mapping[str, Any]


def changed_cells(first: Mapping[str, Any], second: Mapping[str, Any]) -> tuple[CellPair, ...]:
    """Return the cells that two releases of one series tell differently; cells of only one of them are left out."""
    before = dict(_cells(first))
    return tuple(
        CellPair(row, column, before[place], cell)
        for place, (row, column, cell) in ((place, told) for place, told in _named_cells(second))
        if place in before and before[place] != cell
    )


def _cells(table: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    return ((place, cell) for place, (_row, _column, cell) in _named_cells(table))


def _named_cells(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[Any, Any, Mapping[str, Any]]]]:
    for row, line in zip(table["rows"], table["cells"], strict=True):
        for column, cell in zip(table["columns"], line, strict=True):
            yield f"{_name(row)}|{_name(column)}", (row, column, cell)


def _name(names: Sequence[Mapping[str, str]]) -> str:
    return "+".join(next(iter(name.values()), "") for name in names)
