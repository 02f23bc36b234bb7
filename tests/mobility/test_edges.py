"""What happens at the edges of lifts and lessons: odd input, two deeds at once, sentences that have to stay true."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.core.carpool.planning import plan_week
from maillage.kit import jobs
from maillage.kit.composers import is_wanted
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.kit.retention import erase_what_is_over
from maillage.mobility.actions.asking import withdraw_request
from maillage.mobility.actions.course_rides import make_rides
from maillage.mobility.actions.courses import cancel_lesson, plan_lessons
from maillage.mobility.actions.enrolling import accept_enrolment
from maillage.mobility.actions.newcomers import erase_newcomer
from maillage.mobility.actions.offering import withdraw_offer
from maillage.mobility.actions.settling import approve_request, decline_request
from maillage.mobility.enums import EnrolmentState, PlanState, TravelSource
from maillage.mobility.lift_links import rider_token
from maillage.mobility.missing_page import LINES_ON_A_PAGE
from maillage.mobility.models import (
    Newcomer,
    Offer,
    RequestException,
    RidePlan,
    RideRequest,
    RideYear,
    TravelMatrix,
    Unserved,
)
from maillage.mobility.plan_words import progress_words
from maillage.mobility.queries.courses import public_courses
from maillage.mobility.queries.week_asked import week_asked
from maillage.mobility.queries.week_rows import trip_key
from maillage.people.models import Volunteer
from tests.conftest import Cast
from tests.mobility.asking import Ground
from tests.mobility.proposed import BY, a_week
from tests.mobility.test_lessons import a_course, enrolled, weekly
from tests.mobility.weeks import a_driver, a_newcomer, a_request, an_offer, next_monday, planned
from tests.people.test_directory import as_

SHARED = "office@example.org"


def test_each_stage_that_the_planner_tells_is_said(ground: Ground) -> None:
    a_request(ground.start, ground.end)
    an_offer(a_driver(ground.region, ground.here), ground.here)
    plan, said = planned(ground.region), []
    week = week_asked(plan).week
    plan_week(week, tell=lambda stage, done, total: said.append({"stage": stage, "done": done, "total": total}))
    words = {told["stage"]: progress_words(RidePlan(told=told)) for told in said}
    assert words == {
        "bundles": "Looking for who can ride together: 1 of 1 drives.",
        "plan": "Choosing the best plan: step 3 of 3.",
    }


def test_a_lift_is_not_put_on_a_drive_while_nobody_knows_the_way(ground: Ground, cast: Cast) -> None:
    request = a_request(ground.start, ground.end)
    offer = an_offer(a_driver(ground.region, ground.here), ground.here)
    plan = planned(ground.region)
    ground.rules.travel_source = TravelSource.UPLOAD
    ground.rules.save()
    tuesday = next_monday() + timedelta(days=1)
    address = f"/en/desk/near/lifts/plan/{plan.public_id}/by-hand/{request.public_id}/{tuesday}/"
    answer = as_(cast.editor).post(address, {"out": trip_key(offer.pk, tuesday)})
    assert (answer.status_code, "There is no table of minutes yet." in answer.content.decode()) == (422, True)
    stops = [f"place:{place.code}" for place in (ground.here, ground.there)]
    keys = [*stops, *(f"point:{point.public_id}" for point in (ground.start, ground.end))]
    holes = [[0 if row == column else None for column in keys] for row in keys]
    TravelMatrix.objects.create(
        region=ground.region, source="upload", stops=keys, seconds=holes, metres=holes, made_at=timezone.now()
    )
    answer = as_(cast.editor).post(address, {"out": trip_key(offer.pk, tuesday)})
    assert (answer.status_code, "(pairs missing: 6)" in answer.content.decode()) == (422, True)


def test_very_many_lifts_that_are_missing_fill_more_than_one_page(ground: Ground, cast: Cast) -> None:
    plan = planned(ground.region)
    request = a_request(ground.start, ground.end)
    Unserved.objects.bulk_create(
        Unserved(plan=plan, request=request, on=plan.monday + timedelta(days=day), reason="nobody_offers")
        for day in range(LINES_ON_A_PAGE + 1)
    )
    address = f"/en/desk/near/lifts/plan/{plan.public_id}/missing/"
    pages = [as_(cast.editor).get(address, {"page": number}).content.decode() for number in ("", "2", "x")]
    assert [page.count(f"by-hand/{request.public_id}/") for page in pages] == [LINES_ON_A_PAGE, 1, LINES_ON_A_PAGE]


def test_who_is_erased_takes_no_mail_of_somebody_else_along(ground: Ground) -> None:
    for name in ("Amina", "Samira"):
        Client().post("/en/near/lifts/ask/", ground.asked(name=name, email=SHARED))
    amina = Newcomer.objects.get(name="Amina")
    amina.region = ground.region
    erase_newcomer(newcomer=amina, by=BY)
    assert [mail.params for mail in OutboxMail.objects.filter(to=SHARED)] == [{"request": RideRequest.objects.get().pk}]


def test_a_drive_that_is_offered_twice_with_a_telephone_alone_is_offered_once(ground: Ground) -> None:
    for _twice in range(2):
        Client().post("/en/near/lifts/offer/", ground.offered())
    assert (Volunteer.objects.count(), Offer.objects.count()) == (1, 1)


def test_a_name_that_nobody_can_read_is_asked_for_again(ground: Ground) -> None:
    newcomer = a_newcomer(ground.region)
    address = f"/en/link/lifts/{rider_token(newcomer)}/details/"
    answer = Client().post(address, {"name": "\x7f", "phone": "0700", "email": "", "language": "ar"})
    assert answer.status_code == 422


def test_who_withdrew_is_not_told_that_no_driver_was_found(cast: Cast) -> None:
    week = a_week(cast.near).proposed()
    request = RideRequest.objects.get(newcomer=week.bela)
    request.newcomer.region = week.region
    withdraw_request(request=request, by=BY)
    jobs.run_all()
    message = compose(OutboxMail.objects.filter(to="bela@example.org").latest("pk"), masked=True)
    assert "We found no driver" not in message.text
    assert "Your lifts of this week are called off." in message.text


def test_of_two_lessons_on_a_day_the_lift_to_the_cancelled_one_rests(ground: Ground) -> None:
    course = a_course(ground)
    early, _late = weekly(course, 1, at=9)[0], weekly(course, 1, at=14)
    enrolled(course, start=ground.start)
    make_rides(course=course, by=BY)
    cancel_lesson(lesson=early, by=BY)
    assert [one.request.time for one in RequestException.objects.all()] == [time(9)]


def test_lessons_are_told_by_the_clocks_of_their_region(ground: Ground) -> None:
    ground.region.time_zone = "Europe/Athens"
    ground.region.save()
    course = a_course(ground)
    noon = datetime(2027, 1, 12, 12, tzinfo=ZoneInfo("Europe/Athens"))
    course.lessons.create(starts_at=noon, minutes=60)
    page = Client().get(f"/en/near/lessons/{course.public_id}/").content.decode()
    assert "12:00 to 13:00" in page
    assert "11:00" not in page


def test_what_was_withdrawn_is_not_said_to_lack_a_driver(ground: Ground) -> None:
    plan = planned(ground.region)
    RidePlan.objects.filter(pk=plan.pk).update(state=PlanState.PROPOSED, proposed_at=timezone.now())
    request = a_request(ground.start, ground.end)
    Unserved.objects.create(plan=plan, request=request, on=plan.monday + timedelta(days=1), reason="nobody_offers")
    page = f"/en/link/lifts/{rider_token(request.newcomer)}/"
    assert "no lift was found" in Client().get(page).content.decode()
    request.newcomer.region = ground.region
    withdraw_request(request=request, by=BY)
    assert "no lift was found" not in Client().get(page).content.decode()


def test_who_waits_for_a_course_without_dates_is_not_forgotten_before_it_begins(ground: Ground) -> None:
    course = a_course(ground)
    Client().post(f"/en/near/lessons/{course.public_id}/ask/", {"name": "Amina", "phone": "0700", "language": "ar"})
    with time_machine.travel(timezone.now() + timedelta(days=90)):
        erase_what_is_over(timezone.now())
        assert Newcomer.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=300)):
        erase_what_is_over(timezone.now())
        assert not Newcomer.objects.exists()


def test_a_course_of_which_only_a_cancelled_lesson_is_to_come_is_over(ground: Ground) -> None:
    course = a_course(ground)
    course.lessons.create(starts_at=timezone.now() - timedelta(days=3))
    course.lessons.create(starts_at=timezone.now() + timedelta(days=3), cancelled_at=timezone.now())
    assert not public_courses(ground.region, timezone.now()).exists()


def test_what_is_asked_anew_or_declined_is_not_said_to_be_planned(ground: Ground) -> None:
    request = a_request(ground.start, ground.end, a_newcomer(ground.region, email="a@example.org"), state="asked")
    request.newcomer.region = ground.region
    approve_request(request=request, by=BY)
    mail = OutboxMail.objects.get(composer="mobility.request_approved")
    assert is_wanted(mail)
    decline_request(request=request, word="The bus goes there.", by=BY)
    assert not is_wanted(mail)


def test_a_lesson_that_was_cancelled_by_mistake_is_planned_again(ground: Ground) -> None:
    course = a_course(ground)
    lesson = weekly(course, 1)[0]
    cancel_lesson(lesson=lesson, by=BY)
    plan_lessons(course=course, moments=[lesson.starts_at], minutes=60, by=BY)
    assert [(one.starts_at, one.minutes, one.cancelled_at) for one in course.lessons.all()] == [
        (lesson.starts_at, 60, None)
    ]


def test_a_lift_that_was_withdrawn_is_not_offered_again_where_it_is_refused(ground: Ground) -> None:
    from maillage.mobility.course_links import lesson_token

    course = a_course(ground)
    weekly(course)
    enrolment = enrolled(course)
    request = a_request(ground.start, ground.end, enrolment.newcomer, course=course)
    request.newcomer.region = ground.region
    withdraw_request(request=request, by=BY)
    page = Client().get(f"/en/link/lesson/{lesson_token(enrolment)}/").content.decode()
    assert "starts_from" not in page


def test_who_drove_is_forgotten_once_the_figures_of_a_year_stand(cast: Cast) -> None:
    from maillage.mobility.lift_ticks import forget_who_drove

    for year in (timezone.localdate().year - 2, timezone.localdate().year):
        RideYear.objects.create(region=cast.near, year=year, drivers=1, counted_drivers=[["abc", "3", 2]])
    forget_who_drove()
    assert list(RideYear.objects.order_by("year").values_list("counted_drivers", flat=True)) == [[], [["abc", "3", 2]]]


def test_every_deed_waits_for_the_turn_of_the_region_first(ground: Ground) -> None:
    """Rows are locked in one order, so that two deeds never wait for each other."""
    request = a_request(ground.start, ground.end)
    request.newcomer.region = ground.region
    offer = an_offer(a_driver(ground.region, ground.here), ground.here)
    course = a_course(ground)
    enrolment = enrolled(course, EnrolmentState.ASKED)
    course.region = enrolment.course.region = ground.region
    deeds: dict[str, Any] = {
        "accept": lambda: accept_enrolment(enrolment=enrolment, by=BY),
        "request": lambda: withdraw_request(request=request, by=BY),
        "offer": lambda: withdraw_offer(offer=offer, by=BY),
        "erase": lambda: erase_newcomer(newcomer=request.newcomer, by=BY),
    }
    first = {}
    for name, deed in deeds.items():
        with CaptureQueriesContext(connection) as asked:
            deed()
        first[name] = next(one["sql"] for one in asked.captured_queries if one["sql"].startswith("SELECT"))
    assert [name for name, sql in first.items() if 'FROM "territory_region"' not in sql] == []
