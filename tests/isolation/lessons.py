"""Lessons of each region: a course, a lesson, somebody with a seat; each private text a canary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import timezone

from maillage.mobility.enums import CourseKind, EnrolmentState
from maillage.mobility.models import Attendance, Course, Enrolment, Lesson, MeetingPoint, Newcomer
from maillage.people.models import Volunteer

Secret = Callable[[str], str]


def lessons_of(point: MeetingPoint, start: MeetingPoint, teacher: Volunteer | None, secret: Secret) -> dict[str, Any]:
    """One of everything that lessons are made of; who is enrolled is secret."""
    course = a_course(point, teacher)
    seat = enrolled_once(course, start, secret, EnrolmentState.SEATED)
    return {"course": course, "lesson": course.lessons.earliest("starts_at"), "seat": seat}


def a_course(point: MeetingPoint, teacher: Volunteer | None) -> Course:
    """A course that everybody can read, with a lesson that was held and one to come."""
    now = timezone.now().replace(microsecond=0)
    course = Course.objects.create(
        region=point.region,
        title={"en": "Driving theory", "fr": "Code de la route"},
        kind=CourseKind.DRIVING_THEORY,
        level="A2",
        languages=["fr", "ar"],
        seats=1,
        point=point,
        teacher=teacher,
        needs_rides=True,
        is_public=True,
    )
    for days in (-1, 6):
        Lesson.objects.create(course=course, starts_at=now + timedelta(days=days))
    return course


def enrolled_once(course: Course, start: MeetingPoint, secret: Secret, state: str) -> Enrolment:
    """One more newcomer who asks for a seat and for the lift, and was at the first lesson."""
    newcomer = Newcomer.objects.create(
        region=course.region,
        name=secret("learner"),
        phone=secret("learner-phone"),
        email=f"{secret('learner-mail').replace(' ', '-')}@example.org",
        needed_until=timezone.localdate() + timedelta(days=60),
    )
    seat = Enrolment.objects.create(course=course, newcomer=newcomer, state=state, wants_rides=True, starts_from=start)
    Attendance.objects.create(lesson=course.lessons.earliest("starts_at"), enrolment=seat, was_there=True)
    return seat


def settle_more_lessons(rows: dict[str, Any], number: int) -> None:
    """Add one more of everything, somebody in each state included."""
    course = rows["course"]
    for state in EnrolmentState:
        enrolled_once(course, rows["seat"].starts_from, lambda what: f"more {what} {number}", state)
    Lesson.objects.create(course=course, starts_at=timezone.now() + timedelta(days=10 * number))
    more = a_course(course.point, course.teacher)
    enrolled_once(more, rows["seat"].starts_from, lambda what: f"more {what} {number}", EnrolmentState.ASKED)
