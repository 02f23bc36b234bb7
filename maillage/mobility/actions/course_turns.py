"""Deeds on one course take turns, so that two people who take the last seat at once do not both get it."""

from __future__ import annotations

from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.models import Course, Enrolment, Newcomer

# Rows are locked in one order: region, newcomers by their key, course, enrolment.


def take_course(course: Course) -> Course:
    """Return a course as it is now, once nobody else changes it; its region is at hand."""
    take_region(course.region)
    found = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    found.region = course.region
    return found


def take_enrolment(enrolment: Enrolment) -> Enrolment:
    """Return an enrolment as it is now, once nobody else changes it, its newcomer or its course."""
    region = enrolment.course.region
    take_region(region)
    newcomer = Newcomer.objects.select_for_update(of=("self",)).get(pk=enrolment.newcomer_id)
    course = take_course(enrolment.course)
    found = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    newcomer.region = region
    found.newcomer, found.course = newcomer, course
    return found


def take_course_with_people(course: Course) -> Course:
    """Return a course as it is now, once nobody else changes it or any newcomer who is enrolled."""
    take_region(course.region)
    people = Newcomer.objects.select_for_update(of=("self",)).filter(enrolments__course=course)
    list(people.order_by("pk").values_list("pk", flat=True))
    return take_course(course)
