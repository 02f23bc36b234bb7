"""A week planned anew: what has been driven stays, promises are kept, as little as possible changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from maillage.kit import jobs
from maillage.kit.audit import SYSTEM
from maillage.mobility.actions.answering import cannot_ride
from maillage.mobility.actions.asking import change_request, withdraw_request
from maillage.mobility.actions.plan_week import replan
from maillage.mobility.actions.settling import approve_request, decline_request
from maillage.mobility.asked import Asked, When
from maillage.mobility.enums import Answer, Outcome, PlanState, RequestState
from maillage.mobility.models import Outing, Ride, RidePlan, RideRequest
from maillage.mobility.plan_page import changes_since
from maillage.mobility.queries.week_asked import week_asked
from maillage.mobility.queries.week_rows import FIXED_AHEAD, settled_before
from maillage.territory.models import Region
from tests.conftest import Cast
from tests.mobility.weeks import (
    a_driver,
    a_newcomer,
    a_point,
    a_request,
    a_village,
    an_offer,
    next_monday,
    planned,
    reckoned,
)

PARIS = ZoneInfo("Europe/Paris")


def proposed(plan: RidePlan) -> RidePlan:
    RidePlan.objects.filter(pk=plan.pk).update(state=PlanState.PROPOSED, proposed_at=timezone.now())
    plan.refresh_from_db()
    return plan


def now_proposed() -> RidePlan:
    jobs.run_all()
    return RidePlan.objects.get(state=PlanState.PROPOSED)


def trip_of(plan: RidePlan) -> dict[int | None, str]:
    return {ride.request_id: str(ride.outing.volunteer) for ride in Ride.objects.filter(outing__plan=plan)}


def test_after_a_cancellation_only_those_riders_change(region: Region) -> None:
    home, town, other = a_village(region), a_village(region, 20), a_village(region, 40)
    start, end = a_point(region, home), a_point(region, town)
    lost = a_request(start, end, a_newcomer(region, name="Lost"))
    kept = a_request(a_point(region, other), end, a_newcomer(region, name="Kept"), weekdays=[3])
    anna, ben, chris = (a_driver(region, home, name=name, cap=2) for name in ("Anna", "Ben", "Chris"))
    for driver, where in ((anna, home), (ben, home), (chris, other)):
        an_offer(driver, where, weekdays=[2, 3], detour_minutes=240)
    plan = proposed(planned(region))
    first = Ride.objects.get(outing__plan=plan, request=lost).outing
    beside = trip_of(plan)[kept.pk]
    Outing.objects.filter(pk=first.pk).update(answer=Answer.NO, outcome=Outcome.CANCELLED)
    anew = reckoned(replan(plan=plan, by=SYSTEM, without_outings=[first]))
    assert (anew.state, anew.replans) == (PlanState.READY, plan)
    assert (anew.proof["kept_promises"], anew.proof["changes"][0]) == ([2, 2], 1)
    assert trip_of(anew)[kept.pk] == beside
    assert trip_of(anew)[lost.pk] != str(first.volunteer)
    changes = changes_since(anew)
    assert changes is not None
    assert (changes.same, len(changes.lines)) == (1, 1)
    assert changes.lines[0].startswith("Lost, Tuesday, there: with ")
    plan.refresh_from_db()
    assert plan.state == PlanState.PROPOSED
    # What was taken out stays out, in whatever edition.
    third = reckoned(replan(plan=anew, by=SYSTEM))
    assert (third.replans, trip_of(third)) == (plan, trip_of(anew))


def test_a_promise_goes_before_two_who_ask_anew(region: Region) -> None:
    home, town = a_village(region), a_village(region, 20)
    start, end = a_point(region, home), a_point(region, town)
    promised = a_request(start, end)
    an_offer(a_driver(region, home), home, seats=2)
    plan = proposed(planned(region))
    # Both seats for a pair who asks now, or one of them for who was promised.
    a_request(start, end, seats=2)
    a_request(start, end, seats=2)
    anew = reckoned(replan(plan=plan, by=SYSTEM))
    assert list(trip_of(anew)) == [promised.pk]
    assert anew.proof["kept_promises"] == [1, 1]


def test_a_rider_who_said_no_is_not_planned_again(region: Region, cast: Cast) -> None:
    home, town = a_village(region), a_village(region, 20)
    start, end = a_point(region, home), a_point(region, town)
    declined, stays = a_request(start, end), a_request(start, end)
    an_offer(a_driver(region, home), home)
    plan = proposed(planned(region))
    cannot_ride(ride=Ride.objects.get(request=declined), by=SYSTEM)
    anew = now_proposed()
    assert (anew.edition, list(trip_of(anew))) == (2, [stays.pk])
    assert (anew.proof["asked"], anew.proof["served"]) == (1, [1, 1])
    # Until the day is taken in again: then once, and nobody else changes.
    desk = Client()
    desk.force_login(cast.editor)
    address = f"/en/desk/near/lifts/requests/{declined.public_id}/"
    assert "Take it in again" in desk.get(address).content.decode()
    for _twice in range(2):
        desk.post(f"{address}end/", {"act": "day-in", "on": str(plan.monday + timedelta(days=1))})
    anew = now_proposed()
    assert (anew.edition, set(trip_of(anew))) == (3, {declined.pk, stays.pk})
    assert anew.proof["kept_promises"] == [1, 1]


def again_approved(request: RideRequest) -> RideRequest:
    decline_request(request=request, word="Once more.", by=SYSTEM)
    return approve_request(request=request, by=SYSTEM)


def changed_by_the_desk(request: RideRequest) -> RideRequest:
    when = When((2,), next_monday(), next_monday(4))
    asked = Asked(request.from_point, request.to_point, when, time(10, 30))
    return change_request(request=request, asked=asked, by=SYSTEM, was_approved_by_desk=True)


def withdrawn_and_asked_again(request: RideRequest) -> RideRequest:
    withdraw_request(request=request, by=SYSTEM)
    other = a_request(request.from_point, request.to_point, request.newcomer, state=RequestState.ASKED)
    return approve_request(request=other, by=SYSTEM)


@pytest.mark.parametrize("deed", [again_approved, changed_by_the_desk, withdrawn_and_asked_again])
def test_what_is_asked_again_in_a_proposed_week_is_planned_again(
    region: Region, deed: Callable[[RideRequest], RideRequest]
) -> None:
    home, town = a_village(region), a_village(region, 20)
    start, end = a_point(region, home), a_point(region, town)
    again, stays = a_request(start, end), a_request(start, end)
    an_offer(a_driver(region, home), home)
    before = proposed(planned(region))
    again.newcomer.region = region
    wanted = deed(again)
    anew = now_proposed()
    assert (anew.edition, set(trip_of(anew))) == (2, {wanted.pk, stays.pk})
    assert trip_of(anew)[stays.pk] == trip_of(before)[stays.pk]


def test_what_has_been_driven_stays_and_counts_for_the_cap(region: Region) -> None:
    home, town = a_village(region), a_village(region, 20)
    start, end = a_point(region, home), a_point(region, town)
    monday = next_monday()
    request = a_request(start, end, weekdays=[1, 2, 3], back_at=time(11))
    driver = a_driver(region, home, cap=2)
    an_offer(driver, home, weekdays=[1, 2, 3], detour_minutes=240)
    plan = proposed(planned(region))
    assert plan.proof["served"] == [4, 4]
    driven = plan.outings.order_by("leaves_at").first()
    assert driven is not None
    # The week goes on until its first drive is on the road: seen from then, one drive of two is left.
    anew = RidePlan.objects.create(region=region, monday=monday, edition=2, replans=plan)
    anew.created_at = driven.leaves_at - FIXED_AHEAD + timedelta(minutes=1)
    settled = settled_before(anew)
    assert [outing.pk for outing in settled.driven] == [driven.pk]
    asked = week_asked(anew)
    assert asked.week.caps == {str(driver.pk): 1}
    days = {key.split("/")[1] for key in (one.key for one in asked.week.requests)}
    assert str(driven.on) not in days
    assert f"{request.pk}/{driven.on}/out" not in asked.earlier.trip_of
    assert all(trip.leaves >= 0 for trip in asked.week.trips)


def test_a_week_that_has_begun_is_planned_from_now_on(region: Region) -> None:
    home, town = a_village(region), a_village(region, 20)
    a_request(a_point(region, home), a_point(region, town), weekdays=[2, 4])
    an_offer(a_driver(region, home), home, weekdays=[2, 4])
    monday = next_monday()
    plan = RidePlan.objects.create(region=region, monday=monday)
    plan.created_at = datetime.combine(monday + timedelta(days=1), time(8, 50), PARIS)
    asked = week_asked(plan)
    # At ten to nine, with an hour's notice, Tuesday's lift at half past nine is still possible for a car that is late.
    tuesday = next(trip for trip in asked.week.trips if trip.key.endswith(str(monday + timedelta(days=1))))
    assert tuesday.leaves == 86_400 + 9 * 3600 + 50 * 60
    plan.created_at = datetime.combine(monday + timedelta(days=1), time(12), PARIS)
    asked = week_asked(plan)
    assert [one.key.split("/")[1] for one in asked.week.requests] == [str(monday + timedelta(days=3))]
    assert [one.key.split("/")[1] for one in asked.week.trips] == [str(monday + timedelta(days=3))]
