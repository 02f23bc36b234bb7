"""The lessons of a course as a calendar file."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.kit.calendar import Event, calendar_file
from maillage.mobility.course_words import span_of
from maillage.mobility.enums import EnrolmentState
from maillage.mobility.models import Enrolment, Lesson


def course_calendar(enrolment: Enrolment) -> bytes:
    """Return the lessons of somebody who has a seat; a lesson that is cancelled says so, as all do without a seat."""
    course = enrolment.course
    has_seat = enrolment.state == EnrolmentState.SEATED
    events = [_event(enrolment, lesson, has_seat=has_seat) for lesson in course.lessons.all()]
    return calendar_file(events, name=str(course.title))


def _event(enrolment: Enrolment, lesson: Lesson, *, has_seat: bool) -> Event:
    course = enrolment.course
    start, end = span_of(lesson, course.region.time_zone)
    cancelled = lesson.cancelled_at is not None or not has_seat
    return Event(
        uid=f"lesson-{lesson.public_id}@{settings.MAIL_DOMAIN}",
        starts=start,
        ends=end,
        summary=_("Cancelled: %(course)s") % {"course": course.title} if cancelled else str(course.title),
        stamp=lesson.cancelled_at or enrolment.created_at,
        location=str(course.point),
        sequence=int(cancelled),
        cancelled=cancelled,
    )
