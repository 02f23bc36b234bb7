"""The rhythm of a series: the date at which the next meeting would fall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

USUAL_GAP_WEEKS = 13
LEAD_DAYS = 21
SATURDAY = 5


def gap_in_weeks(held: Sequence[date]) -> int:
    """Return the median gap between dates in whole weeks, at least one; a quarter where there are not two dates."""
    days = sorted(set(held))
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return max(1, round(median(gaps) / 7)) if gaps else USUAL_GAP_WEEKS


def next_date(held: Sequence[date], today: date) -> date:
    """Return when the next meeting would fall: the median gap after the last one, on the same weekday.

    Where that leaves less than three weeks from `today` to invite, it is the first such weekday after them. Without
    any date before it, it is the first working day after them.
    """
    earliest = today + timedelta(days=LEAD_DAYS)
    if not held:
        return first_working_day(earliest)
    last = max(held)
    due = last + timedelta(weeks=gap_in_weeks(held))
    if due >= earliest:
        return due
    return earliest + timedelta(days=(last.weekday() - earliest.weekday()) % 7)


def first_working_day(day: date) -> date:
    """Return `day`, or the Monday after it if it falls on a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
