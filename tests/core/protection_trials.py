"""Random tables of counts with heavy tails, and readers who reckon without our solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_flow

from maillage.core.protection.attacker import attack
from maillage.core.protection.editions import Protection, protect, protect_together, read_together
from maillage.core.protection.history import Edition, History
from maillage.core.protection.links import Link, merged, nested
from maillage.core.protection.release import readable_changes
from maillage.core.protection.rules import PUBLIC, Rule
from maillage.core.protection.tables import TOTAL, CountTable, Key, shown

Counts = NDArray[np.int64]


def a_table(name: str, counts: Counts, *, series: str = "", only_grows: bool = False) -> CountTable:
    rows = [f"place {row}" for row in range(counts.shape[0])]
    columns = [f"status {column}" for column in range(counts.shape[1])]
    return CountTable.of(name, rows, columns, counts, series=series, only_grows=only_grows)


def heavy_tailed(chance: np.random.Generator, rows: int, columns: int) -> Counts:
    """Many small counts, a few of hundreds, one in twelve 0."""
    counts = np.floor(np.exp(chance.normal(3.0, 1.5, (rows, columns)))).astype(np.int64)
    return counts * (chance.random((rows, columns)) > 1 / 12)


def a_year_later(chance: np.random.Generator, counts: Counts, *, only_grow: bool) -> Counts:
    """A third of the counts as they were; the others come and go by about a seventh, or grow by a tenth."""
    if only_grow:
        moved = chance.poisson(counts * 0.1)
    else:
        moved = np.maximum(-counts, np.round(chance.normal(0.0, 0.15 * counts + 1.0))).astype(np.int64)
    return counts + moved * (chance.random(counts.shape) > 1 / 3)


@dataclass
class Tally:
    """What a drill has seen: tables, hidden cells, those pinned or too narrow, large cells and how many were shown."""

    tables: int = 0
    hidden: int = 0
    pinned: int = 0
    narrow: int = 0
    large: int = 0
    large_shown: int = 0
    unproved: int = 0
    small_rises_told: int = 0

    def read(self, published: tuple[Edition, ...], links: tuple[Link, ...] = ()) -> None:
        """Attack all these editions together."""
        for interval in read_together(published, links).values():
            self.hidden += 1
            self.pinned += interval.is_pinned
            self.narrow += interval.width < PUBLIC.width - 1e-5

    def add(self, protection: Protection) -> Edition:
        self.tables += 1
        self.large += protection.large
        self.large_shown += protection.large_shown
        self.unproved += not protection.pattern.is_proved
        return protection.edition


def one_edition(chance: np.random.Generator, rows: int, columns: int, tally: Tally) -> None:
    edition = tally.add(protect(a_table("first", heavy_tailed(chance, rows, columns))))
    tally.read((edition,))


def two_editions(chance: np.random.Generator, rows: int, columns: int, tally: Tally, *, only_grow: bool) -> None:
    counts = heavy_tailed(chance, rows, columns)
    first = tally.add(protect(a_table("first", counts, series="one", only_grows=only_grow)))
    history = History(published=(first,))
    moved = a_year_later(chance, counts, only_grow=only_grow)
    later = a_table("second", moved, series="one", only_grows=only_grow)
    second = tally.add(protect(later, history=history))
    tally.read((first, second))
    if only_grow:
        tally.small_rises_told += len(readable_changes(first, second))


def a_nested_pair(chance: np.random.Generator, rows: int, columns: int, tally: Tally) -> None:
    fine = a_table("fine", heavy_tailed(chance, rows, columns))
    groups = {f"group {start}": fine.rows[start : start + 3] for start in range(0, rows, 3)}
    coarse = merged(fine, "coarse", rows=groups)
    links = nested(coarse, fine, rows=groups)
    both = protect_together((coarse, fine), history=History(links=links))
    tally.read(tuple(tally.add(protection) for protection in both), links)


def naively(table: CountTable, rule: Rule = PUBLIC) -> dict[Key, float]:
    """Hide small counts and totals alone, and return what width the attacker leaves to each."""
    small = frozenset(key for key, count in table.known().items() if rule.is_small(count))
    return {key: interval.width for key, interval in attack([shown(table, small)]).items()}


def flow_width(counts: Counts, hidden: NDArray[np.bool_], row: int, column: int) -> int:
    """The width of a hidden cell's interval where all totals are shown, by maximum flow in the graph of the cells.

    To raise a cell by t, t must leave another cell of its row, enter a cell of that column, and so on until it leaves a
    cell of its own column; hidden cells may fall to 1 and rise without limit.
    """
    rows, columns = counts.shape
    without = np.full(hidden.shape, 10**6) * hidden
    falls = (counts - 1) * hidden
    without[row, column] = falls[row, column] = 0
    graph = np.zeros((rows + columns, rows + columns), dtype=np.int32)
    graph[:rows, rows:], graph[rows:, :rows] = falls, without.T
    up = maximum_flow(csr_matrix(graph), row, rows + column).flow_value
    down = maximum_flow(csr_matrix(graph), rows + column, row).flow_value
    return int(up + min(down, counts[row, column] - 1))


def safe_by_flow(counts: Counts, hidden: NDArray[np.bool_], width: int) -> bool:
    return all(flow_width(counts, hidden, row, column) >= width for row, column in np.argwhere(hidden))


def best_by_trying_all(counts: Counts, rule: Rule, at_most: int) -> tuple[int, int] | None:
    """The fewest further cells and their smallest total, by trying every choice of inner cells; totals are shown."""
    due = (counts > 0) & (counts < rule.threshold)
    free = np.argwhere(counts >= rule.threshold).tolist()
    for size in range(at_most + 1):
        fits = []
        for chosen in combinations(free, size):
            hidden = due.copy()
            for row, column in chosen:
                hidden[row, column] = True
            if safe_by_flow(counts, hidden, rule.width):
                fits.append(int(sum(counts[row, column] for row, column in chosen)))
        if fits:
            return size, min(fits)
    return None


def all_that_fit(counts: Counts, hidden: NDArray[np.bool_]) -> Iterator[Counts]:
    """Every table of whole numbers with these totals that shows the same and holds at least 1 where it hides."""
    rows, columns = counts.shape

    def further(place: int, table: Counts) -> Iterator[Counts]:
        if place == rows * columns:
            if (table.sum(axis=0) == counts.sum(axis=0)).all():
                yield table.copy()
            return
        row, column = divmod(place, columns)
        left = int(counts[row].sum() - table[row, :column].sum())
        ends = column == columns - 1
        if not hidden[row, column]:
            choices = [int(counts[row, column])]
        else:
            choices = [left] if ends else list(range(1, left + 1))
        for choice in choices:
            if choice == left if ends else choice <= left:
                if hidden[row, column] and choice < 1:
                    continue
                table[row, column] = choice
                if (table[: row + 1].sum(axis=0) <= counts.sum(axis=0)).all():
                    yield from further(place + 1, table)
                table[row, column] = 0

    yield from further(0, np.zeros_like(counts))


def inner_hidden(protection: Protection) -> NDArray[np.bool_]:
    table, hidden = protection.edition.table, protection.published.hidden()
    return np.array([[Key(table.name, row, column) in hidden for column in table.columns] for row in table.rows])


def hides_a_total(protection: Protection) -> bool:
    return any(TOTAL in (key.row, key.column) for key in protection.published.hidden())
