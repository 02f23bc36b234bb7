"""Posts and money summed: planned, secured and spent by theme in a year, what is missing, and where nothing stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Amounts:
    """What is planned, what of it somebody has promised, and what is spent."""

    planned: Decimal = NOTHING
    secured: Decimal = NOTHING
    spent: Decimal = NOTHING

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(self.planned + other.planned, self.secured + other.secured, self.spent + other.spent)

    def __bool__(self) -> bool:
        return bool(self.planned or self.secured or self.spent)

    @property
    def missing(self) -> Decimal:
        """What is planned and not secured; less than nothing where more is secured than planned."""
        return self.planned - self.secured

    @property
    def overspent(self) -> Decimal:
        """What is spent beyond what is secured, or nothing."""
        return max(self.spent - self.secured, NOTHING)


@dataclass(frozen=True)
class Line:
    """One post or one funding of a theme; a day that is not known is None."""

    theme: int
    amounts: Amounts
    is_post: bool
    begins: date | None = None
    ends: date | None = None

    def runs_in(self, year: int) -> bool:
        """Tell whether any of its days lies in a year; without a day it has neither begun late nor ended."""
        begun = self.begins is None or self.begins.year <= year
        return begun and (self.ends is None or self.ends.year >= year)


@dataclass(frozen=True)
class ThemeMeans:
    """What stands behind one theme."""

    theme: int
    posts: Amounts = field(default_factory=Amounts)
    money: Amounts = field(default_factory=Amounts)
    lines: int = 0
    activities: int = 0

    @property
    def stands_alone(self) -> bool:
        """Whether something is done there and neither a post nor money is entered for it."""
        return self.activities > 0 and not self.posts and not self.money

    @property
    def only_planned(self) -> bool:
        """Whether something is done there on plans alone."""
        promised = self.posts.secured or self.money.secured or self.posts.spent or self.money.spent
        return self.activities > 0 and not self.stands_alone and not promised


def by_theme(lines: Iterable[Line], activities: dict[int, int], order: Sequence[int]) -> list[ThemeMeans]:
    """Sum lines by theme, in this order; themes with neither a line nor an activity are left out."""
    posts: dict[int, Amounts] = {}
    money: dict[int, Amounts] = {}
    counts: dict[int, int] = {}
    for line in lines:
        sums = posts if line.is_post else money
        sums[line.theme] = sums.get(line.theme, Amounts()) + line.amounts
        counts[line.theme] = counts.get(line.theme, 0) + 1
    return [
        ThemeMeans(
            theme,
            posts.get(theme, Amounts()),
            money.get(theme, Amounts()),
            counts.get(theme, 0),
            activities.get(theme, 0),
        )
        for theme in order
        if theme in counts or activities.get(theme)
    ]


def total(rows: Iterable[ThemeMeans]) -> ThemeMeans:
    """Sum themes."""
    whole = ThemeMeans(0)
    for row in rows:
        whole = ThemeMeans(
            0,
            whole.posts + row.posts,
            whole.money + row.money,
            whole.lines + row.lines,
            whole.activities + row.activities,
        )
    return whole


def years_of(lines: Iterable[Line], this_year: int, most: int = 30) -> list[int]:
    """Return the years that lines begin or end in, and those between, this one included, the latest first."""
    known = {this_year, *(day.year for line in lines for day in (line.begins, line.ends) if day)}
    first, last = max(min(known), this_year - most), min(max(known), this_year + most)
    return list(range(last, first - 1, -1))
