"""Lifts made of enrolments: one tap, never twice, and taken back with the lesson or the seat."""

from __future__ import annotations

from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from maillage.kit import jobs
from maillage.kit.audit import SYSTEM
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.mobility.actions.asking import pause_day, withdraw_request
from maillage.mobility.actions.course_rides import make_rides
from maillage.mobility.actions.courses import cancel_lesson, move_lesson
from maillage.mobility.actions.enrolling import give_seat_back, want_rides
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.course_links import lesson_token
from maillage.mobility.enums import EnrolmentState, PlanState, RequestState
from maillage.mobility.models import Outing, RidePlan, RideRequest
from maillage.mobility.queries.week_days import days_of_request
from tests.mobility.asking import Ground
from tests.mobility.test_asking import words
from tests.mobility.test_lessons import a_course, enrolled, told, weekly
from tests.mobility.weeks import a_driver, an_offer, next_monday, planned

DESK = "/en/desk/near/lessons/"
PUBLIC = "/en/near/lessons/"
PARIS = ZoneInfo("Europe/Paris")
SEATED, WAITING, LEFT = EnrolmentState.SEATED, EnrolmentState.WAITING, EnrolmentState.LEFT


def test_one_tap_makes_requests_of_the_seats_that_want_lifts_and_never_twice(ground: Ground, editor: Client) -> None:
    course = a_course(ground, seats=5)
    lessons = weekly(course, 4)
    cancel_lesson(lesson=lessons[1], by=SYSTEM)
    wants = enrolled(course, start=ground.start)
    for other in ({"start": None}, {"start": ground.end}, {"start": ground.start, "state": WAITING}):
        enrolled(course, **other)
    for _twice in range(2):
        editor.post(f"{DESK}{course.public_id}/rides/")
    request = RideRequest.objects.get()
    first, last = next_monday(2) + timedelta(days=1), next_monday(5) + timedelta(days=1)
    assert (request.newcomer, request.from_point, request.to_point) == (wants.newcomer, ground.start, ground.end)
    assert (request.time, request.back_at, request.kind) == (time(14), time(16), "arrive_by")
    assert (request.weekdays, request.first_on, request.last_on) == ([2], first, last)
    assert (request.state, request.course, request.in_holidays) == (RequestState.APPROVED, course, True)
    assert [one.on for one in request.exceptions.all()] == [first + timedelta(weeks=1)]


def test_a_rule_that_speaks_against_a_lift_keeps_it_waiting(ground: Ground, editor: Client) -> None:
    course = a_course(ground)
    weekly(course)
    enrolled(course, start=ground.start)
    ground.rules.longest_km = 2
    ground.rules.save()
    page = words(editor.post(f"{DESK}{course.public_id}/rides/", follow=True))
    assert "A rule speaks against 1 lift." in page
    assert RideRequest.objects.get().state == RequestState.ASKED


def test_lessons_at_two_hours_make_two_requests(ground: Ground) -> None:
    course = a_course(ground)
    weekly(course, 2)
    weekly(course, 2, weekday=3, at=9)
    enrolled(course, start=ground.start)
    assert make_rides(course=course, by=SYSTEM).approved == 2
    assert sorted((one.time.hour, one.weekdays) for one in RideRequest.objects.all()) == [(9, [4]), (14, [2])]


def test_a_cancelled_lesson_and_a_seat_given_back_take_the_lifts_back(ground: Ground) -> None:
    course = a_course(ground)
    lesson, *_others = weekly(course)
    seat = enrolled(course, start=ground.start)
    make_rides(course=course, by=SYSTEM)
    cancel_lesson(lesson=lesson, by=SYSTEM)
    request = RideRequest.objects.get()
    assert [one.on for one in request.exceptions.all()] == [next_monday(2) + timedelta(days=1)]
    give_seat_back(enrolment=seat, by=SYSTEM)
    request.refresh_from_db()
    assert request.state == RequestState.WITHDRAWN


def days_of(request: RideRequest) -> list[date]:
    request = RideRequest.objects.get(pk=request.pk)
    weeks = (next_monday(number) for number in range(1, 9))
    return [day for monday in weeks for day in days_of_request(request, monday, "Europe/Paris", ())]


def test_lifts_follow_lessons_that_are_added_and_their_riders_are_told_once(ground: Ground) -> None:
    course = a_course(ground)
    first = weekly(course)
    seat = enrolled(course, start=ground.start, email="seat@example.org")
    enrolled(course, email="walks@example.org")
    make_rides(course=course, by=SYSTEM)
    request = RideRequest.objects.get()
    tuesdays = [lesson.starts_at.astimezone(PARIS).date() for lesson in first]
    pause_day(request=request, on=tuesdays[1], by=SYSTEM)
    # A Wednesday at the same hours, and one a week beyond the last.
    weekly(course, 1, weekday=2)
    beyond = weekly(course, 4)[-1].starts_at.astimezone(PARIS).date()
    wednesday = tuesdays[0] + timedelta(days=1)
    assert days_of(request) == [tuesdays[0], wednesday, tuesdays[2], beyond]
    assert told("mobility.lessons_changed") == ["seat@example.org"] * 2
    mail = compose(OutboxMail.objects.filter(composer="mobility.lessons_changed").latest("pk"), masked=False).text
    assert "Your lifts follow these dates" in mail
    # Lessons at other hours make a request more; those who have withdrawn theirs are not asked for again.
    weekly(course, 1, weekday=3, at=9)
    assert sorted(one.time.hour for one in RideRequest.objects.filter(newcomer=seat.newcomer)) == [9, 14]
    for one in RideRequest.objects.all():
        withdraw_request(request=one, by=SYSTEM)
    weekly(course, 1, weekday=4)
    assert {one.state for one in RideRequest.objects.all()} == {RequestState.WITHDRAWN}


def test_a_lesson_is_moved_and_the_proposed_week_follows(ground: Ground, editor: Client) -> None:
    course = a_course(ground)
    lesson, second = weekly(course, 2)
    enrolled(course, start=ground.start, email="seat@example.org")
    make_rides(course=course, by=SYSTEM)
    driver = a_driver(ground.region, ground.here)
    an_offer(driver, ground.here, leaves=time(8), arrives=time(20), detour_minutes=240, weekdays=[2, 3])
    ground.rules.asks_for_proofs = False
    ground.rules.save()
    propose_plan(plan=planned(ground.region, next_monday(2)), by=SYSTEM)
    tuesday = lesson.starts_at.astimezone(PARIS).date()
    wednesday = tuesday + timedelta(days=1)
    assert {one.on for one in Outing.objects.all()} == {tuesday}
    typed = {"move-on": str(wednesday), "move-at": "15:00", "move-minutes": "60"}
    page = words(editor.post(f"{DESK}dates/{lesson.public_id}/move/", typed, follow=True))
    assert "The lesson is moved." in page
    jobs.run_all()
    assert [(one.time, one.back_at, days_of(one)) for one in RideRequest.objects.order_by("pk")] == [
        (time(14), time(16), [second.starts_at.astimezone(PARIS).date()]),
        (time(15), time(16), [wednesday]),
    ]
    plan = RidePlan.objects.get(state=PlanState.PROPOSED)
    assert [(one.on, one.rides.count()) for one in plan.outings.all()] == [(wednesday, 2)]
    assert told("mobility.lessons_changed") == ["seat@example.org"]
    # When the last lesson at an hour is moved, the request moves with it: nobody asks twice.
    move_lesson(lesson=second, starts_at=second.starts_at + timedelta(hours=4), minutes=60, by=SYSTEM)
    assert sorted(one.time.hour for one in RideRequest.objects.all()) == [15, 18]
    for at in (lesson.starts_at - timedelta(weeks=52), lesson.starts_at + timedelta(days=1, hours=1)):
        with pytest.raises(ValidationError):
            move_lesson(lesson=second, starts_at=at, minutes=60, by=SYSTEM)


def test_somebody_asks_for_the_lift_on_their_own_page(ground: Ground) -> None:
    course = a_course(ground)
    weekly(course)
    seat = enrolled(course)
    address = f"/en/link/lesson/{lesson_token(seat)}/"
    page = Client().post(f"{address}lift/", {"starts_from": ground.end.public_id})
    assert (page.status_code, "Choose one from the list." in words(page)) == (422, True)
    Client().post(f"{address}lift/", {"starts_from": ground.start.public_id})
    assert "You ask for a lift from" in words(Client().get(address))
    make_rides(course=course, by=SYSTEM)
    assert "See my lifts" in words(Client().get(address))
    with pytest.raises(ValidationError):
        want_rides(enrolment=seat, starts_from=ground.start, by=SYSTEM)


# --- one's own page
