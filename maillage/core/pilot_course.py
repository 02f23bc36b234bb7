"""The course of a pilot: when it runs, which periods are reported on, how late something is, people in fives."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

FIVE = 5
A_DAY = timedelta(days=1)


class Course(StrEnum):
    """Where a pilot stands on a day; `OVER` means that its months have passed and nobody wrote down that it ended."""

    UNKNOWN = "unknown"
    CHOSEN = "chosen"
    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    ENDED = "ended"


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where that month is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(begins: date | None, ends: date | None, months: int | None) -> date | None:
    """Return the last day of a pilot: the one written down, else the one its months lead to."""
    if ends is not None or begins is None or not months:
        return ends
    return months_later(begins, months) - A_DAY


def course_on(
    today: date, begins: date | None, ends: date | None, months: int | None, *, is_chosen: bool = False
) -> Course:
    """Say where a pilot stands today; what is not written down is not guessed.

    One that a call has chosen begins on a day still to be said; one known from documents alone may run or not.
    """
    last = last_day(begins, ends, months)
    if ends is not None and ends < today:
        return Course.ENDED
    if begins is None:
        return Course.CHOSEN if is_chosen else Course.UNKNOWN
    if begins > today:
        return Course.AHEAD
    return Course.OVER if last is not None and last < today else Course.RUNNING


def periods(begins: date, last: date, months: int) -> Iterator[tuple[date, date]]:
    """Yield the periods of `months` months from the first day to the last one, without gap; the last may be shorter.

    Each begins on the day of the month on which the first did, so that a 31st does not wander to the 28th.
    """
    if months < 1:
        raise ValueError("a period lasts a month at least")
    step, start = 0, begins
    while start <= last:
        step += months
        following = months_later(begins, step)
        yield start, min(following - A_DAY, last)
        start = following


def days_late(due: date, today: date) -> int:
    """Return how many days something is late; 0 on the day it is due and before."""
    return max((today - due).days, 0)


def in_fives(count: int) -> int:
    """Return a count of people to the nearest five; 0 stands for fewer than five, none included."""
    return 0 if count < FIVE else FIVE * ((count + FIVE // 2) // FIVE)
