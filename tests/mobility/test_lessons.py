"""Courses: seats and waiting list, lessons week by week, attendance, and lifts made of enrolments."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from threading import Barrier
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from maillage.kit.audit import SYSTEM
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.mobility.actions.course_rides import make_rides
from maillage.mobility.actions.courses import cancel_lesson, plan_lessons
from maillage.mobility.actions.enrolling import accept_enrolment, give_seat_back
from maillage.mobility.actions.newcomers import erase_newcomer
from maillage.mobility.course_links import lesson_calendar_token, lesson_token
from maillage.mobility.enums import CourseKind, EnrolmentState
from maillage.mobility.models import Attendance, Course, Enrolment, Lesson, Newcomer, RideRequest, SchoolHoliday
from tests.conftest import Cast
from tests.mobility.asking import Ground
from tests.mobility.test_asking import words
from tests.mobility.weeks import a_driver, a_newcomer, next_monday

DESK = "/en/desk/near/lessons/"
PUBLIC = "/en/near/lessons/"
PARIS = ZoneInfo("Europe/Paris")
SEATED, WAITING, LEFT = EnrolmentState.SEATED, EnrolmentState.WAITING, EnrolmentState.LEFT


def a_course(ground: Ground, **fields: Any) -> Course:
    """Driving theory at the other village, open to everybody."""
    return Course.objects.create(
        region=ground.region,
        **{
            "title": {"en": "Driving theory"},
            "kind": CourseKind.DRIVING_THEORY, "level": "A2", "languages": ["fr", "ar"], "seats": 2,
            "point": ground.end, "needs_rides": True, "is_public": True, **fields,
        },
    )  # fmt: skip


def weekly(course: Course, count: int = 3, weekday: int = 1, at: int = 14) -> list[Lesson]:
    """So many lessons of two hours, week by week from next week but one on."""
    first = next_monday(2) + timedelta(days=weekday)
    moments = [datetime.combine(first + timedelta(weeks=week), time(at), PARIS) for week in range(count)]
    return plan_lessons(course=course, moments=moments, minutes=120, by=SYSTEM)


def enrolled(course: Course, state: str = SEATED, start: Any = None, **fields: Any) -> Enrolment:
    newcomer = a_newcomer(course.region, **fields)
    return Enrolment.objects.create(
        course=course, newcomer=newcomer, state=state, wants_rides=start is not None, starts_from=start
    )


def states(*enrolments: Enrolment) -> list[str]:
    for one in enrolments:
        one.refresh_from_db()
    return [one.state for one in enrolments]


def told(composer: str) -> list[str]:
    return list(OutboxMail.objects.filter(composer=composer).order_by("pk").values_list("to", flat=True))


def person(**instead: str) -> dict[str, str]:
    return {"name": "Amina", "phone": "06 00 00 00 01", "language": "en", **instead}


# --- what the public reads


def test_the_public_reads_what_is_taught_when_where_and_how_many_seats_are_free(ground: Ground) -> None:
    course = a_course(ground)
    weekly(course)
    enrolled(course)
    a_course(ground, title={"en": "Hidden"}, is_public=False)
    page = words(Client().get(PUBLIC))
    assert ("Driving theory" in page, "Hidden" in page) == (True, False)
    page = words(Client().get(f"{PUBLIC}{course.public_id}/"))
    for said in ("1 seat is free", "A2", "3 lessons, Tuesday, 14:00 to 16:00", "Bourg", "Français"):
        assert said in page, said


def test_a_course_that_is_full_closed_hidden_or_elsewhere(ground: Ground, cast: Cast) -> None:
    course = a_course(ground, seats=1)
    enrolled(course)
    assert "No seat is free. You can wait for one." in words(Client().get(f"{PUBLIC}{course.public_id}/"))
    assert Client().get(f"/en/far/lessons/{course.public_id}/").status_code == 404
    course.closed_at = timezone.now()
    course.save()
    assert Client().get(f"{PUBLIC}{course.public_id}/").status_code == 404
    assert Client().post(f"{PUBLIC}{course.public_id}/ask/", person()).status_code == 404


def test_the_teacher_is_called_trained_or_a_volunteer_and_never_by_name(ground: Ground) -> None:
    course = a_course(ground, teacher=a_driver(ground.region, name="Bruno Martin"))
    page = words(Client().get(f"{PUBLIC}{course.public_id}/"))
    assert ("a volunteer" in page, "Bruno" in page, "trained" in page) == (True, False, False)


# --- asking for a seat


def test_who_asks_without_an_account_waits_for_a_word_and_is_shown_their_own_page(ground: Ground) -> None:
    course = a_course(ground)
    weekly(course)
    address = f"{PUBLIC}{course.public_id}/ask/"
    for _twice in range(2):
        page = Client().post(
            address, person(email="a@example.org", wants_rides="on", starts_from=ground.start.public_id)
        )
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, enrolment.starts_from) == (EnrolmentState.ASKED, ground.start)
    assert enrolment.newcomer.needed_until == (next_monday(4) + timedelta(days=1))
    own = words(Client().get(page["Location"]))
    assert "We have your request. We write or call." in own
    assert "Everything is forgotten 30 days after" in own
    mail = OutboxMail.objects.get(composer="mobility.seat_asked")
    assert (mail.to, lesson_token(enrolment) in compose(mail, masked=False).text) == ("a@example.org", True)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "Write how we may call you."),
        ({"phone": ""}, "Write a phone number or an e-mail address"),
        ({"wants_rides": "on"}, "Choose the meeting point from which you need the lift."),
        ({"wants_rides": "on", "starts_from": "nowhere"}, "Choose one from the list."),
    ],
)
def test_what_is_wrong_with_the_form_is_said(ground: Ground, typed: dict[str, str], sentence: str) -> None:
    course = a_course(ground)
    page = Client().post(f"{PUBLIC}{course.public_id}/ask/", person(**typed))
    assert (page.status_code, sentence in words(page)) == (422, True)
    assert not Enrolment.objects.exists()


def test_a_form_that_a_machine_fills_in_is_forgotten(ground: Ground) -> None:
    course = a_course(ground)
    assert Client().post(f"{PUBLIC}{course.public_id}/ask/", person(website="x")).status_code == 302
    assert not Newcomer.objects.exists()


# --- seats


def test_seats_are_given_until_there_is_none_and_a_seat_given_back_goes_to_who_asked_first(ground: Ground) -> None:
    course = a_course(ground, seats=1)
    first, second, third = (
        enrolled(course, EnrolmentState.ASKED, email=f"{name}@example.org") for name in ("first", "second", "third")
    )
    for one in (first, third, second, first):
        accept_enrolment(enrolment=one, by=SYSTEM)
    assert states(first, second, third) == [SEATED, WAITING, WAITING]
    assert told("mobility.seat_waiting") == ["third@example.org", "second@example.org"]
    own = words(Client().get(f"/en/link/lesson/{lesson_token(third)}/"))
    assert "You are number 2 in the waiting list." in own
    for _twice in range(2):
        give_seat_back(enrolment=first, by=SYSTEM)
    assert states(first, second, third) == [LEFT, SEATED, WAITING]
    assert told("mobility.seat_yes") == ["first@example.org", "second@example.org"]


def test_erasing_everything_hands_the_seat_on(ground: Ground) -> None:
    course = a_course(ground, seats=1)
    first, second = enrolled(course), enrolled(course, WAITING, email="second@example.org")
    page = Client().post(f"/en/link/lesson/{lesson_token(first)}/erase/")
    assert "We keep nothing about you any more." in words(page)
    assert (states(second), told("mobility.seat_yes")) == ([SEATED], ["second@example.org"])
    assert Client().get(f"/en/link/lesson/{lesson_token(first)}/").status_code == 410
    assert Client().get("/en/link/lesson/altered~token~here/").status_code == 404


def test_more_seats_go_to_those_who_wait(ground: Ground, editor: Client) -> None:
    course = a_course(ground, seats=1)
    _first, second = enrolled(course), enrolled(course, WAITING)
    page = editor.post(
        f"{DESK}{course.public_id}/edit/",
        {"title_en": "Driving theory", "kind": "driving_theory", "seats": "2", "point": ground.end.public_id},
    )
    assert (page.status_code, states(second)) == (302, [SEATED])


def test_the_desk_says_yes_and_no_and_takes_a_seat_back(ground: Ground, editor: Client) -> None:
    course = a_course(ground)
    first, second = (
        enrolled(course, EnrolmentState.ASKED),
        enrolled(course, EnrolmentState.ASKED, email="s@example.org"),
    )
    page = words(editor.get(f"{DESK}{course.public_id}/"))
    assert first.newcomer.name in page
    assert first.newcomer.phone in page
    for one, act in ((first, "accept"), (second, "decline"), (first, "leave")):
        editor.post(f"{DESK}people/{one.public_id}/settle/", {"act": act})
    assert states(first, second) == [LEFT, EnrolmentState.DECLINED]
    assert told("mobility.seat_declined") == ["s@example.org"]
    assert editor.post(f"{DESK}people/{one.public_id}/settle/", {"act": "burn"}).status_code == 404


# --- lessons


def typed(**instead: Any) -> dict[str, Any]:
    first = date(2027, 2, 2)
    return {
        "first_on": first.isoformat(), "weekdays": ["2"], "at": "14:00", "minutes": "120", "count": "16", **instead,
    }  # fmt: skip


def test_sixteen_lessons_keep_their_hour_by_the_clock_and_leave_holidays_and_days_out(
    ground: Ground, editor: Client
) -> None:
    course = a_course(ground)
    SchoolHoliday.objects.create(
        region=ground.region, name="Hiver", first_on=date(2027, 2, 13), last_on=date(2027, 2, 28)
    )
    for _twice in range(2):
        editor.post(f"{DESK}{course.public_id}/lessons/", typed(off_1="2027-04-06"))
    starts = [lesson.starts_at for lesson in course.lessons.all()]
    local = [start.astimezone(PARIS) for start in starts]
    assert len(local) == 16
    assert {start.time() for start in local} == {time(14)}
    assert {start.astimezone(UTC).hour for start in starts} == {13, 12}
    assert not {date(2027, 2, 16), date(2027, 2, 23), date(2027, 4, 6)} & {start.date() for start in local}
    # Two holidays and one day off: the last one is three weeks later than the sixteenth Tuesday.
    assert local[-1].date() == date(2027, 2, 2) + timedelta(weeks=18)


@pytest.mark.parametrize(
    ("instead", "sentence"),
    [
        ({"at": "02:30", "first_on": "2027-03-28", "weekdays": ["7"], "count": "1"}, "clocks skip 02:30"),
        ({"count": "0"}, "Write from 1 to 120 lessons."),
        ({"minutes": "721"}, "Write from 10 to 720 minutes."),
        ({"count": "120"}, "They do not fit into two years."),
        ({"at": ""}, "Write a time of day, such as 14:00."),
    ],
)
def test_what_is_wrong_with_lessons_is_said(
    ground: Ground, editor: Client, instead: dict[str, Any], sentence: str
) -> None:
    course = a_course(ground)
    page = editor.post(f"{DESK}{course.public_id}/lessons/", typed(**instead))
    assert (page.status_code, sentence in words(page)) == (422, True), words(page)
    assert not course.lessons.exists()


def test_a_lesson_that_is_cancelled_is_told_once_to_those_with_a_seat(ground: Ground, editor: Client) -> None:
    course = a_course(ground)
    lesson, *_others = weekly(course)
    enrolled(course, email="seated@example.org")
    enrolled(course, WAITING, email="waiting@example.org")
    for _twice in range(2):
        editor.post(f"{DESK}dates/{lesson.public_id}/cancel/")
    assert told("mobility.lesson_cancelled") == ["seated@example.org"]
    mail = OutboxMail.objects.get(composer="mobility.lesson_cancelled")
    assert "14:00 to 16:00" in compose(mail, masked=False).text
    assert "cancelled" in words(Client().get(f"{PUBLIC}{course.public_id}/"))


def test_attendance_is_ticked_on_one_sheet_and_comes_out_as_counts(ground: Ground, editor: Client) -> None:
    course = a_course(ground)
    here, away = enrolled(course), enrolled(course)
    enrolled(course, WAITING)
    lesson = Lesson.objects.create(course=course, starts_at=timezone.now() - timedelta(days=1))
    for _twice in range(2):
        editor.post(f"{DESK}dates/{lesson.public_id}/", {"there": [str(here.pk)]})
    assert dict(Attendance.objects.values_list("enrolment", "was_there")) == {here.pk: True, away.pk: False}
    page = words(editor.get(f"{DESK}{course.public_id}/"))
    assert "50 in 100 of those with a seat" in page
    sheet = words(editor.get(f"{DESK}{course.public_id}/sheet/"))
    assert here.newcomer.name in sheet
    coming, *_others = weekly(course)
    editor.post(f"{DESK}dates/{coming.public_id}/", {"there": [str(here.pk)]})
    assert not coming.attendances.exists()


# --- lifts


def test_a_get_gives_nothing_back_and_one_button_does(ground: Ground) -> None:
    course = a_course(ground)
    seat = enrolled(course)
    address = f"/en/link/lesson/{lesson_token(seat)}/leave/"
    assert "Give the seat back?" in words(Client().get(address))
    assert states(seat) == [SEATED]
    page = Client().post(address, follow=True)
    assert "You have given your seat back." in words(page)
    assert states(seat) == [LEFT]


def test_the_calendar_holds_each_lesson_and_says_which_is_cancelled(ground: Ground) -> None:
    course = a_course(ground)
    lesson, *_others = weekly(course)
    seat = enrolled(course)
    cancel_lesson(lesson=lesson, by=SYSTEM)
    found = Client().get(f"/en/link/lesson/{lesson_calendar_token(seat)}/lessons.ics").content.decode()
    assert (found.count("BEGIN:VEVENT"), found.count("STATUS:CANCELLED")) == (3, 1)
    assert "TZID=Europe/Paris" in found
    assert "/link/" not in found.replace("\r\n ", "")
    for token, part in ((lesson_token(seat), "lessons.ics"), (lesson_calendar_token(seat), "erase/")):
        assert Client().get(f"/en/link/lesson/{token}/{part}").status_code == 404


def test_a_course_is_copied_without_lessons_and_people(ground: Ground, editor: Client) -> None:
    course = a_course(ground)
    weekly(course)
    enrolled(course)
    editor.post(f"{DESK}{course.public_id}/copy/")
    copy = Course.objects.latest("pk")
    assert (str(copy.title), copy.is_public, copy.lessons.count(), copy.enrolments.count()) == (
        "Driving theory", False, 0, 0,
    )  # fmt: skip


def test_nobody_is_left_over_once_all_is_erased(ground: Ground) -> None:
    course = a_course(ground)
    seat = enrolled(course, start=ground.start, email="gone@example.org")
    weekly(course)
    make_rides(course=course, by=SYSTEM)
    erase_newcomer(newcomer=seat.newcomer, by=SYSTEM)
    left = [model.objects.count() for model in (RideRequest, Enrolment, Newcomer)]
    assert left == [0, 0, 0]


def test_the_desk_is_told_who_waits_for_an_answer(ground: Ground, editor: Client) -> None:
    enrolled(a_course(ground), EnrolmentState.ASKED)
    assert "Answer 1 request for a seat in a course" in words(editor.get("/en/desk/near/"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_are_given_the_last_seat_at_once_one_waits(ground: Ground) -> None:
    course = a_course(ground, seats=1)
    both = [enrolled(course, EnrolmentState.ASKED) for _each in range(2)]
    begin = Barrier(2)

    def say_yes(pk: int) -> None:
        try:
            begin.wait()
            known = Enrolment.objects.select_related("course__region", "newcomer")
            accept_enrolment(enrolment=known.get(pk=pk), by=SYSTEM)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say_yes, [one.pk for one in both]))
    assert sorted(states(*both)) == [SEATED, WAITING]
