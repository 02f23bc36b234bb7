"""How long training holds: from the day it was held until the same day so many months later."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS = 12


def last_day(held_on: date, months: int | None) -> date:
    """Return the last day on which training counts; without `months` it counts for ever.

    A day that the later month does not have is its last one: held on 31 August, good until 28 February.
    """
    if months is None:
        return date.max
    years, month = divmod(held_on.month - 1 + months, MONTHS)
    year = held_on.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(held_on.day, monthrange(year, month + 1)[1]))


def is_good(held_on: date, months: int | None, on: date) -> bool:
    """Tell whether training held on a day counts on another: not before it was held, nor after its months are over."""
    return held_on <= on <= last_day(held_on, months)
