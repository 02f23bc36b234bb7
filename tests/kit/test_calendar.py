"""Calendar files are read by a library that did not write them, zones included."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from maillage.core.calendar_zones import changes, timezone
from maillage.kit.calendar import CANCEL, Event, calendar_file
from tests.calendars import read_calendar

STAMP = datetime(2022, 1, 1, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")


def an_event(**fields: object) -> Event:
    return Event(
        **{
            "uid": "one@example.org",
            "starts": datetime(2022, 5, 31, 14, tzinfo=PARIS),
            "ends": datetime(2022, 5, 31, 16, tzinfo=PARIS),
            "summary": "Fourth roundtable",
            "stamp": STAMP,
            **fields,
        }
    )


def test_an_event_keeps_its_zone_and_hour() -> None:
    calendar = read_calendar(calendar_file([an_event(sequence=3)], name="Near"))
    event = calendar.vevent
    assert event.dtstart.value.utcoffset().total_seconds() == 7200
    assert (event.dtstart.value.hour, event.dtend.value.hour) == (14, 16)
    assert event.sequence.value == "3"
    assert calendar.vtimezone.tzid.value == "Europe/Paris"


def test_clocks_change_at_the_right_instant() -> None:
    assert changes(PARIS, 2022, 2022) == [
        datetime(2022, 3, 27, 1, tzinfo=UTC),
        datetime(2022, 10, 30, 1, tzinfo=UTC),
    ]
    zone = timezone("Europe/Paris", 2022, 2022).to_ical().decode()
    assert "DTSTART:20220327T020000" in zone
    assert "DTSTART:20221030T030000" in zone


def test_a_day_without_an_hour_is_a_whole_day() -> None:
    calendar = read_calendar(calendar_file([an_event(starts=date(2022, 5, 31), ends=None)], name="Near"))
    assert calendar.vevent.dtstart.value == date(2022, 5, 31)


def test_a_cancellation_says_so_in_method_and_status() -> None:
    gone = an_event(
        cancelled=True, organiser=("The Host", "h@example.org"), attendee=('A "Guest"', "g@example.org", "ACCEPTED")
    )
    calendar = read_calendar(calendar_file([gone], name="Near", method=CANCEL))
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert calendar.vevent.organizer.value == "mailto:h@example.org"
    assert calendar.vevent.attendee.value == "mailto:g@example.org"


def test_words_with_commas_lines_and_signs_survive() -> None:
    text = "One, two; three\nand four \\ é ñ ж"
    calendar = read_calendar(calendar_file([an_event(description=text)], name="Near"))
    assert calendar.vevent.description.value == text


def test_an_empty_calendar_is_one_all_the_same() -> None:
    assert b"X-WR-CALNAME:Near" in calendar_file([], name="Near")
