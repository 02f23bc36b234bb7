"""Calendar files (RFC 5545) that calendars accept: events with their zone, as a feed or as an invitation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress
from icalendar import Event as CalendarEvent

from maillage.core.plain_text import one_line, printable

PRODUCT = "-//maillage//roundtables//EN"
REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Event:
    """One entry of a calendar; `starts` a date means the whole day."""

    uid: str
    starts: datetime | date
    summary: str
    stamp: datetime
    ends: datetime | None = None
    description: str = ""
    location: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    organiser: tuple[str, str] | None = None
    attendee: tuple[str, str, str] | None = None


def calendar_file(events: Iterable[Event], *, name: str, method: str = PUBLISH) -> bytes:
    """Return a calendar with its time zones; RFC 5546 says what `method` asks of the reader's calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if method == PUBLISH:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    entries = list(events)
    for zone, (first, last) in sorted(zones_of(entries).items()):
        calendar.add_component(timezone(zone, first, last))
    for event in entries:
        calendar.add_component(component(event))
    return bytes(calendar.to_ical())


def zones_of(events: Iterable[Event]) -> dict[str, tuple[int, int]]:
    """Return the zones in which events happen, each with its first and last year."""
    years: dict[str, list[int]] = {}
    for event in events:
        zone = getattr(getattr(event.starts, "tzinfo", None), "key", "")
        if zone:
            years.setdefault(zone, []).append(event.starts.year)
    return {zone: (min(found), max(found)) for zone, found in years.items()}


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


def component(event: Event) -> CalendarEvent:
    """Return an event as icalendar writes it."""
    entry = CalendarEvent()
    entry.add("uid", event.uid)
    entry.add("dtstamp", event.stamp)
    entry.add("sequence", event.sequence)
    entry.add("summary", one_line(event.summary))
    entry.add("dtstart", event.starts)
    if event.ends:
        entry.add("dtend", event.ends)
    for name, text in (("description", event.description), ("location", event.location), ("url", event.url)):
        if text:
            entry.add(name, printable(text))
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.organiser:
        entry.add("organizer", person(*event.organiser))
    if event.attendee:
        guest = person(*event.attendee[:2])
        guest.params["PARTSTAT"] = event.attendee[2]
        guest.params["ROLE"] = "REQ-PARTICIPANT"
        entry.add("attendee", guest)
    return entry


def person(name: str, email: str) -> vCalAddress:
    """Return somebody with an address, as calendars name people."""
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = one_line(name.replace('"', "'"))
    return address
