"""Lifts made of enrolments follow the lessons: added dates, moved hours, days without; kept by their riders or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.course_rides import Hours, hours_of, rides_at, span_of
from maillage.mobility.actions.newcomers import keep_needed_until
from maillage.mobility.enums import EnrolmentState, RequestState
from maillage.mobility.lift_changes import LiftChange, tell_of_change
from maillage.mobility.models import Course, Enrolment, RequestException, RideRequest
from maillage.mobility.queries.rules import today_of
from maillage.territory.actions.public_version import touch_region

Clock = tuple[time, time | None]
FOLLOWS = (RequestState.ASKED, RequestState.APPROVED)


@dataclass(frozen=True)
class Lessons:
    """The lessons to come by their hours; `held` are days newly held, `known` the hours that lifts were made for."""

    hours: Sequence[Hours]
    held: frozenset[date]
    known: frozenset[Clock]
    today: date


def follow_lessons(
    *, course: Course, by: Actor, held: Iterable[date] = (), hours_before: Iterable[Clock] = ()
) -> list[Enrolment]:
    """Let the lifts of all seats follow the lessons as they stand now; return whose lifts are others.

    `held` are the days on which a lesson is held that was not: a rider's own day off does not stand against those.
    `hours_before` are hours of lessons that were moved. Requests that their riders have set to other hours, withdrew or
    were declined stay as they are. The course and its people have to be taken.
    """
    zone = ZoneInfo(course.region.time_zone)
    known = {clock_of(*span_of(lesson, zone)[:2]) for lesson in course.lessons.all()} | set(hours_before)
    lessons = Lessons(hours_of(course), frozenset(held), frozenset(known), today_of(course.region))
    changed = [one for one in driven_seats(course) if follow(one, course, lessons, by)]
    if changed:
        touch_region(course.region)
    return changed


def clock_of(begins: time, ends: time) -> Clock:
    """Return from when to when a lift is asked for; a lesson that ends after midnight has no way back."""
    return begins, ends if ends > begins else None


def driven_seats(course: Course) -> list[Enrolment]:
    """Return the seats of which requests were made."""
    wanted = course.enrolments.filter(state=EnrolmentState.SEATED, wants_rides=True, starts_from__isnull=False)
    made = wanted.filter(newcomer__requests__course=course).distinct()
    return list(made.select_related("newcomer", "starts_from__place").order_by("created_at", "pk"))


def follow(enrolment: Enrolment, course: Course, lessons: Lessons, by: Actor) -> bool:
    """Let the requests of one seat follow the lessons; tell whether any is another now."""
    enrolment.newcomer.region = course.region
    standing = RideRequest.objects.select_for_update(of=("self",)).filter(
        newcomer=enrolment.newcomer, course=course, from_point=enrolment.starts_from, state__in=FOLLOWS
    )
    mine = {(one.time, one.back_at): one for one in standing.order_by("-pk")}
    for one in mine.values():
        one.newcomer = enrolment.newcomer
    mine = {clock: one for clock, one in mine.items() if clock in lessons.known}
    if not mine:
        return False
    wanted = {clock_of(some.begins, some.ends): some for some in lessons.hours}
    changed = [extend(mine[clock], some, lessons, by) for clock, some in wanted.items() if clock in mine]
    idle = [one for clock, one in mine.items() if clock not in wanted]
    fresh = [some for clock, some in wanted.items() if clock not in mine]
    for request, some in zip(idle, fresh, strict=False):
        changed.append(move(request, some, lessons, by))
    for some in fresh[len(idle) :]:
        changed.append(ask(enrolment, course, some, by))
    keep_needed_until(enrolment.newcomer)
    return any(changed)


def extend(request: RideRequest, some: Hours, lessons: Lessons, by: Actor) -> bool:
    """Let a request be for the days on which lessons are held at its hours; tell whether any day is another."""
    region = request.newcomer.region
    before = days_ahead(request, lessons.today)
    keep_days(request, some, lessons)
    after = days_ahead(request, lessons.today)
    for day in sorted(before - after):
        tell_of_change(LiftChange(region, requests=(request,), on=day), by)
    if after - before:
        tell_of_change(LiftChange(region, requests=(request,), is_asked_for=True), by)
    if after != before:
        audit.record("change lift", by=by, on=request, owner=region.slug)
    return after != before


def move(request: RideRequest, some: Hours, lessons: Lessons, by: Actor) -> bool:
    """Let a request at whose hours no lesson is held any more be for other hours."""
    region = request.newcomer.region
    request.time, request.back_at = clock_of(some.begins, some.ends)
    keep_days(request, some, lessons)
    tell_of_change(LiftChange(region, requests=(request,)), by)
    tell_of_change(LiftChange(region, requests=(request,), is_asked_for=True), by)
    audit.record("change lift", by=by, on=request, owner=region.slug)
    return True


def ask(enrolment: Enrolment, course: Course, some: Hours, by: Actor) -> bool:
    """Make one more request, for lessons at hours at which there were none."""
    request = rides_at(enrolment, course, some)
    audit.record("ask for lift", by=by, on=request, owner=course.region.slug)
    if request.state == RequestState.APPROVED:
        tell_of_change(LiftChange(course.region, requests=(request,), is_asked_for=True), by)
    return True


def keep_days(request: RideRequest, some: Hours, lessons: Lessons) -> None:
    """Set weekdays, first and last day, and the days off: those without a lesson, and the rider's own."""
    off = {one.on for one in request.exceptions.all() if not one.takes_place}
    request.weekdays = some.weekdays
    request.first_on, request.last_on = min(request.first_on, some.days[0]), some.days[-1]
    request.save(update_fields=["time", "back_at", "weekdays", "first_on", "last_on"])
    held = set(some.days)
    every = days_between(max(lessons.today, request.first_on), request.last_on, request.weekdays)
    rests = {day for day in every if day not in held} | {day for day in off & held if day not in lessons.held}
    request.exceptions.filter(on__gte=lessons.today).exclude(on__in=rests).delete()
    RequestException.objects.bulk_create(
        [RequestException(request=request, on=day) for day in sorted(rests - off)],
        update_conflicts=True,
        unique_fields=["request", "on"],
        update_fields=["takes_place"],
    )


def days_ahead(request: RideRequest, today: date) -> set[date]:
    """Return the days to come on which a request asks for a lift."""
    days = {one.on: one.takes_place for one in request.exceptions.all()}
    every = days_between(max(today, request.first_on), request.last_on, request.weekdays)
    return {day for day in every if days.get(day, True)} | {day for day, yes in days.items() if yes and day >= today}


def days_between(first: date, last: date, weekdays: Sequence[int]) -> list[date]:
    """Return the days of these weekdays."""
    every = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [day for day in every if day.isoweekday() in weekdays]


def occasion_now() -> str:
    """Return the name of this moment, by which each deed is told once."""
    return f"{timezone.now():%Y%m%d%H%M%S%f}"
