"""Recurring lifts keep the hour on the clock, in every zone of Europe, as an independent library has it."""

from __future__ import annotations

import os
import random
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from dateutil import rrule, tz

from maillage.core.recurrence import Days, Refused, WeeklyPattern, next_occurrences, occurrences, series
from maillage.kit.calendar import CANCEL, Event, calendar_file
from tests.calendars import read_calendar

YEARS = int(os.environ.get("RECURRENCE_YEARS", "1"))
FIRST = date(2026, 1, 1)
LAST = date(2026 + YEARS - 1, 12, 31)
BEYOND_EUROPE = (
    "Africa/Ceuta",
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Miquelon",
    "America/Nuuk",
    "Arctic/Longyearbyen",
    "Asia/Famagusta",
    "Asia/Nicosia",
    "Atlantic/Azores",
    "Atlantic/Canary",
    "Atlantic/Faroe",
    "Atlantic/Madeira",
    "Atlantic/Reykjavik",
    "Indian/Mayotte",
    "Indian/Reunion",
)
ZONES = sorted({zone for zone in available_timezones() if zone.startswith("Europe/")} | set(BEYOND_EUROPE))
# The hours of lifts, and those of the night in which clocks are changed, in some zone or other.
HOURS = (time(7, 45), time(17, 5), time(0, 30), time(1, 15), time(2, 30), time(2, 59), time(3, 0), time(23, 30))
STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def a_pattern(rng: random.Random, zone: str, at: time) -> WeeklyPattern:
    """Return a pattern on Sundays and some other days, with holidays, days off and extra days."""
    every = [FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
    starts = rng.sample(every[:-14], 3 * YEARS)
    return WeeklyPattern(
        weekdays=frozenset({6, *rng.sample(range(6), rng.randint(0, 2))}),
        at=at,
        zone=zone,
        first=FIRST,
        last=LAST,
        off=frozenset(rng.sample(every, 8 * YEARS)),
        extra=frozenset(rng.sample(every, 8 * YEARS)),
        holidays=tuple(Days(start, start + timedelta(days=rng.randint(0, 14))) for start in starts),
    )


def as_dateutil_has_it(pattern: WeeklyPattern) -> list[datetime]:
    """Return the same lifts in UTC, by another library: days by its rules, clocks by its zones."""
    midnight = time(0)
    days = rrule.rruleset()
    if pattern.weekdays:
        starts, until = (datetime.combine(day, midnight) for day in (pattern.first, pattern.last))
        days.rrule(rrule.rrule(rrule.WEEKLY, dtstart=starts, until=until, byweekday=sorted(pattern.weekdays)))
    for holiday in pattern.holidays:
        starts, until = (datetime.combine(day, midnight) for day in (holiday.first, holiday.last))
        days.exrule(rrule.rrule(rrule.DAILY, dtstart=starts, until=until))
    wanted = set(days) | {datetime.combine(day, midnight) for day in pattern.extra}
    wanted -= {datetime.combine(day, midnight) for day in pattern.off}
    zone = tz.gettz(pattern.zone)
    moments = (datetime.combine(day.date(), pattern.at, zone) for day in sorted(wanted))
    return [tz.resolve_imaginary(moment).astimezone(UTC) for moment in moments]


def by_adding_weeks_in_utc(pattern: WeeklyPattern) -> list[datetime]:
    """Return what a program gets that adds seven times 24 hours: the negative control."""
    found = []
    for weekday in sorted(pattern.weekdays):
        day = pattern.first + timedelta(days=(weekday - pattern.first.weekday()) % 7)
        moment = datetime.combine(day, pattern.at, ZoneInfo(pattern.zone)).astimezone(UTC)
        while moment.date() <= pattern.last:
            found.append(moment)
            moment += timedelta(days=7)
    return sorted(found)


def expanded(content: bytes) -> list[datetime]:
    """Return when the event of a calendar file takes place, in UTC, as dateutil unfolds rule and zones of the file.

    Of the added dates it reads only those without a zone; they are handed to it with theirs. vobject, which reads our
    other calendars, keeps the offset of the first time in all others.
    """
    text = content.decode().replace("\r\n ", "")
    zones = tz.tzical(StringIO(text))
    lines = text.partition("BEGIN:VEVENT")[2].splitlines()
    said = [line for line in lines if line.startswith(("DTSTART", "RRULE", "EXDATE"))]
    times = rrule.rrulestr("\n".join(said), forceset=True, tzids=zones.get)
    for added in (line for line in lines if line.startswith(("DTSTART", "RDATE"))):
        names, _, values = added.partition(":")
        zone = zones.get(names.partition("TZID=")[2]) if "TZID=" in names else UTC
        for value in values.split(","):
            times.rdate(datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=zone))
    return [moment.astimezone(UTC) for moment in times]


def a_lift(pattern: WeeklyPattern, **fields: object) -> Event:
    times = series(pattern)
    ends = times.starts + timedelta(minutes=40)
    return Event("lift-7@example.org", times.starts, "Lift to the lesson", STAMP, ends=ends, series=times, **fields)


def test_lifts_of_all_european_zones_are_at_the_right_local_time_and_so_is_their_calendar_file() -> None:
    rng = random.Random(2026)
    counted = lost_by_utc = wrong = 0
    for number, zone in enumerate(ZONES):
        for at in rng.sample(HOURS, 2) if YEARS > 1 else [HOURS[number % len(HOURS)]]:
            pattern = a_pattern(rng, zone, at)
            ours = occurrences(pattern, FIRST, LAST)
            expected = as_dateutil_has_it(pattern)
            assert [moment.astimezone(UTC) for moment in ours] == expected
            assert expanded(calendar_file([a_lift(pattern)], name="Lifts")) == expected
            skipped = [moment for moment in ours if moment.time() != at]
            wrong += sum(tz.datetime_exists(datetime.combine(m.date(), at), tz.gettz(zone)) for m in skipped)
            counted += len(ours)
            local = (moment.astimezone(ZoneInfo(zone)).time() for moment in by_adding_weeks_in_utc(pattern))
            lost_by_utc += sum(told != at for told in local)
    assert wrong == 0
    assert counted >= (100_000 if YEARS >= 10 else 5_000)
    assert lost_by_utc > counted // 5


def lessons(**fields: object) -> WeeklyPattern:
    """Return a lift on Tuesdays and Thursdays of two months in spring."""
    usual = {
        "weekdays": frozenset({1, 3}),
        "at": time(8, 15),
        "zone": "Europe/Paris",
        "first": date(2026, 3, 2),
        "last": date(2026, 4, 30),
    }
    return WeeklyPattern(**{**usual, **fields})


def days_of(pattern: WeeklyPattern) -> list[str]:
    return [f"{moment:%d.%m.}" for moment in occurrences(pattern, date(2026, 1, 1), date(2026, 12, 31))]


def test_a_day_off_wins_over_an_extra_day_and_an_extra_day_over_holidays() -> None:
    pattern = lessons(
        last=date(2026, 3, 19),
        holidays=(Days(date(2026, 3, 9), date(2026, 3, 15)),),
        off=frozenset({date(2026, 3, 3), date(2026, 3, 21)}),
        extra=frozenset({date(2026, 3, 10), date(2026, 3, 20), date(2026, 3, 21)}),
    )
    assert days_of(pattern) == ["05.03.", "10.03.", "17.03.", "19.03.", "20.03."]


def test_only_days_between_the_two_dates_are_told() -> None:
    found = occurrences(lessons(), date(2026, 3, 3), date(2026, 3, 5))
    assert [f"{moment:%a %H:%M %z}" for moment in found] == ["Tue 08:15 +0100", "Thu 08:15 +0100"]
    assert occurrences(lessons(), date(2026, 3, 6), date(2026, 3, 9)) == []


def test_the_hour_on_the_clock_stays_when_summer_time_begins() -> None:
    found = occurrences(lessons(), date(2026, 3, 26), date(2026, 3, 31))
    assert [f"{moment:%H:%M %z}" for moment in found] == ["08:15 +0100", "08:15 +0200"]


def test_an_hour_that_clocks_skip_is_as_much_later_and_one_that_comes_twice_is_the_first() -> None:
    night = {"weekdays": frozenset({6}), "at": time(2, 30), "last": date(2026, 11, 1)}
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)
    (skipped,) = occurrences(lessons(**night), spring, spring)
    assert f"{skipped:%H:%M %z}" == "03:30 +0200"
    (twice,) = occurrences(lessons(**night), autumn, autumn)
    assert f"{twice:%H:%M %z}" == "02:30 +0200"


def test_the_next_times_come_after_an_instant_and_end_with_the_pattern() -> None:
    pattern = lessons(extra=frozenset({date(2026, 5, 8)}))
    at_the_hour = datetime(2026, 4, 28, 6, 15, tzinfo=UTC)
    found = next_occurrences(pattern, at_the_hour, 3)
    assert [f"{moment:%d.%m. %H:%M}" for moment in found] == ["30.04. 08:15", "08.05. 08:15"]
    assert next_occurrences(pattern, at_the_hour - timedelta(seconds=1), 1)[0].day == 28
    assert len(next_occurrences(pattern, STAMP, 5)) == 5
    assert next_occurrences(pattern, STAMP, 0) == []


def test_next_times_are_all_times_from_each_instant_of_the_night_of_the_change() -> None:
    pattern = lessons(weekdays=frozenset({5, 6}), at=time(2, 30))
    every = occurrences(pattern, pattern.first, pattern.last)
    start = datetime(2026, 3, 28, 0, 0, tzinfo=UTC)
    for minutes in range(0, 2 * 24 * 60, 15):
        after = start + timedelta(minutes=minutes)
        expected = [moment for moment in every if moment.astimezone(UTC) > after][:2]
        assert next_occurrences(pattern, after, 2) == expected


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"last": date(2026, 3, 1)}, "ends_before_it_begins"),
        ({"weekdays": frozenset({7})}, "unknown_weekday"),
        ({"weekdays": frozenset()}, "no_day"),
        ({"at": time(8, tzinfo=UTC)}, "hour_with_zone"),
        ({"zone": "Europe/Atlantis"}, "unknown_zone"),
        ({"zone": "../etc/passwd"}, "unknown_zone"),
    ],
)
def test_a_pattern_that_means_nothing_is_refused(fields: dict[str, object], key: str) -> None:
    with pytest.raises(Refused, match=key):
        lessons(**fields)


def test_holidays_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(Refused, match="ends_before_it_begins"):
        Days(date(2026, 3, 2), date(2026, 3, 1))


def test_a_pattern_without_any_time_has_no_calendar() -> None:
    with pytest.raises(Refused, match="never_happens"):
        series(lessons(holidays=(Days(date(2026, 1, 1), date(2026, 12, 31)),)))


def test_the_calendar_file_says_the_rule_with_its_exceptions_in_the_zone() -> None:
    pattern = lessons(off=frozenset({date(2026, 4, 7)}), extra=frozenset({date(2026, 4, 8)}))
    text = calendar_file([a_lift(pattern)], name="Lifts").decode()
    assert "DTSTART;TZID=Europe/Paris:20260303T081500" in text
    assert "RRULE:FREQ=WEEKLY;UNTIL=20260430T061500Z;BYDAY=TU,TH" in text
    assert "EXDATE;TZID=Europe/Paris:20260407T081500" in text
    assert "RDATE;TZID=Europe/Paris:20260408T081500" in text
    assert "BEGIN:VTIMEZONE" in text


def test_the_zone_of_a_file_reaches_as_far_as_its_last_time() -> None:
    pattern = lessons(last=date(2028, 4, 30), extra=frozenset({date(2029, 7, 1)}))
    zone = icalendar.Calendar.from_ical(calendar_file([a_lift(pattern)], name="Lifts")).walk("VTIMEZONE")[0]
    assert max(part.decoded("dtstart").year for part in zone.subcomponents) == 2029


@pytest.mark.parametrize(
    "fields",
    [
        {"extra": frozenset({date(2026, 2, 27)})},
        {"weekdays": frozenset(), "extra": frozenset({date(2026, 2, 27), date(2026, 2, 28)})},
        {"weekdays": frozenset(), "extra": frozenset({date(2026, 2, 27)})},
        {"weekdays": frozenset({6}), "at": time(2, 30)},
        {"weekdays": frozenset({6}), "at": time(2, 30), "off": frozenset({date(2026, 3, 29)})},
        {"off": frozenset({date(2026, 3, 3), date(2026, 4, 30)})},
        {"extra": frozenset({date(2026, 5, 5), date(2026, 5, 6)})},
        {"first": date(2026, 3, 3), "last": date(2026, 3, 3)},
    ],
)
def test_the_file_unfolds_to_the_same_times_where_no_rule_can_say_them_too(fields: dict[str, object]) -> None:
    pattern = lessons(**fields)
    assert expanded(calendar_file([a_lift(pattern)], name="Lifts")) == as_dateutil_has_it(pattern)


def test_a_change_and_a_cancellation_are_the_same_event_with_a_higher_number() -> None:
    first = read_calendar(calendar_file([a_lift(lessons())], name="Lifts")).vevent
    gone = calendar_file([a_lift(lessons(), sequence=2, cancelled=True)], name="Lifts", method=CANCEL)
    last = read_calendar(gone).vevent
    assert first.uid.value == last.uid.value
    assert (first.sequence.value, first.status.value) == ("0", "CONFIRMED")
    assert (last.sequence.value, last.status.value) == ("2", "CANCELLED")
