"""A made-up course of one region, named as such: sixteen lessons of driving theory, seats, a waiting list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from maillage.core.recurrence import WeeklyPattern, next_occurrences
from maillage.demonstration.lifts import HOME
from maillage.mobility.enums import CourseKind, EnrolmentState
from maillage.mobility.models import Attendance, Course, Enrolment, Lesson, MeetingPoint, Newcomer, RideRequest
from maillage.mobility.queries.rules import holidays_of
from maillage.people.enums import Skill
from maillage.territory.actions import touch_region
from maillage.territory.models import Region

TITLE = {
    "en": "Driving theory with help in French (demonstration)",
    "fr": "Code de la route avec aide en français (démonstration)",
}
ABOUT = {
    "en": "Demonstration: this course and everybody in it are made up. Two hours a week on the words and the questions "
    "of the exam, with help in several languages.",
    "fr": "Démonstration\N{NARROW NO-BREAK SPACE}: ce cours et ses participants sont inventés. Deux heures par semaine "
    "sur les mots et les questions de l’examen, avec une aide dans plusieurs langues.",
}
LESSONS, SEATS, TUESDAY = 16, 7, 1
WHERE = "demonstration-point-10"
# Riders of the demonstration who ride to these lessons already.
RIDERS = (1, 2, 3, 4, 6)


class Learner(NamedTuple):
    """One made-up newcomer who asks for a seat, and where their lift would begin."""

    state: EnrolmentState
    language: str
    start: str = ""


LEARNERS = (
    Learner(EnrolmentState.SEATED, "ar", "demonstration-point-7"),
    Learner(EnrolmentState.SEATED, "uk", "demonstration-point-8"),
    Learner(EnrolmentState.WAITING, "prs", "demonstration-point-13"),
    Learner(EnrolmentState.ASKED, "ti"),
)


def show_lessons(homes: Mapping[str, Region]) -> None:
    """Show a course that has begun, with seats, a waiting list and who was there."""
    region = homes[HOME]
    points = {point.public_id: point for point in MeetingPoint.objects.filter(region=region)}
    course = Course.objects.create(
        region=region,
        public_id="demonstration-course",
        title=TITLE,
        about=ABOUT,
        kind=CourseKind.DRIVING_THEORY,
        level="A2",
        languages=["ar", "en", "fr", "uk"],
        seats=SEATS,
        point=points[WHERE],
        teacher=next((one for one in region.volunteers.order_by("pk") if Skill.DRIVING_THEORY in one.skills), None),
        needs_rides=True,
        is_public=True,
    )
    plan_weekly(course)
    enrol(course, points)
    touch_region(region)


def plan_weekly(course: Course) -> None:
    """Plan a lesson each Tuesday from the week before last on, holidays left out."""
    today = timezone.localdate()
    first = today - timedelta(days=today.weekday() + 14 - TUESDAY)
    pattern = WeeklyPattern(
        frozenset({TUESDAY}),
        time(14),
        course.region.time_zone,
        first,
        first + timedelta(weeks=2 * LESSONS),
        holidays=holidays_of(course.region),
    )
    moments = next_occurrences(pattern, timezone.now() - timedelta(weeks=4), LESSONS)
    Lesson.objects.bulk_create(
        Lesson(course=course, public_id=f"demonstration-lesson-{number}", starts_at=moment)
        for number, moment in enumerate(moments, start=1)
    )


def enrol(course: Course, points: Mapping[str, MeetingPoint]) -> None:
    """Give seats to riders who ride there already and to learners who still need a lift; note who was there."""
    last: date = timezone.localdate() + timedelta(days=180)
    known = Newcomer.objects.filter(public_id__in=[f"demonstration-rider-{number}" for number in RIDERS]).order_by("pk")
    learners = Newcomer.objects.bulk_create(
        Newcomer(
            region=course.region,
            public_id=f"demonstration-learner-{number}",
            name=f"Demonstration learner {number}",
            phone=f"06 39 98 01 {number:02}",
            language=learner.language,
            needed_until=last,
            is_demonstration=True,
        )
        for number, learner in enumerate(LEARNERS, start=1)
    )
    riders = [Enrolment(course=course, newcomer=rider, state=EnrolmentState.SEATED) for rider in known]
    asked = [
        Enrolment(
            course=course,
            newcomer=newcomer,
            state=learner.state,
            wants_rides=bool(learner.start),
            starts_from=points[learner.start] if learner.start else None,
        )
        for newcomer, learner in zip(learners, LEARNERS, strict=True)
    ]
    seats = Enrolment.objects.bulk_create([*riders, *asked])
    RideRequest.objects.filter(newcomer__in=known, to_point=course.point).update(course=course)
    held = course.lessons.filter(starts_at__lt=timezone.now())
    Attendance.objects.bulk_create(
        Attendance(lesson=lesson, enrolment=seat, was_there=(number + at) % 5 > 0)
        for at, lesson in enumerate(held)
        for number, seat in enumerate(seats)
        if seat.state == EnrolmentState.SEATED
    )
