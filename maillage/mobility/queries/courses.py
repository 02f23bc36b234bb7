"""Questions about courses: those the public sees, seats that are free, who waits at which place, results as counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Prefetch, Q, QuerySet

from maillage.mobility.enums import CourseKind, EnrolmentState
from maillage.mobility.models import Attendance, Course, Enrolment, Lesson
from maillage.people.enums import Skill, VolunteerState
from maillage.people.models import Volunteer
from maillage.people.queries.training import trained_on
from maillage.territory.models import Region

SKILL_OF = {
    CourseKind.DRIVING_THEORY: Skill.DRIVING_THEORY,
    CourseKind.DRIVING: Skill.DRIVING,
    CourseKind.LANGUAGE: Skill.LANGUAGE,
}


def courses_of(region: Region, now: datetime) -> QuerySet[Course]:
    """Return the courses of a region with their lessons and the number of seats taken, of those asked and waiting."""
    lessons = Prefetch("lessons", queryset=Lesson.objects.order_by("starts_at", "pk"))
    known = Course.objects.filter(region=region).select_related("point__place", "organisation", "teacher")
    counted = known.annotate(
        taken=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.SEATED), distinct=True),
        asked=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.ASKED), distinct=True),
        waiting=Count("enrolments", filter=Q(enrolments__state=EnrolmentState.WAITING), distinct=True),
        first_at=Min("lessons__starts_at", filter=Q(lessons__cancelled_at=None)),
        last_at=Max("lessons__starts_at", filter=Q(lessons__cancelled_at=None)),
    )
    return counted.prefetch_related(lessons).order_by("first_at", "pk")


def public_courses(region: Region, now: datetime) -> QuerySet[Course]:
    """Return the courses that the public sees: open ones that are not over."""
    return courses_of(region, now).filter(Q(last_at__gte=now) | Q(last_at__isnull=True), is_public=True, closed_at=None)


def enrolments_of(course: Course) -> QuerySet[Enrolment]:
    """Return who is enrolled, in the order of asking, with all that the desk reads."""
    return course.enrolments.select_related("newcomer", "starts_from__place").order_by("created_at", "pk")


def place_in_list(enrolment: Enrolment) -> int:
    """Return at which place of the waiting list somebody stands; 1 is next."""
    waiting = Enrolment.objects.filter(course=enrolment.course_id, state=EnrolmentState.WAITING)
    before = Q(created_at__lt=enrolment.created_at) | Q(created_at=enrolment.created_at, pk__lt=enrolment.pk)
    return waiting.filter(before).count() + 1


def is_trained(course: Course, now: datetime) -> bool:
    """Tell whether the teacher has been trained for what is taught; of what needs no training, nobody has."""
    skill = SKILL_OF.get(CourseKind(course.kind))
    if course.teacher_id is None or skill is None:
        return False
    trained = trained_on(course.region, now.date())
    return bool(trained.needed.get(skill)) and trained.is_for(course.teacher_id, skill)


def teachers_of(region: Region) -> QuerySet[Volunteer]:
    """Return who may teach: volunteers who were welcomed."""
    return Volunteer.objects.filter(region=region, state=VolunteerState.WELCOME).order_by("name", "pk")


@dataclass(frozen=True)
class Results:
    """What came of a course, as counts alone."""

    seats: int
    held: int
    cancelled: int
    present: int
    noted: int

    @property
    def share(self) -> int | None:
        """How many of a hundred ticks are "was there"; None where nothing is noted."""
        return round(100 * self.present / self.noted) if self.noted else None


def results_of(course: Course, now: datetime) -> Results:
    """Count what came of a course."""
    lessons = Lesson.objects.filter(course=course).aggregate(
        held=Count("pk", filter=Q(starts_at__lte=now, cancelled_at=None)),
        cancelled=Count("pk", filter=Q(cancelled_at__isnull=False)),
    )
    ticks = Attendance.objects.filter(lesson__course=course).aggregate(
        noted=Count("pk"), present=Count("pk", filter=Q(was_there=True))
    )
    seated = course.enrolments.filter(state=EnrolmentState.SEATED).count()
    return Results(seated, lessons["held"], lessons["cancelled"], ticks["present"], ticks["noted"])
