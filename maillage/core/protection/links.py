"""What ties the counts of several tables together: equal dates, nested places, counts that only grow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from maillage.core.protection.tables import TOTAL, CountTable, Key


@dataclass(frozen=True)
class Link:
    """The count `whole` equals the sum of `parts`, or with `grows` is at least that sum."""

    whole: Key
    parts: tuple[Key, ...]
    grows: bool = False


def unchanged(earlier: CountTable, later: CountTable) -> tuple[Link, ...]:
    """Return the links by which a reader who knows which counts did not change joins two editions.

    Nobody outside knows all of them; whoever is held off with them is held off without.
    """
    now = {(key.row, key.column): count for key, count in later.known().items()}
    return tuple(
        Link(Key(later.name, key.row, key.column), (key,))
        for key, count in earlier.known().items()
        if now.get((key.row, key.column)) == count
    )


def growing(earlier: CountTable, later: CountTable) -> tuple[Link, ...]:
    """Return the links by which every reader joins two editions of counts that can only grow.

    Raises ValueError where a count fell: such a table does not only grow.
    """
    now = {(key.row, key.column): count for key, count in later.known().items()}
    both = {key: count for key, count in earlier.known().items() if (key.row, key.column) in now}
    if any(now[key.row, key.column] < count for key, count in both.items()):
        raise ValueError("a count fell from one edition to the next: this table does not only grow")
    return tuple(Link(Key(later.name, key.row, key.column), (key,), grows=True) for key in both)


def editions(layers: Sequence[Sequence[CountTable]]) -> tuple[Link, ...]:
    """Return the links among all editions of one table, oldest first; see `unchanged` and `growing`.

    An edition is one table, or a coarser one and the finer one beneath it, which are not linked here.
    """
    pairs = [pair for older, newer in combinations(layers, 2) for pair in product(older, newer)]
    same = [link for earlier, later in pairs for link in unchanged(earlier, later)]
    return (*same, *(link for earlier, later in pairs if later.only_grows for link in growing(earlier, later)))


def nested(
    parent: CountTable,
    child: CountTable,
    *,
    rows: Mapping[str, Sequence[str]] | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Link, ...]:
    """Return the links of a table whose rows or columns add up those of another on the same day.

    `rows` and `columns` say of which names of the child each name of the parent consists; without, names are the same.
    Cells that nobody counted are left out. Raises ValueError where the counts do not add up.
    """
    inside, whole = child.known(), parent.known()
    links = []
    for key in whole:
        parts = tuple(part for part in _parts(key, child, rows or {}, columns or {}) if part in inside)
        if parts:
            if sum(inside[part] for part in parts) != whole[key]:
                raise ValueError(f"{key} is not the sum of its parts")
            links.append(Link(key, parts))
    return tuple(links)


def _parts(
    key: Key, child: CountTable, rows: Mapping[str, Sequence[str]], columns: Mapping[str, Sequence[str]]
) -> Iterator[Key]:
    """Return the child's cells that a cell of the parent adds up, none where the child publishes no such total."""
    lines = (TOTAL,) if key.row == TOTAL else rows.get(key.row, (key.row,))
    stacks = (TOTAL,) if key.column == TOTAL else columns.get(key.column, (key.column,))
    return (Key(child.name, line, stack) for line in lines for stack in stacks)


def merged(
    table: CountTable,
    name: str,
    *,
    rows: Mapping[str, Sequence[str]] | None = None,
    columns: Mapping[str, Sequence[str]] | None = None,
) -> CountTable:
    """Return a coarser table, in which each name stands for the names given; those not named stay as they are.

    A merged count adds up what was counted and is None only where none of its parts was. Raises ValueError where a
    name is given to two, or is not one of the table's.
    """
    lines, stacks = _grouped(table.rows, rows or {}), _grouped(table.columns, columns or {})
    counts = [[_added(table, lines[line], stacks[stack]) for stack in stacks] for line in lines]
    pairs = {
        (line, stack): {(row, column) for row in lines[line] for column in stacks[stack]}
        for line in lines
        for stack in stacks
    }
    never = frozenset(place for place, cells in pairs.items() if cells <= table.impossible)
    return CountTable.of(
        name,
        list(lines),
        list(stacks),
        counts,
        impossible=never,
        row_totals=table.row_totals,
        column_totals=table.column_totals,
        only_grows=table.only_grows,
    )


def _grouped(names: tuple[str, ...], groups: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    told = [name for group in groups.values() for name in group]
    if len(set(told)) < len(told) or not set(told) <= set(names):
        raise ValueError("each name belongs to one group at most, and to the table")
    home = {name: group for group, members in groups.items() for name in members}
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        group = home.get(name, name)
        found[group] = (*found.get(group, ()), name)
    return found


def _added(table: CountTable, rows: tuple[str, ...], columns: tuple[str, ...]) -> int | None:
    counts = [count for row in rows for column in columns if (count := table.count(row, column)) is not None]
    return sum(counts) if counts else None
