"""Time zones as calendar files want them: each change of the clocks in the years that matter (RFC 5545, 3.6.5)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard


def changes(zone: ZoneInfo, first: int, last: int) -> list[datetime]:
    """Return the instants at which clocks of a zone are changed from one year to another, to the minute."""
    found = []
    day = datetime(first, 1, 1, tzinfo=UTC)
    while day.year <= last:
        low, high = day, day + timedelta(days=1)
        if offset_at(low, zone) != offset_at(high, zone):
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                low, high = (middle, high) if offset_at(middle, zone) == offset_at(day, zone) else (low, middle)
            found.append(high.replace(second=0, microsecond=0))
        day += timedelta(days=1)
    return found


def offset_at(instant: datetime, zone: ZoneInfo) -> timedelta:
    """Return how far clocks of a zone are ahead of UTC."""
    return instant.astimezone(zone).utcoffset() or timedelta(0)


def timezone(name: str, first: int, last: int) -> Timezone:
    """Return a zone as RFC 5545 wants it: each change of its clocks in those years, in the time before the change."""
    zone = ZoneInfo(name)
    component = Timezone()
    component.add("tzid", name)
    begins = datetime(first, 1, 1, tzinfo=UTC)
    for instant in [begins, *changes(zone, first, last)]:
        before = offset_at(instant - timedelta(minutes=1), zone)
        local = instant.astimezone(zone)
        observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
        observance.add("dtstart", (instant + before).replace(tzinfo=None))
        observance.add("tzoffsetfrom", before)
        observance.add("tzoffsetto", offset_at(instant, zone))
        observance.add("tzname", local.tzname() or name)
        component.add_component(observance)
    return component
