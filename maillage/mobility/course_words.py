"""Courses, lessons and seats in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.kit.context import autonym_of
from maillage.kit.spoken import clock, day, short_day
from maillage.mobility.enums import EnrolmentState
from maillage.mobility.lift_words import listed, weekdays_said
from maillage.mobility.models import Course, Lesson

KNOT_OF_SEAT = {
    EnrolmentState.ASKED: "open",
    EnrolmentState.SEATED: "tied",
    EnrolmentState.WAITING: "open",
    EnrolmentState.DECLINED: "cut",
    EnrolmentState.LEFT: "cut",
}


@dataclass(frozen=True)
class LessonSaid:
    """One lesson as a page says it."""

    lesson: Lesson
    when: str
    is_over: bool


def when_of(lesson: Lesson, zone: str) -> str:
    """Say on which day and between which hours a lesson is held."""
    start, end = span_of(lesson, zone)
    hours = {"first": clock(start.time()), "last": clock(end.time())}
    return _("%(day)s, %(first)s to %(last)s") % {"day": day(start.date()), **hours}


def span_of(lesson: Lesson, zone: str) -> tuple[datetime, datetime]:
    """Return when a lesson begins and ends, by the clocks of the region."""
    end = lesson.starts_at + timedelta(minutes=lesson.minutes)
    return lesson.starts_at.astimezone(ZoneInfo(zone)), end.astimezone(ZoneInfo(zone))


def said_of(lessons: Iterable[Lesson], zone: str, now: datetime) -> list[LessonSaid]:
    """Say lessons one after another."""
    return [
        LessonSaid(one, when_of(one, zone), one.starts_at + timedelta(minutes=one.minutes) <= now) for one in lessons
    ]


def rhythm_of(lessons: Iterable[Lesson], zone: str) -> str:
    """Say in one line how many lessons there are, on which weekdays, at what hours, from when to when."""
    held = [span_of(one, zone) for one in lessons if one.cancelled_at is None]
    if not held:
        return _("The dates are not fixed yet.")
    count = ngettext("%(count)d lesson", "%(count)d lessons", len(held)) % {"count": len(held)}
    hours = {(clock(start.time()), clock(end.time())) for start, end in held}
    said = {
        "lessons": count,
        "days": weekdays_said({start.isoweekday() for start, _end in held}),
        "first": short_day(held[0][0].date()),
        "last": short_day(held[-1][0].date()),
    }
    if len(hours) > 1:
        return _("%(lessons)s, %(days)s, from %(first)s to %(last)s") % said
    (begins, ends), *_others = hours
    said |= {"begins": begins, "ends": ends}
    return _("%(lessons)s, %(days)s, %(begins)s to %(ends)s, from %(first)s to %(last)s") % said


def languages_said(course: Course) -> str:
    """Name the languages in which somebody helps, each in itself."""
    return listed(autonym_of(code) for code in course.languages)


def seats_said(seats: int, taken: int) -> str:
    """Say how many seats are free, or that there is a waiting list."""
    free = seats - taken
    if free <= 0:
        return _("No seat is free. You can wait for one.")
    return ngettext("%(count)d seat is free", "%(count)d seats are free", free) % {"count": free}


def standing_of(state: str, place: int = 0) -> str:
    """Say to whoever asked where they stand."""
    if state == EnrolmentState.WAITING and place:
        return _("All seats are taken. You are number %(place)d in the waiting list.") % {"place": place}
    return {
        EnrolmentState.ASKED: _("We have your request. We write or call."),
        EnrolmentState.SEATED: _("You have a seat."),
        EnrolmentState.WAITING: _("All seats are taken. You are in the waiting list."),
        EnrolmentState.DECLINED: _("You cannot take part in this course."),
        EnrolmentState.LEFT: _("You have given your seat back."),
    }[EnrolmentState(state)]
