"""Furnishes lessons: a course, a lesson, somebody with a seat, with everything that their pages and mails show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from maillage.mobility.course_links import lesson_calendar_url, lesson_url
from maillage.mobility.enums import EnrolmentState
from maillage.mobility.models import Course, Enrolment
from maillage.people.models import Volunteer
from tests.isolation.lessons import enrolled_once, lessons_of

OWN = ("own-course", "own-course-rides", "own-course-leave", "own-course-erase")
LETTERS = {
    "seat_asked": EnrolmentState.ASKED,
    "seat_yes": EnrolmentState.SEATED,
    "seat_waiting": EnrolmentState.WAITING,
    "seat_declined": EnrolmentState.DECLINED,
    "lesson_cancelled": EnrolmentState.SEATED,
    "lessons_changed": EnrolmentState.SEATED,
}


def lessons_there(rows: dict[str, Any], volunteer: Volunteer) -> dict[str, Any]:
    """Return one of everything that lessons are made of."""
    region = rows["region"]
    if not Enrolment.objects.filter(course__region=region).exists():
        made = lessons_of(rows["lift request"].to_point, rows["point"], volunteer, lambda what: f"Demonstration {what}")
        for state in EnrolmentState:
            enrolled_once(made["course"], rows["point"], lambda what: f"Demonstration more {what}", state)
    course = Course.objects.filter(region=region, enrolments__isnull=False).earliest("pk")
    return {
        "course": course,
        "lesson": course.lessons.latest("starts_at"),
        "seat": course.enrolments.filter(state=EnrolmentState.SEATED).earliest("pk"),
    }


def lesson_tokens(rows: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the link of somebody with a seat to each of their own pages."""
    own = partial(lesson_url, rows["seat"], language="en")
    calendar = partial(lesson_calendar_url, rows["seat"], "en")
    return {**{f"mobility:{page}": own for page in OWN}, "mobility:own-course-calendar": calendar}


def lesson_letters(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what each composer of lessons is given."""
    course = rows["course"]
    by_state = {one.state: one.pk for one in course.enrolments.all()}
    extra = {"lesson_cancelled": {"lesson": rows["lesson"].pk}}
    return {
        f"mobility.{kind}": {"enrolment": by_state.get(state, rows["seat"].pk), **extra.get(kind, {})}
        for kind, state in LETTERS.items()
    }
