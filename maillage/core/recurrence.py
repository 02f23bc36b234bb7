"""Lifts that come back every week: on which days, and at which instant clocks of a zone show their hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from maillage.core.wall_clock import exists, instant

ONE_DAY = timedelta(days=1)
DAYS_OF_A_WEEK = 7
# RFC 5545 names weekdays so, Monday first as Python counts them.
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Refused(ValueError):
    """A pattern that means nothing: `key` says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True)
class Days:
    """Days one after another, the first and the last included: school holidays, a volunteer's pause."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused("ends_before_it_begins")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class WeeklyPattern:
    """At `at` o'clock on some weekdays (Monday is 0) from a first to a last date, both included, by clocks of `zone`.

    A day in `off` is always left out. A day in `extra` is added, whatever its weekday, in holidays or outside the
    dates too. All other days in `holidays` are left out.
    """

    weekdays: frozenset[int]
    at: time
    zone: str
    first: date
    last: date
    off: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()
    holidays: tuple[Days, ...] = ()

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused("ends_before_it_begins")
        if not self.weekdays <= frozenset(range(DAYS_OF_A_WEEK)):
            raise Refused("unknown_weekday")
        if not self.weekdays and not self.extra:
            raise Refused("no_day")
        if self.at.tzinfo is not None:
            raise Refused("hour_with_zone")
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as unknown:
            raise Refused("unknown_zone") from unknown


def is_regular(pattern: WeeklyPattern, day: date) -> bool:
    """Tell whether a day is one of the pattern's own, before extra days are added."""
    return (
        day.weekday() in pattern.weekdays
        and pattern.first <= day <= pattern.last
        and day not in pattern.off
        and not any(day in days for days in pattern.holidays)
    )


def happens_on(pattern: WeeklyPattern, day: date) -> bool:
    """Tell whether the lift takes place on a day."""
    return is_regular(pattern, day) or (day in pattern.extra and day not in pattern.off)


def on_clocks(day: date, at: time, zone: str) -> datetime:
    """Return the instant meant by an hour of a day, in `zone`: every hour has one.

    An hour that clocks show twice is the first of the two, as `wall_clock.instant` has it. One that they skip is as
    much later as they skip: 2:30 becomes 3:30 in the night that has no 2:30, so that nobody is left waiting for a lift
    that no clock ever tells. Source: RFC 5545, 3.3.5, for both.
    """
    if exists(day, at, zone):
        return instant(day, at, zone)
    before_the_gap = datetime.combine(day, at, ZoneInfo(zone))
    return before_the_gap.astimezone(UTC).astimezone(ZoneInfo(zone))


def days_between(pattern: WeeklyPattern, first: date, last: date) -> Iterator[date]:
    """Tell the days of the lift from one date to another, both included, in their order."""
    day = first
    while day <= last:
        if happens_on(pattern, day):
            yield day
        day += ONE_DAY


def occurrences(pattern: WeeklyPattern, first: date, last: date) -> list[datetime]:
    """Return when the lift takes place from one date to another, both included, as local times with their zone.

    The hour on the clock stays while clocks change; `on_clocks` says what becomes of hours that are skipped or doubled.
    """
    return [on_clocks(day, pattern.at, pattern.zone) for day in days_between(pattern, first, last)]


def whole_span(pattern: WeeklyPattern) -> Days:
    """Return from when to when there can be anything of a pattern, extra days included."""
    days = (pattern.first, pattern.last, *pattern.extra)
    return Days(min(days), max(days))


def next_occurrences(pattern: WeeklyPattern, after: datetime, count: int) -> list[datetime]:
    """Return the first `count` times of the lift after an instant with a zone; fewer where it ends before."""
    span = whole_span(pattern)
    found: list[datetime] = []
    # The day before is looked at too: the hour of a skipped midnight may fall on the day after its own.
    start = max(span.first, after.astimezone(ZoneInfo(pattern.zone)).date() - ONE_DAY)
    for day in days_between(pattern, start, span.last):
        if len(found) >= count:
            break
        moment = on_clocks(day, pattern.at, pattern.zone)
        if moment.astimezone(UTC) > after:
            found.append(moment)
    return found


@dataclass(frozen=True, slots=True)
class Series:
    """A pattern as RFC 5545 writes it: the first time, the rule from there on, what is left out and what is added.

    Without a rule (`weekdays` is empty), `extra` lists every further time.
    """

    starts: datetime
    weekdays: tuple[str, ...]
    until: datetime
    off: tuple[datetime, ...]
    extra: tuple[datetime, ...]


def series(pattern: WeeklyPattern) -> Series:
    """Return the pattern for a calendar, so that every reader of calendars makes the same times of it.

    The rule is used where it says exactly what is meant: where the first time is one of its own, and clocks skip none
    of its times (RFC 5545, 3.3.10, leaves such out, where many programs do not). Elsewhere every time is listed.
    Raises Refused("never_happens") where there is no time at all.
    """
    span = whole_span(pattern)
    days = list(days_between(pattern, span.first, span.last))
    if not days:
        raise Refused("never_happens")
    times = [on_clocks(day, pattern.at, pattern.zone) for day in days]
    ruled = days_of_the_rule(pattern, days)
    if not all(exists(day, pattern.at, pattern.zone) for day in (*ruled, *days)):
        ruled = []
    if not ruled:
        return Series(times[0], (), times[-1].astimezone(UTC), (), tuple(times[1:]))
    given, held = set(ruled), set(days)
    return Series(
        times[0],
        tuple(WEEKDAYS[number] for number in sorted(pattern.weekdays)),
        on_clocks(ruled[-1], pattern.at, pattern.zone).astimezone(UTC),
        tuple(on_clocks(day, pattern.at, pattern.zone) for day in ruled if day not in held),
        tuple(moment for day, moment in zip(days, times, strict=True) if day not in given),
    )


def days_of_the_rule(pattern: WeeklyPattern, days: list[date]) -> list[date]:
    """Return the days that the weekdays alone give from the first of all to the last regular one.

    There are none where the first of all is an extra one, with which no rule can begin.
    """
    if not is_regular(pattern, days[0]):
        return []
    last = max(day for day in days if is_regular(pattern, day))
    every = (days[0] + number * ONE_DAY for number in range((last - days[0]).days + 1))
    return [day for day in every if day.weekday() in pattern.weekdays]
