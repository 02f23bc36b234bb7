"""A release as it is kept, and back: plain values from which the next edition rebuilds what readers have already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from maillage.core.protection.history import Edition
from maillage.core.protection.links import Link, merged, nested
from maillage.core.protection.release import Form, Merge, Release
from maillage.core.protection.rules import Rule
from maillage.core.protection.tables import TOTAL, Cell, CountTable, Key, Mark, PublishedTable


@dataclass(frozen=True)
class Groups:
    """Rows and columns that were told together before anything was protected: places too small to be counted."""

    rows: Mapping[str, Sequence[str]] = field(default_factory=dict)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of(self, table: CountTable) -> CountTable:
        """Return the table with these told together."""
        if not (self.rows or self.columns):
            return table
        together = merged(table, table.name, rows=self.rows, columns=self.columns)
        return replace(together, series=table.series)


def as_kept(release: Release, groups: Groups) -> dict[str, Any]:
    """Return a release as plain values. Raises ValueError for one that withholds everything."""
    if release.protection is None:
        raise ValueError("nothing of this table is published")
    published, merge = release.protection.published, release.merge or Merge()
    return {
        "name": published.name,
        "rows": list(published.rows),
        "columns": list(published.columns),
        "cells": [[_kept_cell(cell) for cell in line] for line in published.cells],
        "perhaps_none": sorted([key.row, key.column] for key in published.perhaps_none),
        "groups": {"rows": _plain(groups.rows), "columns": _plain(groups.columns)},
        "merge": {"rows": _plain(merge.rows), "columns": _plain(merge.columns)},
    }


def edition_from(table: CountTable, form: str, kept: Mapping[str, Any], rule: Rule) -> Edition:
    """Return the edition that was released: `table` is the exact one as entered, `form` and `kept` what was decided."""
    exact = Groups(kept["groups"]["rows"], kept["groups"]["columns"]).of(table)
    name = kept["name"]
    cells = tuple(tuple(Cell(Mark(cell["mark"]), cell.get("count")) for cell in line) for line in kept["cells"])
    unsure = frozenset(Key(name, row, column) for row, column in kept["perhaps_none"])
    published = PublishedTable(name, tuple(kept["rows"]), tuple(kept["columns"]), cells, unsure)
    if form != Form.MERGED:
        return Edition(exact, published, rule, totals_only=form == Form.TOTALS_ONLY)
    merge = kept["merge"]
    coarse = replace(merged(exact, name, rows=merge["rows"], columns=merge["columns"]), series=exact.series)
    links = nested(coarse, exact, rows=merge["rows"], columns=merge["columns"])
    return Edition(coarse, published, rule, under=exact, links=links)


def shared_totals(table: CountTable, others: Sequence[CountTable]) -> tuple[Link, ...]:
    """Return the links by which totals of one table are those of another: same name, same count, whatever the axis.

    Two tables of the same people, by place and status and by place and age, share their totals of places.
    """
    mine = _totals(table)
    return tuple(
        Link(mine[name][0], (key,))
        for other in others
        for name, (key, count) in _totals(other).items()
        if name in mine and count and mine[name][1] == count
    )


def coarser(table: CountTable) -> tuple[Merge, ...]:
    """Return the coarser forms that are tried where the table shows too little: fewest merged first, rows first."""
    rows, columns = _by_size(table, table.rows, row=True), _by_size(table, table.columns, row=False)
    pairs = [Merge(rows=each) for each in _together(rows)] + [Merge(columns=each) for each in _together(columns)]
    both = [Merge(rows=row, columns=column) for row in _together(rows) for column in _together(columns)]
    return (*pairs, *both)


def _together(names: Sequence[str]) -> list[dict[str, list[str]]]:
    """Put the two smallest together, then the smaller half; never all of them."""
    sizes = sorted({2, len(names) // 2})
    return [{" + ".join(names[:size]): list(names[:size])} for size in sizes if 2 <= size < len(names)]


def _by_size(table: CountTable, names: Sequence[str], *, row: bool) -> list[str]:
    def size(name: str) -> int:
        return (table.count(name, TOTAL) if row else table.count(TOTAL, name)) or 0

    return sorted(names, key=size)


def _totals(table: CountTable) -> dict[str, tuple[Key, int]]:
    """Return the published totals by the name of their row or column; the grand total under TOTAL."""
    found: dict[str, tuple[Key, int]] = {}
    for key, count in table.known().items():
        if TOTAL in (key.row, key.column):
            found[key.column if key.row == TOTAL else key.row] = (key, count)
        elif len(table.columns) == 1:
            found[key.row] = (key, count)
    return found


def _kept_cell(cell: Cell) -> dict[str, Any]:
    return {"mark": str(cell.mark)} if cell.count is None else {"mark": str(cell.mark), "count": cell.count}


def _plain(groups: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: list(names) for name, names in groups.items()}
