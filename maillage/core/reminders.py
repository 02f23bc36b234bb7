"""When the silent are asked again: days before a meeting, by the clock on the wall of its region."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maillage.core.wall_clock import exists, instant

USUAL_DAYS = (10, 3)
LAST_DAY = 1
FRIDAY = 4
MORNING = time(9)
AT_LEAST = timedelta(days=1)


def shown_at(day: date, at: time, zone: str) -> datetime:
    """Return the instant at which clocks in `zone` show `at` on `day`, an hour later where they skip it."""
    if exists(day, at, zone):
        return instant(day, at, zone)
    later = datetime.combine(day, at) + timedelta(hours=1)
    return instant(later.date(), later.time(), zone)


def working_day(day: date) -> date:
    """Return `day`, or the Friday before it if it falls on a weekend."""
    return day - timedelta(days=max(day.weekday() - FRIDAY, 0))


def proposed(day: date, zone: str, now: datetime) -> list[datetime]:
    """Return when to remind of a meeting on `day`: ten and three days before at nine, at least a day from now.

    A weekend gives way to the Friday before it. Where neither is left it is the day before; where that is too near,
    nothing.
    """

    def ahead(days: tuple[int, ...]) -> list[datetime]:
        found = [shown_at(working_day(day - timedelta(days=before)), MORNING, zone) for before in days]
        return [at for at in dict.fromkeys(found) if at >= now + AT_LEAST]

    return ahead(USUAL_DAYS) or ahead((LAST_DAY,))


def moved(due: datetime, days: int, zone: str) -> datetime:
    """Return a reminder so many days later, or earlier, at the same time by the wall clock of `zone`."""
    local = due.astimezone(ZoneInfo(zone))
    return shown_at(local.date() + timedelta(days=days), local.time(), zone)
