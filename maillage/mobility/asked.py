"""What is asked for or offered before it is kept, and what is wrong with it, each in one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from maillage.core.recurrence import Days, WeeklyPattern, days_between
from maillage.core.wall_clock import exists
from maillage.kit.spoken import clock, short_day
from maillage.mobility.enums import HEALTH_NEEDS, Need, OfferKind, TimeKind
from maillage.mobility.models import Course, MeetingPoint
from maillage.territory.models import Place, Region

MOST_AHEAD = timedelta(days=400)
LONGEST = timedelta(days=366)
MOST_SEATS = 8
MOST_A_WEEK = 50
MOST_FLEXIBLE = 240
# The shortest numbers that somebody is called by.
FEWEST_DIGITS = 4
DAYS_OF_A_WEEK = range(1, 8)
Faults = dict[str, str]


@dataclass(frozen=True)
class When:
    """On which days: weekdays are 1 (Monday) to 7; `off` are single days on which it is not."""

    weekdays: tuple[int, ...]
    first_on: date
    last_on: date
    in_holidays: bool = False
    off: tuple[date, ...] = ()

    def at(self, at: time, zone: str, holidays: tuple[Days, ...] = ()) -> WeeklyPattern:
        """Return the days as a pattern at an hour; the days have to be sound."""
        return WeeklyPattern(
            weekdays=frozenset(day - 1 for day in self.weekdays),
            at=at,
            zone=zone,
            first=self.first_on,
            last=self.last_on,
            off=frozenset(self.off),
            holidays=() if self.in_holidays else holidays,
        )


@dataclass(frozen=True)
class Asked:
    """A lift as somebody asks for it."""

    from_point: MeetingPoint
    to_point: MeetingPoint
    when: When
    time: dt.time
    kind: TimeKind | str = TimeKind.ARRIVE_BY
    flexible_minutes: int = 30
    back_at: dt.time | None = None
    seats: int = 1
    needs: frozenset[str] = frozenset()
    consents: bool = False
    course: Course | None = None


@dataclass(frozen=True)
class Offered:
    """A drive as a volunteer offers it; `to_place` is that of a trip of their own."""

    kind: OfferKind | str
    from_place: Place
    to_place: Place | None
    when: When
    leaves: time
    arrives: time
    seats: int = 3
    detour_minutes: int = 15


@dataclass(frozen=True)
class Car:
    """How often a volunteer drives in a week at most, and which needs the car and who drives can meet."""

    weekly_cap: int = 3
    equipment: frozenset[str] = frozenset()

    def as_columns(self) -> dict[str, object]:
        """Return it as it is kept, in the order of the vocabulary."""
        return {"weekly_cap": self.weekly_cap, "equipment": [str(need) for need in Need if need in self.equipment]}


@dataclass(frozen=True)
class Person:
    """How somebody wishes to be called and can be reached."""

    name: str
    phone: str = ""
    email: str = ""
    language: str = "en"


def faults_of_person(person: Person) -> Faults:
    """Say by field what is missing to reach somebody."""
    faults = {}
    if not person.name:
        faults["name"] = _("Write how we may call you. It need not be your whole name.")
    if not (person.email or sum(letter.isdigit() for letter in person.phone) >= FEWEST_DIGITS):
        faults["phone"] = _("Write a phone number or an e-mail address, so that we can reach you.")
    return faults


def faults_of_asked(asked: Asked, region: Region, today: date, since: date | None = None) -> Faults:
    """Say by field what keeps a lift from being asked for; `since` is the first day it already had."""
    faults = faults_of_when(asked.when, today, since)
    if asked.from_point.pk == asked.to_point.pk:
        faults["to_point"] = _("You start and arrive at the same meeting point. Choose another one to go to.")
    if asked.back_at is not None and asked.back_at <= asked.time:
        faults["back_at"] = _("The way back begins before the way there is over. Choose a later time.")
    if not 1 <= asked.seats <= MOST_SEATS:
        faults["seats"] = seats_sentence()
    if not 0 <= asked.flexible_minutes <= MOST_FLEXIBLE:
        faults["flexible_minutes"] = _("Write from 0 to 240 minutes.")
    if asked.needs & HEALTH_NEEDS and not asked.consents:
        faults["consents"] = _("This tells of your health. Tick that we may keep it, or take it out above.")
    if not faults:
        times = {"time": asked.time, **({"back_at": asked.back_at} if asked.back_at else {})}
        faults.update(faults_of_clock(asked.when, times, region.time_zone))
    return faults


def faults_of_offered(offered: Offered, region: Region, today: date, since: date | None = None) -> Faults:
    """Say by field what keeps a drive from being offered."""
    faults = faults_of_when(offered.when, today, since)
    if offered.kind == OfferKind.OWN_TRIP and offered.to_place is None:
        faults["to_place"] = _("Write the municipality to which you drive.")
    elif offered.to_place is not None and offered.to_place.pk == offered.from_place.pk:
        faults["to_place"] = _("You start and arrive in the same municipality. Write another one to go to.")
    if offered.arrives <= offered.leaves:
        faults["arrives"] = _("It ends before it begins. Choose a later time.")
    if not 1 <= offered.seats <= MOST_SEATS:
        faults["seats"] = seats_sentence()
    if not 0 <= offered.detour_minutes <= MOST_FLEXIBLE:
        faults["detour_minutes"] = _("Write from 0 to 240 minutes.")
    if not faults:
        times = {"leaves": offered.leaves, "arrives": offered.arrives}
        faults.update(faults_of_clock(offered.when, times, region.time_zone))
    return faults


def seats_sentence() -> str:
    """Say how many seats there can be."""
    return _("Write from 1 to 8 seats.")


def faults_of_when(when: When, today: date, since: date | None) -> Faults:
    """Say by field what is wrong with the days."""
    found: list[tuple[str, str]] = []
    if not when.weekdays or not set(when.weekdays) <= set(DAYS_OF_A_WEEK):
        found.append(("weekdays", _("Choose at least one day of the week.")))
    if when.first_on < today and when.first_on != since:
        found.append(("first_on", _("This day is past. Choose today or a later day.")))
    if when.first_on > today + MOST_AHEAD:
        found.append(("first_on", _("This is more than a year ahead. Choose an earlier day.")))
    if when.last_on < when.first_on:
        found.append(("last_on", _("The last day comes before the first. Choose a later one.")))
    elif when.last_on < today:
        found.append(("last_on", _("This day is past. Choose today or a later day.")))
    elif when.last_on > when.first_on + LONGEST:
        found.append(("last_on", _("This is longer than a year. Choose an earlier last day; you can ask again then.")))
    return dict(reversed(found))


def faults_of_clock(when: When, times: dict[str, time], zone: str) -> Faults:
    """Say which hour no clock shows on one of the days, and whether there is a day at all."""
    faults: Faults = {}
    for name, at in times.items():
        days = list(lift_days(when, at, zone))
        if not days:
            return {"weekdays": _("None of these days of the week lies between the first and the last day.")}
        skipped = next((day for day in days if not exists(day, at, zone)), None)
        if skipped:
            said = {"day": short_day(skipped), "time": clock(at)}
            faults[name] = _("In the night to %(day)s clocks skip %(time)s. Choose another time.") % said
    return faults


def lift_days(when: When, at: time, zone: str) -> Iterator[date]:
    """Tell the days, holidays not looked at."""
    return days_between(when.at(at, zone), when.first_on, when.last_on)
