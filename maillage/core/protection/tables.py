"""Tables of counts as they are known inside, and as they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TOTAL = "Σ"


class UnsoundTable(ValueError):
    """A table that cannot be one of counts."""


class Key(NamedTuple):
    """The name of one count: its table, its row and its column, either of which may be TOTAL."""

    table: str
    row: str
    column: str


class Mark(StrEnum):
    """What stands in a cell; only COUNT and ROUNDED carry a figure."""

    COUNT = "count"
    ROUNDED = "rounded"
    NONE_FOUND = "none_found"  # asked, and there was nobody: a dash
    IMPOSSIBLE = "impossible"  # nobody by definition: 0
    PROTECTED = "protected"  # somebody or more, not said how many
    NO_DATA = "no_data"  # not counted


@dataclass(frozen=True)
class CountTable:
    """Counts of persons, `len(rows)` × `len(columns)`, with the totals that are published beside them.

    None is a count that was not taken: it is no part of any total, and says so when shown. `impossible` names the
    (row, column) that are 0 by definition. A list with its total is a table of one column (see `listed`). Editions of
    one table share their `series` and have each a name of their own; a count in one that `only_grows` can never fall.
    Raises UnsoundTable for negative or broken counts, rows of unequal length, names that repeat or equal TOTAL, a
    name that is empty, and an impossible cell that holds somebody.
    """

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    impossible: frozenset[tuple[str, str]] = frozenset()
    row_totals: bool = True
    column_totals: bool = True
    series: str = ""
    only_grows: bool = False

    def __post_init__(self) -> None:
        for words in (self.rows, self.columns):
            if not words or len(set(words)) < len(words) or TOTAL in words:
                raise UnsoundTable("rows and columns need names that differ, and none of them is the total's")
        if len(self.counts) != len(self.rows) or any(len(line) != len(self.columns) for line in self.counts):
            raise UnsoundTable("there must be one count for each row and column")
        for line in self.counts:
            if any(count is not None and (type(count) is not int or count < 0) for count in line):
                raise UnsoundTable("a count is a whole number from 0 up, or None where nobody counted")
        for row, column in self.impossible:
            if row not in self.rows or column not in self.columns or self.count(row, column):
                raise UnsoundTable("an impossible cell is one of the table's, and empty")

    @classmethod
    def of(
        cls,
        name: str,
        rows: Sequence[str],
        columns: Sequence[str],
        counts: Sequence[Sequence[int | None]] | NDArray[np.integer],
        *,
        impossible: frozenset[tuple[str, str]] = frozenset(),
        row_totals: bool = True,
        column_totals: bool = True,
        series: str = "",
        only_grows: bool = False,
    ) -> CountTable:
        """Return the table of these counts (persons; rows × columns), given as lists or as an array of integers."""
        lines = counts.tolist() if isinstance(counts, np.ndarray) else counts
        frozen = tuple(tuple(line) for line in lines)
        return cls(name, tuple(rows), tuple(columns), frozen, impossible, row_totals, column_totals, series, only_grows)

    @classmethod
    def listed(cls, name: str, rows: Sequence[str], counts: Sequence[int | None], *, total: bool = True) -> CountTable:
        """Return a list of counts (persons), published with its total unless said otherwise."""
        column = tuple((count,) for count in counts)
        return cls(name, tuple(rows), ("",), column, row_totals=False, column_totals=total)

    @property
    def lines(self) -> tuple[str, ...]:
        """The rows as published, the total of each column last."""
        return (*self.rows, TOTAL) if self.column_totals else self.rows

    @property
    def stacks(self) -> tuple[str, ...]:
        """The columns as published, the total of each row last."""
        return (*self.columns, TOTAL) if self.row_totals else self.columns

    def count(self, row: str, column: str) -> int | None:
        """Return a count or a total (persons); None where nobody counted. Raises ValueError for an unknown name."""
        lines = self.counts if row == TOTAL else (self.counts[self.rows.index(row)],)
        places = range(len(self.columns)) if column == TOTAL else (self.columns.index(column),)
        known = [line[place] for line in lines for place in places if line[place] is not None]
        return sum(count for count in known if count is not None) if known else None

    def keys(self) -> Iterator[Key]:
        """Return the names of all published cells, totals included, in the order of reading."""
        return (Key(self.name, row, column) for row in self.lines for column in self.stacks)

    def known(self) -> dict[Key, int]:
        """Return every count and published total (persons) that is known."""
        counts = {key: self.count(key.row, key.column) for key in self.keys()}
        return {key: count for key, count in counts.items() if count is not None}

    def sums(self) -> Iterator[tuple[Key, list[Key]]]:
        """Return each published total with the cells that it adds up."""
        name = self.name
        for row in self.lines if self.row_totals else ():
            yield Key(name, row, TOTAL), [Key(name, row, column) for column in self.columns]
        for column in self.stacks if self.column_totals else ():
            yield Key(name, TOTAL, column), [Key(name, row, column) for row in self.rows]


@dataclass(frozen=True)
class Cell:
    """What a reader sees in one place: a mark and, where it carries one, the count in persons."""

    mark: Mark
    count: int | None = None


@dataclass(frozen=True)
class PublishedTable:
    """A table as everybody may see it: `cells` is len(rows) × len(columns), totals included under the name TOTAL.

    `perhaps_none` are the protected cells of which a reader must think that they may be 0: those kept hidden since an
    earlier edition, and all inner cells where totals alone are published. `base` is what ROUNDED counts are rounded to.
    """

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    perhaps_none: frozenset[Key] = frozenset()
    base: int = 1

    def cell(self, row: str, column: str) -> Cell:
        """Return what stands there. Raises ValueError for an unknown name."""
        return self.cells[self.rows.index(row)][self.columns.index(column)]

    def items(self) -> Iterator[tuple[Key, Cell]]:
        """Return every cell with its name, in the order of reading."""
        for row, line in zip(self.rows, self.cells, strict=True):
            for column, cell in zip(self.columns, line, strict=True):
                yield Key(self.name, row, column), cell

    def hidden(self) -> frozenset[Key]:
        """Return the names of the protected cells."""
        return frozenset(key for key, cell in self.items() if cell.mark is Mark.PROTECTED)

    def sums(self) -> Iterator[tuple[Key, list[Key]]]:
        """Return each total with the cells that it adds up, as any reader can tell from the table's form."""
        rows = [row for row in self.rows if row != TOTAL]
        columns = [column for column in self.columns if column != TOTAL]
        for row in self.rows if TOTAL in self.columns else ():
            yield Key(self.name, row, TOTAL), [Key(self.name, row, column) for column in columns]
        for column in self.columns if TOTAL in self.rows else ():
            yield Key(self.name, TOTAL, column), [Key(self.name, row, column) for row in rows]


def shown(table: CountTable, hidden: frozenset[Key], *, perhaps_none: frozenset[Key] = frozenset()) -> PublishedTable:
    """Return the table as published, with the cells named in `hidden` (Keys of this table) protected."""
    cells = tuple(tuple(_cell(table, row, column, hidden) for column in table.stacks) for row in table.lines)
    return PublishedTable(table.name, table.lines, table.stacks, cells, perhaps_none & hidden)


def _cell(table: CountTable, row: str, column: str, hidden: frozenset[Key]) -> Cell:
    count = table.count(row, column)
    if count is None:
        return Cell(Mark.NO_DATA)
    if (row, column) in table.impossible:
        return Cell(Mark.IMPOSSIBLE)
    if Key(table.name, row, column) in hidden:
        return Cell(Mark.PROTECTED)
    return Cell(Mark.COUNT, count) if count else Cell(Mark.NONE_FOUND)
