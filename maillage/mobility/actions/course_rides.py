"""Verb on the lifts of a course: make requests of the enrolments that want lifts, each once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import cast
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.course_turns import take_course_with_people
from maillage.mobility.actions.lift_telling import tell_rider
from maillage.mobility.actions.newcomers import keep_needed_until
from maillage.mobility.enums import EnrolmentState, RequestState, TimeKind
from maillage.mobility.models import Course, Enrolment, Lesson, MeetingPoint, RequestException, RideRequest
from maillage.mobility.queries.lift_warnings import warnings_of_request
from maillage.mobility.queries.rules import holidays_of, rules_of
from maillage.territory.actions.public_version import touch_region

FLEXIBLE_MINUTES = 30
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hours:
    """Lessons that begin and end at the same hours by the clock, and the days on which they are held."""

    begins: time
    ends: time
    days: tuple[date, ...]

    @property
    def weekdays(self) -> list[int]:
        return sorted({day.isoweekday() for day in self.days})

    @property
    def days_without(self) -> list[date]:
        """The days of these weekdays between the first and the last lesson on which there is none."""
        span = (self.days[-1] - self.days[0]).days
        every = (self.days[0] + number * ONE_DAY for number in range(span + 1))
        return [day for day in every if day.isoweekday() in self.weekdays and day not in set(self.days)]


@dataclass(frozen=True)
class RidesMade:
    """How many requests are planned for at once, and how many a rule keeps waiting for a word of the coordinator."""

    approved: int = 0
    waiting: int = 0


@transaction.atomic
def make_rides(*, course: Course, by: Actor) -> RidesMade:
    """Make requests of all seats that want lifts: there by the start, back at the end, on the days of the lessons.

    Nobody's are made twice, even if they were withdrawn. Where a rule speaks against one, it waits on the desk.
    """
    found = take_course_with_people(course)
    hours = hours_of(found)
    made = [request for one in to_be_driven(found) for request in rides_of(one, found, hours, by)]
    if made:
        audit.record("make rides of course", by=by, on=found, owner=found.region.slug, requests=len(made))
        touch_region(found.region)
    approved = sum(request.state == RequestState.APPROVED for request in made)
    return RidesMade(approved, len(made) - approved)


def to_be_driven(course: Course) -> list[Enrolment]:
    """Return the seats that want lifts and have none yet; who starts where the course is held needs none."""
    wanted = course.enrolments.filter(state=EnrolmentState.SEATED, wants_rides=True, starts_from__isnull=False)
    fresh = wanted.exclude(starts_from=course.point_id).exclude(newcomer__requests__course=course)
    return list(fresh.select_related("newcomer", "starts_from__place").order_by("created_at", "pk"))


def hours_of(course: Course) -> list[Hours]:
    """Return the lessons to come by their hours on the clock; one that ends after midnight has no way back."""
    zone = ZoneInfo(course.region.time_zone)
    coming = course.lessons.filter(cancelled_at=None, starts_at__gt=timezone.now())
    spans = sorted(span_of(lesson, zone) for lesson in coming)
    return [
        Hours(begins, ends, tuple(sorted({start.date() for *_hours, start in some})))
        for (begins, ends), some in groupby(spans, key=lambda span: span[:2])
    ]


def span_of(lesson: Lesson, zone: ZoneInfo) -> tuple[time, time, datetime]:
    """Return when a lesson begins and ends by the clock."""
    start = lesson.starts_at.astimezone(zone)
    end = (lesson.starts_at + timedelta(minutes=lesson.minutes)).astimezone(zone)
    return start.time(), end.time(), start


def rides_of(enrolment: Enrolment, course: Course, hours: Iterable[Hours], by: Actor) -> list[RideRequest]:
    """Make the requests of one person, one for each hour at which lessons begin."""
    newcomer = enrolment.newcomer
    newcomer.region = course.region
    made = [rides_at(enrolment, course, some) for some in hours]
    for request in made:
        audit.record("ask for lift", by=by, on=request, owner=course.region.slug)
        is_approved = request.state == RequestState.APPROVED
        tell_rider(request, "mobility.request_approved" if is_approved else "mobility.asked", occasion="course")
    keep_needed_until(newcomer)
    return made


def rides_at(enrolment: Enrolment, course: Course, some: Hours) -> RideRequest:
    """Make one request, approved where no rule speaks against it."""
    request = RideRequest.objects.create(
        newcomer=enrolment.newcomer,
        from_point=cast(MeetingPoint, enrolment.starts_from),  # only who says from where is asked for
        to_point=course.point,
        kind=TimeKind.ARRIVE_BY,
        time=some.begins,
        back_at=some.ends if some.ends > some.begins else None,
        flexible_minutes=FLEXIBLE_MINUTES,
        weekdays=some.weekdays,
        first_on=some.days[0],
        last_on=some.days[-1],
        # Lessons say themselves on which days of the holidays they are held.
        in_holidays=True,
        course=course,
    )
    RequestException.objects.bulk_create(RequestException(request=request, on=day) for day in some.days_without)
    if not warnings_of_request(request, rules_of(course.region), holidays_of(course.region)):
        request.state = RequestState.APPROVED
        request.save(update_fields=["state"])
    return request
