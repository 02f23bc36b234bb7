"""Who keeps coming: how many of those at the first table sat at each later one, and who used to come and stopped."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Gathering(Generic[Who]):
    """One table of a series, `present` by name; None where nobody wrote down who was there.

    `count` is the published head-count, (least, most); it may be known where names are not. `kinds` are the
    categories seen there, None where they were not told.
    """

    number: int
    present: frozenset[Who] | None = None
    count: tuple[int, int] | None = None
    kinds: frozenset[str] | None = None


@dataclass(frozen=True)
class Kept:
    """How many of the `of` who were at the first table known by name sat at table `number`."""

    number: int
    still: int
    of: int


@dataclass(frozen=True)
class Stopped(Generic[Who]):
    """Somebody who came `times` times, at table `last` for the last time, and missed `missed` tables since."""

    who: Who
    times: int
    last: int
    missed: int


def in_order(series: Iterable[Gathering[Who]]) -> list[Gathering[Who]]:
    """Return the tables of a series by their number."""
    return sorted(series, key=lambda table: table.number)


def kept(series: Iterable[Gathering[Who]]) -> list[Kept]:
    """Return, for each table known by name, how many of the first such table sat there; the first keeps them all.

    Input: tables in any order. Output: by number; empty where no table is known by name. This is a cohort count, not
    a survival curve: who misses the second and sits at the third counts at the third again.
    """
    known = [(table.number, table.present) for table in in_order(series) if table.present is not None]
    if not known:
        return []
    first = known[0][1]
    return [Kept(number, len(first & present), len(first)) for number, present in known]


def stopped(series: Iterable[Gathering[Who]], *, missing_at_least: int = 1) -> list[Stopped[Who]]:
    """Return who came once and missed at least so many of the last tables known by name.

    The most faithful first: by how often they came, then by how lately, then by name as text.
    """
    known = [(table.number, table.present) for table in in_order(series) if table.present is not None]
    came: dict[Who, list[int]] = {}
    for place, (_number, present) in enumerate(known):
        for who in present:
            came.setdefault(who, []).append(place)
    found = [
        Stopped(who, times=len(places), last=known[places[-1]][0], missed=len(known) - 1 - places[-1])
        for who, places in came.items()
        if len(known) - 1 - places[-1] >= missing_at_least
    ]
    return sorted(found, key=lambda one: (-one.times, -one.last, str(one.who)))


def kinds_gone(series: Iterable[Gathering[Who]]) -> dict[str, tuple[int, int]]:
    """Return the categories seen earlier and not at the last table that tells them: (last seen at, missing at).

    Source: what a convenor asks of the table of section 4.2 of the domain: public employment at the first, absent
    at the fourth.
    """
    told = [(table.number, table.kinds) for table in in_order(series) if table.kinds]
    if len(told) < 2:
        return {}
    now, there = told[-1]
    last_seen = {kind: number for number, kinds in told[:-1] for kind in kinds}
    return {kind: (number, now) for kind, number in last_seen.items() if kind not in there}


@dataclass(frozen=True)
class Point:
    """A table on the plot: where its head-count stands, `low` and `high` being the ends of a range."""

    number: int
    x: float
    y: float
    low: float
    high: float
    least: int
    most: int

    @property
    def is_range(self) -> bool:
        """Whether only two ends of the head-count are known."""
        return self.least != self.most


@dataclass(frozen=True)
class Plot:
    """Figures of a series as lines of points in a box, `ceiling` being the figure at its upper edge.

    `marks` are the places of all tables along the axis: (number, x).
    """

    lines: tuple[tuple[Point, ...], ...]
    ceiling: int
    ground: float
    marks: tuple[tuple[int, float], ...]


Counts = Mapping[int, tuple[int, int]]


def plot(lines: Sequence[Counts], tables: Iterable[int], *, width: float, height: float, margin: float) -> Plot:
    """Place figures in a box of `width` × `height` that leaves `margin` on every side; zero is at the bottom.

    Input: for each line (least, most) by number of table, and all tables that have a place on the axis, told or not.
    A range stands at its middle. The scale begins at zero, so that a fall looks as large as it is.
    """
    columns = {number: place for place, number in enumerate(sorted(set(tables)))}
    ceiling = max([most for counts in lines for _least, most in counts.values()], default=0) or 1
    step = (width - 2 * margin) / max(len(columns) - 1, 1)

    def up(figure: float) -> float:
        return round(height - margin - (height - 2 * margin) * figure / ceiling, 1)

    def along(number: int) -> float:
        return round(margin + step * columns[number] if len(columns) > 1 else width / 2, 1)

    def point(number: int, least: int, most: int) -> Point:
        return Point(number, along(number), up((least + most) / 2), up(least), up(most), least, most)

    placed = tuple(tuple(point(number, *counts[number]) for number in columns if number in counts) for counts in lines)
    return Plot(placed, ceiling, round(height - margin, 1), tuple((number, along(number)) for number in columns))
