"""Verbs on courses and their lessons: write, change, copy, close; plan lessons week by week, move or cancel one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.wall_clock import day_in
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.course_rides import span_of
from maillage.mobility.actions.course_telling import tell_enrolled
from maillage.mobility.actions.course_turns import take_course, take_course_with_people
from maillage.mobility.actions.lesson_lifts import clock_of, follow_lessons, occasion_now
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.actions.newcomers import keep_needed_until
from maillage.mobility.actions.seats import hand_on_seats
from maillage.mobility.enums import EnrolmentState, RequestState
from maillage.mobility.lift_changes import LiftChange, tell_of_change
from maillage.mobility.models import Course, Enrolment, Lesson, MeetingPoint, RequestException, RideRequest
from maillage.people.models import Organisation, Volunteer
from maillage.territory.actions.public_version import touch_region
from maillage.territory.models import Region

MOST_LESSONS = 120


@dataclass(frozen=True)
class CoursePlan:
    """What a course says; a teacher is a volunteer of the region."""

    title: Wording
    about: Wording
    kind: str
    seats: int
    point: MeetingPoint
    level: str = ""
    languages: Sequence[str] = field(default_factory=tuple)
    teacher: Volunteer | None = None
    organisation: Organisation | None = None
    needs_rides: bool = False
    is_public: bool = False

    def columns(self) -> dict[str, object]:
        """Return the columns of a course."""
        return {**self.__dict__, "languages": sorted(set(self.languages))}


@transaction.atomic
def write_course(*, region: Region, plan: CoursePlan, by: Actor) -> Course:
    """Write a course."""
    take_region(region)
    course = Course.objects.create(region=region, **plan.columns())
    audit.record("write course", by=by, on=course, owner=region.slug)
    touch_region(region)
    return course


@transaction.atomic
def change_course(*, course: Course, plan: CoursePlan, by: Actor) -> Course:
    """Change what a course says; more seats go to those who wait, and nobody who has one loses it."""
    found = take_course(course)
    for name, value in plan.columns().items():
        setattr(found, name, value)
    found.save()
    audit.record("change course", by=by, on=found, owner=found.region.slug)
    hand_on_seats(found, by)
    touch_region(found.region)
    return found


@transaction.atomic
def copy_course(*, course: Course, by: Actor) -> Course:
    """Write the same course once more, without its lessons and its people; the public does not see it yet."""
    take_region(course.region)
    names = ("organisation", "teacher", "title", "about", "kind", "level", "languages", "seats", "point", "initiative")
    same = {name: getattr(course, name) for name in names}
    made = Course.objects.create(region=course.region, needs_rides=course.needs_rides, **same)
    audit.record("copy course", by=by, on=made, owner=course.region.slug)
    return made


@transaction.atomic
def close_course(*, course: Course, by: Actor, again: bool = False) -> Course:
    """Take no more enrolments, or open the course `again`; who has a seat keeps it."""
    found = take_course(course)
    found.closed_at = None if again else (found.closed_at or timezone.now())
    found.save(update_fields=["closed_at"])
    audit.record("open course" if again else "close course", by=by, on=found, owner=found.region.slug)
    touch_region(found.region)
    return found


@transaction.atomic
def plan_lessons(*, course: Course, moments: Sequence[datetime], minutes: int, by: Actor) -> list[Lesson]:
    """Plan lessons at these moments; one that stands already stays, so that the same form plans once.

    A lesson that was cancelled gives its moment to the new one.
    """
    found = take_course_with_people(course)
    found.lessons.filter(starts_at__in=moments, cancelled_at__isnull=False).delete()
    known = set(found.lessons.values_list("starts_at", flat=True))
    fresh = [moment for moment in moments if moment not in known]
    if len(known) + len(fresh) > MOST_LESSONS:
        raise ValidationError(_("A course has at most 120 lessons. Copy the course for more."))
    made = [Lesson.objects.create(course=found, starts_at=moment, minutes=minutes) for moment in fresh]
    if made:
        held = {day_in(found.region.time_zone, lesson.starts_at) for lesson in made}
        tell_dates(follow_lessons(course=found, by=by, held=held), found)
        keep_enrolled(found)
        audit.record("plan lessons", by=by, on=found, owner=found.region.slug, lessons=len(made))
        touch_region(found.region)
    return made


@transaction.atomic
def cancel_lesson(*, lesson: Lesson, by: Actor) -> Lesson:
    """Cancel a lesson to come: who is enrolled is told, and their lifts of that day are taken back."""
    course = take_course_with_people(lesson.course)
    found = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    found.course = course
    if found.cancelled_at:
        return found
    if found.starts_at + timedelta(minutes=found.minutes) < timezone.now():
        raise ValidationError(_("This lesson is over, and cannot be cancelled any more."))
    found.cancelled_at = timezone.now()
    found.save(update_fields=["cancelled_at"])
    rest_lifts(found, by)
    keep_enrolled(course)
    audit.record("cancel lesson", by=by, on=found, owner=course.region.slug)
    seated = course.enrolments.filter(state=EnrolmentState.SEATED).select_related("newcomer")
    for enrolment in seated:
        tell_enrolled(enrolment, course, "mobility.lesson_cancelled", occasion=f"{found.pk}", lesson=found.pk)
    touch_region(course.region)
    return found


@transaction.atomic
def move_lesson(*, lesson: Lesson, starts_at: datetime, minutes: int, by: Actor) -> Lesson:
    """Hold a lesson to come at another time: who has a seat is told once, and lifts made of enrolments follow."""
    course = take_course_with_people(lesson.course)
    found = Lesson.objects.select_for_update(of=("self",)).get(pk=lesson.pk)
    found.course = course
    if (found.starts_at, found.minutes) == (starts_at, minutes):
        return found
    refuse_move(found, starts_at)
    zone = ZoneInfo(course.region.time_zone)
    before = clock_of(*span_of(found, zone)[:2])
    found.starts_at, found.minutes = starts_at, minutes
    found.save(update_fields=["starts_at", "minutes"])
    held = {day_in(course.region.time_zone, starts_at)}
    follow_lessons(course=course, by=by, held=held, hours_before=[before])
    keep_enrolled(course)
    audit.record("move lesson", by=by, on=found, owner=course.region.slug)
    tell_dates(list(course.enrolments.filter(state=EnrolmentState.SEATED).select_related("newcomer")), course)
    touch_region(course.region)
    return found


def refuse_move(lesson: Lesson, starts_at: datetime) -> None:
    """Refuse to move what is cancelled or has begun, into the past, or onto another lesson."""
    now = timezone.now()
    if lesson.cancelled_at or lesson.starts_at <= now:
        raise ValidationError(_("This lesson has begun or is cancelled, and is not moved any more."))
    if starts_at <= now:
        raise ValidationError(_("This moment is past. Choose a later one."))
    if lesson.course.lessons.filter(starts_at=starts_at).exclude(pk=lesson.pk).exists():
        raise ValidationError(_("Another lesson of this course begins at this moment. Choose another one."))


def tell_dates(enrolments: Sequence[Enrolment], course: Course) -> None:
    """Tell people once that the dates of their course are others now."""
    for enrolment in enrolments:
        tell_enrolled(enrolment, course, "mobility.lessons_changed", occasion=occasion_now())


def rest_lifts(lesson: Lesson, by: Actor) -> None:
    """Leave out the lifts to a lesson; where others of the course are held that day, those to its hour alone."""
    course, on = lesson.course, day_in(lesson.course.region.time_zone, lesson.starts_at)
    zone = ZoneInfo(course.region.time_zone)
    held = (
        one.astimezone(zone) for one in course.lessons.filter(cancelled_at=None).values_list("starts_at", flat=True)
    )
    others = {one.time() for one in held if one.date() == on}
    standing = RideRequest.objects.filter(course=course, first_on__lte=on, last_on__gte=on)
    if others:
        standing = standing.filter(time=lesson.starts_at.astimezone(zone).time()).exclude(time__in=others)
    requests = list(standing.exclude(state=RequestState.WITHDRAWN).select_related("newcomer"))
    for request in requests:
        RequestException.objects.update_or_create(request=request, on=on, defaults={"takes_place": False})
    if requests:
        tell_of_change(LiftChange(course.region, requests=tuple(requests), on=on), by)


def keep_enrolled(course: Course) -> None:
    """Keep those who are enrolled until the last lesson, as it stands now."""
    here = (EnrolmentState.ASKED, EnrolmentState.SEATED, EnrolmentState.WAITING)
    for enrolment in Enrolment.objects.filter(course=course, state__in=here).select_related("newcomer"):
        enrolment.newcomer.region = course.region
        keep_needed_until(enrolment.newcomer)
