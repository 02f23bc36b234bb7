"""Verb on attendance: note who was at a lesson."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.course_turns import take_course
from maillage.mobility.enums import EnrolmentState
from maillage.mobility.models import Attendance, Lesson


@transaction.atomic
def note_attendance(*, lesson: Lesson, there: Iterable[int], by: Actor) -> Lesson:
    """Note which enrolments were at a lesson, in place of what was noted before; who has no seat is not counted."""
    course = take_course(lesson.course)
    if lesson.cancelled_at:
        raise ValidationError(_("This lesson was cancelled, so that nobody was there."))
    if lesson.starts_at > timezone.now():
        raise ValidationError(_("This lesson is still to come. Note who was there once it has begun."))
    present = set(there)
    seated = course.enrolments.filter(state=EnrolmentState.SEATED).values_list("pk", flat=True)
    for enrolment in seated:
        Attendance.objects.update_or_create(
            lesson=lesson, enrolment_id=enrolment, defaults={"was_there": enrolment in present}
        )
    audit.record("note attendance", by=by, on=lesson, owner=course.region.slug)
    return lesson
