"""Yes and no by link: one tap, a second one changes nothing, a no frees the seats and plans anew at once."""

from __future__ import annotations

from datetime import time

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from maillage.kit import jobs
from maillage.kit.models import AuditEntry
from maillage.mobility.actions.answering import (
    TooLate,
    accept_all,
    accept_outing,
    accept_ride,
    cannot_drive,
    cannot_ride,
)
from maillage.mobility.actions.asking import withdraw_request
from maillage.mobility.actions.newcomers import erase_newcomer
from maillage.mobility.actions.offering import withdraw_offer
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.enums import Answer, Outcome, PlanState
from maillage.mobility.lift_links import driver_token, rider_token
from maillage.mobility.models import Outing, Ride, RidePlan, RideRequest, Telling
from maillage.mobility.week_ticks import keep_weeks_alive
from tests.conftest import Cast
from tests.mobility.proposed import BY, ReadyWeek, mails, moment
from tests.mobility.weeks import (
    a_driver,
    a_newcomer,
    a_point,
    a_request,
    a_village,
    an_offer,
    planned,
    some_rules,
)


def drive_url(week: ReadyWeek, say: str = "") -> str:
    address = reverse("mobility:driver-outing", args=[driver_token(week.ada), week.outing.public_id])
    return f"{address}?say={say}" if say else address


def ride_url(week: ReadyWeek, ride: Ride, say: str = "") -> str:
    address = reverse("mobility:rider-ride", args=[rider_token(week.bela), ride.public_id])
    return f"{address}?say={say}" if say else address


def test_a_driver_says_yes_with_one_tap_and_a_second_one_changes_nothing(week: ReadyWeek, client: Client) -> None:
    answer = client.post(drive_url(week), {"say": "yes"})
    assert answer.url.endswith("/?week=yes#week")
    week.again()
    first = week.outing.answered_at
    assert week.outing.answer == Answer.YES
    assert "week=same" in client.post(drive_url(week), {"say": "yes"}).url
    week.again()
    assert week.outing.answered_at == first
    assert AuditEntry.objects.filter(verb="accept drive").count() == 1


def test_opening_the_page_changes_nothing_and_shows_one_button(week: ReadyWeek, client: Client) -> None:
    shown = client.get(drive_url(week, "no")).content.decode()
    assert shown.count("<button") - shown.count("data-") <= 2
    assert "I cannot drive" in shown
    assert client.get(ride_url(week, week.there, "yes")).status_code == 200
    week.again()
    assert (week.outing.answer, week.there.answer) == (Answer.OPEN, Answer.OPEN)


def test_all_of_a_week_is_accepted_at_once(week: ReadyWeek, client: Client) -> None:
    assert client.post(reverse("mobility:rider-yes", args=[rider_token(week.bela)]), {"say": "yes"}).status_code == 302
    assert client.post(reverse("mobility:driver-yes", args=[driver_token(week.ada)]), {"say": "yes"}).status_code == 302
    week.again()
    assert [row.answer for row in (week.outing, week.there, week.back, week.carols)] == ["yes", "yes", "yes", "open"]
    assert accept_all(rows=[week.outing, week.there], by=BY) == 0


def test_telephones_are_shown_once_both_have_said_yes(week: ReadyWeek, client: Client) -> None:
    def pages() -> tuple[str, str]:
        ada = client.get(reverse("mobility:driver-page", args=[driver_token(week.ada)]))
        bela = client.get(reverse("mobility:rider-page", args=[rider_token(week.bela)]))
        return ada.content.decode(), bela.content.decode()

    accept_outing(outing=week.outing, by=BY)
    to_ada, to_bela = pages()
    assert ("0600000002" in to_ada, "0600000001" in to_bela) == (False, False)
    accept_ride(ride=week.there, by=BY)
    to_ada, to_bela = pages()
    assert ("0600000002" in to_ada, "0600000001" in to_bela) == (True, True)
    assert "0600000003" not in to_ada + to_bela
    assert "Ada drives you" in to_bela
    assert "Driver-Canary" not in to_bela


def test_a_link_of_somebody_else_leads_nowhere(week: ReadyWeek, cast: Cast, client: Client) -> None:
    other = a_driver(week.region)
    foreign = a_newcomer(cast.far)
    for address in (
        reverse("mobility:driver-outing", args=[driver_token(other), week.outing.public_id]),
        reverse("mobility:rider-ride", args=[rider_token(foreign), week.there.public_id]),
        reverse("mobility:rider-ride", args=[driver_token(week.ada), week.there.public_id]),
        reverse("mobility:driver-outing", args=[driver_token(week.ada) + "x", week.outing.public_id]),
        reverse("mobility:driver-yes", args=["altered"]),
    ):
        answer = client.post(address, {"say": "yes"})
        assert answer.status_code == 404
        assert "This link is not whole" in answer.content.decode()
    week.again()
    assert (week.outing.answer, week.there.answer) == (Answer.OPEN, Answer.OPEN)


def test_after_the_start_it_is_said_that_it_is_too_late(week: ReadyWeek, client: Client) -> None:
    with time_machine.travel(moment(week.tuesday, time(9)), tick=False):
        for address, say in ((drive_url(week), "no"), (ride_url(week, week.there), "no"), (drive_url(week), "yes")):
            answer = client.post(address, {"say": say})
            assert answer.status_code == 409
            assert "This lift has begun already" in answer.content.decode()
    week.again()
    assert week.outing.answer == Answer.OPEN


def test_an_answer_to_a_plan_that_was_replaced_says_so(week: ReadyWeek, client: Client) -> None:
    RidePlan.objects.filter(pk=week.plan.pk).update(state=PlanState.REPLACED)
    answer = client.post(drive_url(week), {"say": "yes"})
    assert (answer.status_code, "planned anew meanwhile" in answer.content.decode()) == (409, True)


def test_no_to_one_way_frees_both_ways_and_the_seat(week: ReadyWeek, client: Client) -> None:
    assert "week=no" in client.post(ride_url(week, week.back), {"say": "no"}).url
    week.again()
    assert [(ride.answer, ride.outcome) for ride in (week.there, week.back)] == [("no", "cancelled")] * 2
    assert week.carols.outcome == Outcome.PLANNED
    anew = RidePlan.objects.get(edition=2)
    assert (anew.replans, anew.told["proposed_by_itself"]) == (week.plan, True)
    assert "week=same" in client.post(ride_url(week, week.there), {"say": "no"}).url


def test_no_cannot_be_taken_back_by_a_yes(week: ReadyWeek) -> None:
    cannot_ride(ride=week.there, by=BY)
    with pytest.raises(TooLate, match="called off"):
        accept_ride(ride=week.back, by=BY)
    cannot_drive(outing=week.outing, by=BY)
    with pytest.raises(TooLate, match="called off"):
        accept_outing(outing=week.outing, by=BY)


def two_cars(cast: Cast) -> tuple[Outing, Outing, list[RideRequest]]:
    """Two drivers, each with a rider of another hour, on Wednesday; each has one seat, and time for one more way."""
    region = cast.near
    some_rules(region)
    home, town = a_village(region), a_village(region, 20)
    start, end = a_point(region, home), a_point(region, town)
    requests = [
        a_request(start, end, a_newcomer(region, email=f"rider{hour}@example.org"), time=time(hour), weekdays=[3])
        for hour in (9, 11)
    ]
    for name in ("first", "second"):
        driver = a_driver(region, home, name=name.title(), email=f"{name}@example.org", cap=5)
        an_offer(driver, home, weekdays=[3], seats=1, leaves=time(7), arrives=time(12), detour_minutes=240)
    third = an_offer(a_driver(region, home, name="Third", email="third@example.org"), home, weekdays=[3], seats=1)
    third.detour_minutes = 1
    third.save()
    plan = planned(region)
    assert plan.state == PlanState.READY, plan.told
    propose_plan(plan=plan, by=BY)
    outings = list(plan.outings.order_by("leaves_at"))
    return outings[0], outings[-1], requests


def test_a_drivers_no_plans_anew_at_once_keeps_the_others_and_tells_those_concerned(cast: Cast) -> None:
    first, last, requests = two_cars(cast)
    ride = Ride.objects.filter(outing=first).first()
    told_before = len(mails("mobility.rider_week"))
    assert told_before == 2
    for outing in {first, last}:
        accept_outing(outing=outing, by=BY)
    kept = {(ride.request_id, ride.pickup_at) for ride in Ride.objects.filter(outing=last)} if first != last else set()
    cannot_drive(outing=first, by=BY)
    jobs.run_all()
    anew = RidePlan.objects.get(state=PlanState.PROPOSED)
    assert anew.edition == 2
    rides = Ride.objects.filter(outing__plan=anew)
    assert {one.request_id for one in rides} == {request.pk for request in requests}
    assert first.volunteer_id not in set(anew.outings.values_list("volunteer", flat=True))
    assert kept <= {(one.request_id, one.pickup_at) for one in rides}
    assert ride is not None
    changed = ride.request.newcomer.email
    assert mails("mobility.rider_week").count(changed) == 2


def test_nobody_is_told_what_they_did_themselves(cast: Cast, week: ReadyWeek, client: Client) -> None:
    client.post(drive_url(week), {"say": "no"})
    week.again()
    assert week.outing.outcome == Outcome.CANCELLED
    assert {ride.outcome for ride in (week.there, week.back, week.carols)} == {Outcome.CANCELLED}
    jobs.run_all()
    assert mails("mobility.driver_week") == ["ada@example.org"]
    assert mails("mobility.rider_week") == ["bela@example.org"] * 2
    assert Telling.objects.get(volunteer=week.ada).mark == ""


def test_where_no_new_plan_comes_about_those_concerned_are_told_all_the_same(week: ReadyWeek) -> None:
    cannot_drive(outing=week.outing, by=BY)
    RidePlan.objects.filter(edition=2).update(state=PlanState.FAILED)
    keep_weeks_alive()
    keep_weeks_alive()
    assert mails("mobility.rider_week") == ["bela@example.org"] * 2
    assert RidePlan.objects.count() == 2


def test_an_offer_withdrawn_calls_its_lifts_off_and_plans_anew(week: ReadyWeek) -> None:
    withdraw_offer(offer=week.outing.offer, by=BY)
    week.again()
    assert (week.outing.answer, week.there.outcome) == (Answer.NO, Outcome.CANCELLED)
    jobs.run_all()
    assert RidePlan.objects.get(state=PlanState.PROPOSED).edition == 2


def test_a_request_withdrawn_or_erased_frees_its_seats(week: ReadyWeek) -> None:
    request = week.carols.request
    request.newcomer.region = week.region
    withdraw_request(request=request, by=BY)
    erase_newcomer(newcomer=week.bela, by=BY)
    week.again()
    assert {ride.outcome for ride in (week.there, week.back, week.carols)} == {Outcome.CANCELLED}
    assert week.there.request is None
    assert week.outing.outcome == Outcome.PLANNED


def test_the_coordinator_notes_what_was_said_by_telephone(cast: Cast, week: ReadyWeek, client: Client) -> None:
    client.force_login(cast.editor)
    outing = reverse("mobility:outing-settle", args=["near", week.outing.public_id])
    ride = reverse("mobility:ride-settle", args=["near", week.carols.public_id])
    client.post(outing, {"say": "yes"})
    client.post(ride, {"say": "yes"})
    week.again()
    assert (week.outing.answer, week.carols.answer) == (Answer.YES, Answer.YES)
    client.post(ride, {"say": "no"})
    week.again()
    assert week.carols.outcome == Outcome.CANCELLED
    client.force_login(cast.far_convenor)
    assert client.post(outing, {"say": "no"}).status_code == 404
