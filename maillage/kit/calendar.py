"""Calendar files (RFC 5545) that calendars accept: events with their zone, as a feed or as an invitation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, vCalAddress
from icalendar import Event as CalendarEvent

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
    attendee: tuple[str, str] | None = None


def calendar_file(events: Iterable[Event], *, name: str, method: str = PUBLISH) -> bytes:
    """Return a calendar with its time zones; RFC 5546 says what `method` asks of the reader's calendar."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if method == PUBLISH:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(component(event))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def component(event: Event) -> CalendarEvent:
    """Return an event as icalendar writes it."""
    entry = CalendarEvent()
    entry.add("uid", event.uid)
    entry.add("dtstamp", event.stamp)
    entry.add("sequence", event.sequence)
    entry.add("summary", event.summary)
    entry.add("dtstart", event.starts)
    if event.ends:
        entry.add("dtend", event.ends)
    for name, text in (("description", event.description), ("location", event.location), ("url", event.url)):
        if text:
            entry.add(name, text)
    entry.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    if event.organiser:
        entry.add("organizer", person(*event.organiser))
    if event.attendee:
        guest = person(*event.attendee)
        guest.params["PARTSTAT"] = "NEEDS-ACTION"
        guest.params["ROLE"] = "REQ-PARTICIPANT"
        entry.add("attendee", guest)
    return entry


def person(name: str, email: str) -> vCalAddress:
    """Return somebody with an address, as calendars name people."""
    address = vCalAddress(f"mailto:{email}")
    if name:
        address.params["CN"] = name.replace('"', "'")
    return address
