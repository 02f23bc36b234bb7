"""Seats of a course: how many are free, and who gets one that is given back."""

from __future__ import annotations

from django.utils import timezone

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.course_telling import tell_enrolled
from maillage.mobility.enums import EnrolmentState
from maillage.mobility.models import Course, Enrolment
from maillage.territory.actions.public_version import touch_region


def free_seats(course: Course) -> int:
    """Return how many seats nobody has; the course has to be taken before one is given away."""
    return max(0, course.seats - course.enrolments.filter(state=EnrolmentState.SEATED).count())


def hand_on_seats(course: Course, by: Actor) -> list[Enrolment]:
    """Give free seats to those who wait, in the order of asking, and tell them; return who got one."""
    free = free_seats(course)
    waiting = course.enrolments.filter(state=EnrolmentState.WAITING).order_by("created_at", "pk")
    lucky = list(waiting.select_related("newcomer")[:free])
    for enrolment in lucky:
        enrolment.state = EnrolmentState.SEATED
        enrolment.save(update_fields=["state"])
        audit.record("hand on seat", by=by, on=enrolment, owner=course.region.slug)
        tell_enrolled(enrolment, course, "mobility.seat_yes", occasion=f"{timezone.now():%Y%m%d%H%M%S%f}")
    if lucky:
        touch_region(course.region)
    return lucky
