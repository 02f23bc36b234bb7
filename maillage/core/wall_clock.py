"""Wall-clock times with a zone: what people write on paper, turned into an instant without guessing."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def exists(day: date, at: time, zone: str) -> bool:
    """Tell whether clocks in `zone` show `at` on `day`; false inside a spring-forward gap.

    Source: PEP 495; a time in a gap does not survive the round trip through UTC.
    """
    local = datetime.combine(day, at, ZoneInfo(zone))
    back = local.astimezone(ZoneInfo("UTC")).astimezone(ZoneInfo(zone))
    return back.replace(tzinfo=None) == local.replace(tzinfo=None)


def happens_twice(day: date, at: time, zone: str) -> bool:
    """Tell whether clocks in `zone` show `at` twice on `day`, as they do when summer time ends."""
    first = datetime.combine(day, at, ZoneInfo(zone))
    return exists(day, at, zone) and first.utcoffset() != first.replace(fold=1).utcoffset()


def instant(day: date, at: time, zone: str) -> datetime:
    """Return the aware instant at which clocks in `zone` show `at` on `day`; the first of two.

    Raises ValueError where that time does not exist.
    """
    if not exists(day, at, zone):
        raise ValueError(f"{at:%H:%M} does not exist on {day.isoformat()} in {zone}")
    return datetime.combine(day, at, ZoneInfo(zone))


def day_in(zone: str, now: datetime) -> date:
    """Return the day that calendars in `zone` show at an instant."""
    return now.astimezone(ZoneInfo(zone)).date()
