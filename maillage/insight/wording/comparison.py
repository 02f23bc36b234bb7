"""Two editions or two regions in words: one table, what changed said in each line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from maillage.core.factfile import Block, Figure
from maillage.core.factfile.comparison import Change, Pair, changed_cells, compared
from maillage.insight.wording.labels import TITLES, label_of, spoken
from maillage.insight.wording.released import mark_cell, name_in_words
from maillage.insight.wording.sections import Cell, Table
from maillage.insight.wording.values import level_in_words, points_in_words, signed, value_cell, when_in_words


def comparison_tables(
    first: Sequence[Block],
    second: Sequence[Block],
    names: tuple[str, str],
    *,
    only_changed: bool = False,
    of_regions: bool = False,
) -> tuple[Table, ...]:
    """Return a table of figures for each part of which both or one tell some, then tables of people told twice.

    Of two editions it is said what changed, of two regions what differs.
    """
    pairs = [pair for pair in compared(first, second) if not only_changed or pair.change != Change.SAME]
    heads = (_("Figure"), *names, _("What differs") if of_regions else _("What changed"))
    tables = []
    for kind, title in TITLES.items():
        rows = tuple(_row(pair, of_regions) for pair in pairs if pair.kind == kind)
        if rows:
            tables.append(Table(str(title), heads, rows))
    return (*tables, *_people(first, second, names))


def _row(pair: Pair, of_regions: bool) -> tuple[Cell, ...]:
    change = change_in_words(pair, of_regions=of_regions)
    return label_of(pair.either), _told(pair.first), _told(pair.second), Cell(change)


def _told(figure: Figure | None) -> Cell:
    """Say a value with its date and territory; a figure that is not there says so."""
    if figure is None:
        return Cell(_("not told"), is_unknown=True)
    cell = value_cell(figure)
    value = f"{cell.text} {cell.more}" if cell.more and figure.is_shown else cell.text
    parts = [value, when_in_words(figure.as_of), level_in_words(figure)]
    return Cell(" · ".join(part for part in parts if part), is_unknown=cell.is_unknown)


def change_in_words(pair: Pair, *, of_regions: bool = False) -> str:
    """Say what became of a figure; a difference only where neither value was rounded or held back."""
    if pair.change == Change.CHANGED and pair.difference:
        told = {"difference": difference_in_words(pair.difference, pair.either.unit)}
        return (_("difference: %(difference)s") if of_regions else _("changed: %(difference)s")) % told
    return {
        Change.SAME: _("the same"),
        Change.CHANGED: _("not the same; rounded, so the difference is not reckoned"),
        Change.ONLY_FIRST: _("only in the first"),
        Change.ONLY_SECOND: _("only in the second"),
        Change.NOT_TOLD: _("not compared: one of the two is protected or not known"),
    }[pair.change]


def difference_in_words(difference: str, unit: str) -> str:
    """Say a difference with its sign; two shares differ in points."""
    return points_in_words(difference) if unit in {"%", "percentage points"} else signed(difference)


def _people(first: Sequence[Block], second: Sequence[Block], names: tuple[str, str]) -> list[Table]:
    before = {table["series"]: table for table in _released(first)}
    found = []
    for table in _released(second):
        cells = changed_cells(before[table["series"]], table) if table["series"] in before else ()
        if cells:
            rows = tuple(
                (Cell(_of(cell.row, cell.column)), mark_cell(cell.first), mark_cell(cell.second)) for cell in cells
            )
            title = _("%(title)s: cells told differently") % {"title": spoken(table["title"])}
            found.append(
                Table(title, (_("Cell"), *names), rows, notes=(_("Hidden counts are compared with nothing."),))
            )
    return found


def _of(row: Any, column: Any) -> str:
    return f"{name_in_words(row)} · {name_in_words(column)}"


def _released(blocks: Sequence[Block]) -> Sequence[Mapping[str, Any]]:
    return [table for block in blocks if block.kind == "arrivals" for table in block.rows("tables")]
