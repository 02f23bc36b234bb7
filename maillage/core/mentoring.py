"""The rhythm of a mentoring pair: month by month how often they met, and whether they have fallen silent."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

# With two meetings a month as the least, a month without any is already below each rhythm.
SILENT_AFTER = timedelta(days=31)


@dataclass(frozen=True)
class Month:
    """A calendar month of a pair: its first day, how often they met, and whether that is less than agreed.

    Only a month that is over and that the pair had from its first day to its last is held against the rhythm.
    """

    first: date
    met: int
    is_below: bool


def last_of(first: date) -> date:
    """Return the last day of the month that begins on `first`."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def months_back(today: date) -> Iterator[date]:
    """Go back through the months from this one on, each by its first day."""
    first = today.replace(day=1)
    while True:
        yield first
        first = (first - timedelta(days=1)).replace(day=1)


def rhythm_of(
    *, starts_on: date, ends_on: date | None, met: Iterable[date], least: int, today: date, at_most: int = 6
) -> list[Month]:
    """Return the newest months of a pair, oldest first; none where it has not begun."""
    days = list(met)
    until = min(today, ends_on or today)
    if starts_on > until:
        return []
    months = []
    for first in islice(months_back(until), at_most):
        last = last_of(first)
        if last < starts_on:
            break
        count = sum(first <= day <= last for day in days)
        whole = starts_on <= first and last < today and (ends_on is None or last <= ends_on)
        months.append(Month(first, count, whole and count < least))
    return months[::-1]


def is_silent(*, starts_on: date, ends_on: date | None, last_met: date | None, today: date) -> bool:
    """Tell whether a pair that goes on has not met for more than a month."""
    if ends_on is not None and ends_on < today:
        return False
    return today - max(starts_on, last_met or starts_on) > SILENT_AFTER
