"""The only way to a course, a lesson or an enrolment: through the region, or through a personal link."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from maillage.mobility.course_links import LESSON
from maillage.mobility.lift_links import AS_RIDER
from maillage.mobility.models import Course, Enrolment, Lesson
from maillage.people.personal_links import LinkReplaced, LinkRevoked, read_numbered_link
from maillage.territory.models import Region

COURSES = Course.objects.select_related("point__place", "organisation", "teacher")


def get_enrolment_by(token: str, purpose: str = LESSON) -> Enrolment:
    """Return whose link this is, that of their page or calendar.

    Raises LinkAltered, LinkReplaced, or LinkRevoked where they are forgotten.
    """
    public_id, nonce = read_numbered_link(purpose, token)
    known = Enrolment.objects.select_related(
        "newcomer", "starts_from__place", "course__point__place", "course__teacher"
    )
    found = known.select_related("course__region__programme").filter(public_id=public_id).first()
    if found is None:
        raise LinkRevoked(_("We keep nothing about you any more. You can ask again at any time."))
    if found.newcomer.link_nonce != nonce:
        raise LinkReplaced(AS_RIDER, found.newcomer.public_id)
    found.newcomer.region = found.course.region
    return found


def get_course_for(region: Region, public_id: str) -> Course:
    """Return a course of a region, or 404; its region is at hand without a query."""
    course = get_object_or_404(COURSES, region=region, public_id=public_id)
    course.region = region
    return course


def get_lesson_for(region: Region, public_id: str) -> Lesson:
    """Return a lesson of a region, or 404."""
    known = Lesson.objects.select_related("course__point__place")
    lesson = get_object_or_404(known, course__region=region, public_id=public_id)
    lesson.course.region = region
    return lesson


def get_enrolment_for(region: Region, public_id: str) -> Enrolment:
    """Return an enrolment of a region, or 404."""
    known = Enrolment.objects.select_related("course", "newcomer", "starts_from__place")
    found = get_object_or_404(known, course__region=region, public_id=public_id)
    found.course.region = found.newcomer.region = region
    return found
