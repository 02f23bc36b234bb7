"""Counts rounded one by one, totals too, so that nothing needs to be hidden."""

from __future__ import annotations

from maillage.core.protection.attacker import attack
from maillage.core.protection.tables import Cell, CountTable, Key, Mark, PublishedTable


def rounded(table: CountTable, *, base: int = 5) -> PublishedTable:
    """Return the table with every count and total rounded by itself to the nearest multiple of `base` (odd, persons).

    Nothing shown adds up exactly, and 0 may stand for up to half of the base; a dash would tell nobody from few and is
    not used. Totals rounded by themselves can still give counts away (four times 7 is shown as 5, 5, 5, 5 and 30, which
    nothing but 7, 7, 7, 7 fits): where the attacker finds such a count, totals are withheld, the narrowest sum first,
    until none is pinned. Raises ValueError where the base is even or less than 3.
    Source: methods.md M6, rule 4.
    """
    if base < 3 or base % 2 == 0:
        raise ValueError("counts are rounded to an odd base from 3 up")
    held: frozenset[Key] = frozenset()
    while True:
        published = _rounded(table, base, held)
        pinned = {key for key, interval in attack([published], least_hidden=0).items() if interval.is_pinned}
        guilty = [
            (len(parts), whole)
            for whole, parts in published.sums()
            if whole not in held and pinned & {whole, *parts} and published.cell(*whole[1:]).mark is Mark.ROUNDED
        ]
        if not guilty:
            return published
        held |= {min(guilty)[1]}


def _rounded(table: CountTable, base: int, held: frozenset[Key]) -> PublishedTable:
    cells = tuple(tuple(_cell(table, row, column, base, held) for column in table.stacks) for row in table.lines)
    return PublishedTable(table.name, table.lines, table.stacks, cells, held, base)


def _cell(table: CountTable, row: str, column: str, base: int, held: frozenset[Key]) -> Cell:
    count = table.count(row, column)
    if count is None:
        return Cell(Mark.NO_DATA)
    if (row, column) in table.impossible:
        return Cell(Mark.IMPOSSIBLE)
    if Key(table.name, row, column) in held:
        return Cell(Mark.PROTECTED)
    return Cell(Mark.ROUNDED, base * ((count + base // 2) // base))
