"""Calendar files (RFC 5545) that calendars accept: events with their zone, as a feed or as an invitation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, vCalAddress
from icalendar import Event as CalendarEvent

from maillage.core.calendar_zones import timezone
from maillage.core.plain_text import one_line, printable
from maillage.core.recurrence import Series

PRODUCT = "-//maillage//roundtables//EN"
REQUEST = "REQUEST"
CANCEL = "CANCEL"
PUBLISH = "PUBLISH"


@dataclass(frozen=True)
class Event:
    """One entry of a calendar; `starts` a date means the whole day; a `series` of them starts with its first."""

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
    series: Series | None = None


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
            if event.series:
                years[zone] += [one.year for one in (event.series.until, *event.series.extra)]
    return {zone: (min(found), max(found)) for zone, found in years.items()}


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
    if event.series:
        add_series(entry, event.series)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.organiser:
        entry.add("organizer", person(*event.organiser))
    if event.attendee:
        guest = person(*event.attendee[:2])
        guest.params["PARTSTAT"] = event.attendee[2]
        guest.params["ROLE"] = "REQ-PARTICIPANT"
        entry.add("attendee", guest)
    return entry


def add_series(entry: CalendarEvent, series: Series) -> None:
    """Add to an event when it comes back."""
    if series.weekdays:
        entry.add("rrule", {"freq": "weekly", "byday": list(series.weekdays), "until": series.until})
    for name, times in (("exdate", series.off), ("rdate", series.extra)):
        if times:
            entry.add(name, list(times))


def person(name: str, email: str) -> vCalAddress:
    """Return somebody with an address, as calendars name people."""
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = one_line(name.replace('"', "'"))
    return address
