"""Reads calendar files: with a library that did not write them, and as two calendars of two people would."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import icalendar
import vobject


def read_calendar(content: bytes) -> Any:
    """Return a calendar; the zones that vobject keeps from earlier files are forgotten first."""
    kept = vars(vobject.icalendar)["__tzidMap"]
    for zone in [name for name in kept if name != "UTC"]:
        del kept[zone]
    return vobject.readOne(content.decode())


@dataclass(frozen=True)
class Entry:
    """What somebody sees of one meeting in their calendar."""

    starts: datetime
    ends: datetime | None
    summary: str
    where: str


class CarefulClient:
    """A calendar that keeps for each meeting the newest word on it, as RFC 5546 (2.1.5) asks; reads with icalendar."""

    def __init__(self) -> None:
        self._newest: dict[str, tuple[int, datetime]] = {}
        self._entries: dict[str, Entry] = {}

    def receive(self, content: bytes) -> None:
        """Take a file that came by mail; an older one than is known changes nothing."""
        calendar = icalendar.Calendar.from_ical(content)
        for event in calendar.walk("VEVENT"):
            uid = str(event["uid"])
            revision = (int(event["sequence"]), event.decoded("dtstamp"))
            if revision < self._newest.get(uid, revision):
                continue
            self._newest[uid] = revision
            self._entries.pop(uid, None)
            if str(calendar["method"]) != "CANCEL":
                ends = event.decoded("dtend").astimezone(UTC) if "dtend" in event else None
                starts = event.decoded("dtstart").astimezone(UTC)
                self._entries[uid] = Entry(starts, ends, str(event["summary"]), str(event.get("location", "")))

    @property
    def agenda(self) -> dict[str, Entry]:
        return dict(self._entries)


class ForgetfulClient:
    """A calendar that keeps every file and works its agenda out anew each time it is opened; reads with vobject."""

    def __init__(self) -> None:
        self._files: list[bytes] = []

    def receive(self, content: bytes) -> None:
        """Take a file that came by mail."""
        self._files.append(content)

    @property
    def agenda(self) -> dict[str, Entry]:
        last: dict[str, tuple[int, datetime, int, Entry | None]] = {}
        for place, content in enumerate(self._files):
            calendar = read_calendar(content)
            event = calendar.vevent
            entry = Entry(
                event.dtstart.value.astimezone(UTC),
                event.dtend.value.astimezone(UTC) if hasattr(event, "dtend") else None,
                event.summary.value,
                event.location.value if hasattr(event, "location") else "",
            )
            word = (int(event.sequence.value), event.dtstamp.value, place, entry)
            if calendar.method.value == "CANCEL":
                word = (*word[:3], None)
            last[event.uid.value] = max(word, last.get(event.uid.value, word), key=lambda one: one[:3])
        return {uid: word[3] for uid, word in last.items() if word[3]}


def agendas_after(files: Iterable[bytes]) -> tuple[dict[str, Entry], dict[str, Entry]]:
    """Let both clients receive the files, and return what each shows."""
    careful, forgetful = CarefulClient(), ForgetfulClient()
    for content in files:
        careful.receive(content)
        forgetful.receive(content)
    return careful.agenda, forgetful.agenda
