"""The pages of a plan on the desk: begin, watch, stop, read, why lifts are missing, and changing it by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maillage.core.to_do import Kind, reckon
from maillage.desk.duties import duty_of
from maillage.desk.queries.house import house_of
from maillage.desk.queries.situation import facts_of, situation_of
from maillage.kit import jobs
from maillage.kit.audit import SYSTEM
from maillage.kit.models import OutboxMail
from maillage.mobility.actions.by_hand import Forbidden, change_by_hand
from maillage.mobility.actions.hand_made import Change
from maillage.mobility.actions.plan_week import PlanRefused, start_plan
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.enums import Answer, Need, PlanState
from maillage.mobility.models import Offer, Outing, Ride, RideNeed, RidePlan, RideRequest, SchoolHoliday, Unserved
from maillage.mobility.queries.week_rows import trip_key
from maillage.territory.actions import draw_map
from maillage.territory.models import Place, Region
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
    some_rules,
)

DESK = "/en/desk/near/lifts/plan/"
TUESDAY = next_monday() + timedelta(days=1)


@pytest.fixture
def ends(region: Region) -> tuple[Place, Place]:
    return a_village(region, name="Cluny"), a_village(region, 20, name="Macon")


@pytest.fixture
def desk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.editor)
    return client


def read(client: Client, plan: RidePlan, page: str = "", **query: Any) -> str:
    return " ".join(client.get(f"{DESK}{plan.public_id}/{page}", query).content.decode().split())


def test_a_week_is_planned_with_one_button_and_watched(desk: Client, region: Region, ends: tuple[Place, Place]) -> None:
    home, town = ends
    a_request(a_point(region, home), a_point(region, town), a_newcomer(region, name="Samira"))
    an_offer(a_driver(region, home, name="Jeanne"), home)
    page = " ".join(desk.get(DESK).content.decode().split())
    assert "Lifts asked for: 1. People who ask: 1. Drives offered: 1. Volunteers who offer: 1." in page
    assert "Not planned yet." in page
    sent = desk.post(DESK, {"monday": str(next_monday())})
    plan = RidePlan.objects.get()
    assert sent["Location"].endswith(f"/lifts/plan/{plan.public_id}/")
    waiting = read(desk, plan)
    assert "The reckoning begins in a moment." in waiting
    assert 'hx-trigger="every 2s"' in waiting
    assert "Look again" in waiting
    again = desk.post(DESK, {"monday": str(next_monday())})
    assert (again.status_code, "This week is being planned already." in again.content.decode()) == (422, True)
    part = desk.get(f"{DESK}{plan.public_id}/", headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<div id="progress"')
    jobs.run_all()
    assert desk.get(f"{DESK}{plan.public_id}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    shown = read(desk, plan)
    assert "1 of 1 lift asked for is in the plan. No plan serves more." in shown
    assert "Who drives most often drives 1 time, and no plan as good asks less of them." in shown
    assert "Jeanne" in shown
    assert "Samira" in shown
    assert "hx-trigger" not in shown


def test_no_week_is_planned_that_is_more_than_a_year_ahead(desk: Client) -> None:
    answer = desk.post(DESK, {"monday": "9999-12-27"})
    assert answer.status_code == 422
    assert "This is more than a year ahead." in answer.content.decode()


def test_a_reckoning_is_stopped_on_its_page(desk: Client, region: Region) -> None:
    plan = start_plan(region=region, monday=next_monday(), by=SYSTEM)
    desk.post(f"{DESK}{plan.public_id}/stop/")
    jobs.run_all()
    assert "The reckoning was stopped before anything was found." in read(desk, plan)
    assert desk.post(f"{DESK}{plan.public_id}/anew/").status_code == 302
    jobs.run_all()
    assert RidePlan.objects.order_by("-edition")[0].state == PlanState.READY


def test_who_has_no_lift_and_where_a_volunteer_would_help(
    desk: Client, region: Region, ends: tuple[Place, Place]
) -> None:
    home, town = ends
    far = a_village(region, 150, name="Autun")
    needy = a_request(a_point(region, home), a_point(region, town), a_newcomer(region, name="Idris"))
    RideNeed.objects.create(request=needy, need=Need.CHILD_SEAT)
    for name in ("Lina", "Omar"):
        a_request(a_point(region, far), a_point(region, town), a_newcomer(region, name=name), flexible_minutes=60)
    an_offer(a_driver(region, home, name="Jeanne"), home)
    draw_map(region)
    region.refresh_from_db()
    plan = planned(region)
    page = read(desk, plan, "missing/")
    assert "Idris" in page
    assert "Who passes in time does not have: a child seat. Nearest: Jeanne." in page
    assert "No driver passes near" in page
    assert "One more volunteer from Autun, on Tuesday morning, would serve 2 more lifts." in page
    # Nobody is helped by one more volunteer without the seat that is needed.
    assert "One more volunteer from Cluny" not in page
    assert "Lifts of the week in Near" in page
    assert plan.wanted[0]["more"] == 2
    # What somebody needs is kept with the request alone, and erased with it.
    assert not any("child_seat" in str(row.facts) for row in plan.unserved.all())
    needy.needs.all().delete()
    assert "The car or the driver does not have what the rider needs. Nearest: Jeanne." in read(desk, plan, "missing/")


def test_a_wish_is_what_planning_again_with_it_brings(
    region: Region, ends: tuple[Place, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    home, town = ends
    start, end = a_point(region, home), a_point(region, town)
    for _rider in range(4):
        a_request(start, end)
    without = planned(region)
    best = without.wanted[0]
    assert (best["place"], best["weekday"], best["span"], best["more"]) == (home.pk, 2, "am", 3)
    # While nothing changes, nothing is reckoned again.
    with monkeypatch.context() as patched:
        patched.setattr("maillage.core.carpool.value.where_next", None)
        assert planned(region).wanted == without.wanted
    an_offer(a_driver(region, home), home, leaves="06:00", arrives="13:00", seats=3, detour_minutes=420)
    assert planned(region).proof["served"] == [without.proof["served"][0] + best["more"]] * 2


def test_only_the_desk_of_the_region_reads_a_plan(cast: Cast, client: Client, region: Region) -> None:
    plan = planned(region)
    found = {}
    for who in (cast.member, cast.far_convenor, cast.stranger):
        client.force_login(who)
        found[str(who)] = client.get(f"{DESK}{plan.public_id}/").status_code
    assert list(found.values()) == [403, 404, 404]


@pytest.fixture
def two_drives(region: Region, ends: tuple[Place, Place]) -> tuple[RidePlan, RideRequest, list[Offer]]:
    """A plan with one lift on one of two drives, of one seat each."""
    home, town = ends
    request = a_request(a_point(region, home), a_point(region, town), a_newcomer(region, name="Samira"))
    offers = [an_offer(a_driver(region, home, name=name), home, seats=1) for name in ("Jeanne", "Paul")]
    return planned(region), request, offers


def test_a_lift_is_put_on_another_drive_by_hand(
    desk: Client, two_drives: tuple[RidePlan, RideRequest, list[Offer]]
) -> None:
    plan, request, offers = two_drives
    now = Outing.objects.get(plan=plan).offer
    other = next(offer for offer in offers if offer != now)
    address = f"{DESK}{plan.public_id}/by-hand/{request.public_id}/{TUESDAY}/"
    page = " ".join(desk.get(address).content.decode().split())
    assert "Samira" in page
    assert "Jeanne, 08:00" in page
    assert "Paul, 08:00" in page
    sent = desk.post(address, {"out": trip_key(other.pk, TUESDAY)})
    assert sent.status_code == 302, sent.content.decode()
    assert [(ride.request, ride.outing.offer) for ride in Ride.objects.filter(outing__plan=plan)] == [(request, other)]
    assert "This plan was changed by hand, and checked each time." in read(desk, plan)
    desk.post(address, {"out": ""})
    assert "How far it is from the best plan is being reckoned." in read(desk, plan)
    plan = reckoned(plan)
    assert not Outing.objects.filter(plan=plan).exists()
    assert (plan.proof["served"], plan.told["wishes"]) == ([0, 1], "found")
    assert Unserved.objects.get(plan=plan).reason == "by_hand"
    assert "as it was reckoned, at most 1 more could be served" in read(desk, plan)
    desk.post(address, {"out": trip_key(other.pk, TUESDAY)})
    assert not Unserved.objects.filter(plan=plan).exists()


def test_a_change_that_breaks_a_rule_is_not_made_and_named(
    desk: Client, region: Region, two_drives: tuple[RidePlan, RideRequest, list[Offer]]
) -> None:
    plan, request, offers = two_drives
    second = a_request(request.from_point, request.to_point)
    plan = planned(region)
    before = set(Ride.objects.filter(outing__plan=plan).values_list("request_id", "outing__offer_id"))
    mine = next(offer for rider, offer in before if rider == second.pk)
    address = f"{DESK}{plan.public_id}/by-hand/{request.public_id}/{TUESDAY}/"
    sent = desk.post(address, {"out": trip_key(mine, TUESDAY)})
    assert sent.status_code == 422
    assert "The car has too few seats." in sent.content.decode()
    assert set(Ride.objects.filter(outing__plan=plan).values_list("request_id", "outing__offer_id")) == before
    assert len(offers) == 2


@pytest.mark.parametrize(
    ("offer", "rules"),
    [
        ({"leaves": "14:00", "arrives": "18:00"}, ["dropoff_window", "pickup_window"]),
        ({"detour_minutes": 10}, ["detour_limit"]),
        ({"arrives": "09:30"}, ["arrives_too_late"]),
    ],
)
def test_the_rules_that_stand_against_it_are_named(
    region: Region, ends: tuple[Place, Place], offer: dict[str, Any], rules: list[str]
) -> None:
    home, town = ends
    request = a_request(a_point(region, home), a_point(region, town))
    made = an_offer(a_driver(region, home), home, **offer)
    plan = planned(region)
    with pytest.raises(Forbidden) as refused:
        change_by_hand(plan=plan, change=Change(request, TUESDAY, {"out": trip_key(made.pk, TUESDAY)}), by=SYSTEM)
    assert refused.value.rules == rules
    assert not Outing.objects.exists()


def test_half_a_return_is_not_planned_by_hand(region: Region, ends: tuple[Place, Place]) -> None:
    home, town = ends
    request = a_request(a_point(region, home), a_point(region, town), back_at="11:00")
    offer = an_offer(a_driver(region, home), home, detour_minutes=240)
    plan = planned(region)
    drives = {"out": trip_key(offer.pk, TUESDAY), "back": ""}
    with pytest.raises(Forbidden) as refused:
        change_by_hand(plan=plan, change=Change(request, TUESDAY, drives), by=SYSTEM)
    assert refused.value.rules == ["half_a_return"]
    assert Ride.objects.filter(outing__plan=plan).count() == 2


def told() -> list[str]:
    """To whom mails of the week were queued, in order."""
    mails = OutboxMail.objects.filter(composer__in=("mobility.rider_week", "mobility.driver_week"))
    return sorted(mails.values_list("to", flat=True))


def test_a_proposed_week_is_changed_by_hand_and_only_those_concerned_are_told_and_asked_anew(
    desk: Client, region: Region, ends: tuple[Place, Place]
) -> None:
    home, town = ends
    start, end = a_point(region, home), a_point(region, town)
    moved = a_request(start, end, a_newcomer(region, name="Moved", email="moved@example.org"))
    stays = a_request(end, start, a_newcomer(region, name="Stays", email="stays@example.org"), weekdays=[3])
    one, other, third = (
        an_offer(a_driver(region, place, name=name, email=f"{name}@example.org"), place, weekdays=days, seats=1)
        for name, place, days in (("one", home, [2]), ("other", home, [2]), ("third", town, [3]))
    )
    plan = propose_plan(plan=planned(region), by=SYSTEM)
    Ride.objects.update(answer=Answer.YES, answered_at=timezone.now())
    Outing.objects.update(answer=Answer.YES, answered_at=timezone.now())
    driving = Ride.objects.get(request=moved).outing.offer
    free = other if driving == one else one
    before = told()
    address = f"{DESK}{plan.public_id}/by-hand/{moved.public_id}/{TUESDAY}/"
    assert "Whoever rides or drives otherwise after the change" in desk.get(address).content.decode()
    page = desk.post(address, {"out": trip_key(free.pk, TUESDAY)}, follow=True).content.decode()
    assert "Whoever rides or drives otherwise than before is told and asked anew, and nobody else." in page
    anew = RidePlan.objects.get(state=PlanState.PROPOSED)
    assert (anew.edition, anew.replans, anew.proof["changes"][0]) == (2, plan, 1)
    assert {ride.request_id: ride.answer for ride in Ride.objects.filter(outing__plan=anew)} == {
        moved.pk: Answer.OPEN,
        stays.pk: Answer.YES,
    }
    assert sorted(told()) == sorted([*before, "moved@example.org", "one@example.org", "other@example.org"])
    assert Outing.objects.get(plan=anew, offer=third).answer == Answer.YES
    # Taken off, the lift stays off when the week is planned anew; put on again, it is planned with again.
    address = f"{DESK}{anew.public_id}/by-hand/{moved.public_id}/{TUESDAY}/"
    assert "It costs 1 lift." in desk.post(address, {"out": ""}, follow=True).content.decode()
    third_edition = reckoned(RidePlan.objects.get(state=PlanState.PROPOSED))
    assert (third_edition.proof["served"], third_edition.told["by_hand"]) == ([1, 2], "reckoned")
    later = propose_plan(plan=planned(region), by=SYSTEM)
    assert [row.reason for row in later.unserved.all()] == ["by_hand"]
    change_by_hand(plan=later, change=Change(moved, TUESDAY, {"out": trip_key(free.pk, TUESDAY)}), by=SYSTEM)
    assert reckoned(RidePlan.objects.get(state=PlanState.PROPOSED)).proof["served"] == [2, 2]


def test_a_plan_that_was_replaced_is_not_changed_by_hand(two_drives: tuple[RidePlan, RideRequest, list[Offer]]) -> None:
    plan, request, _offers = two_drives
    RidePlan.objects.update(state=PlanState.REPLACED)
    with pytest.raises(PlanRefused, match="ready or proposed"):
        change_by_hand(plan=plan, change=Change(request, TUESDAY, {"out": ""}), by=SYSTEM)


def waiting(region: Region, on: date) -> date | None:
    return house_of(region, on).of_lifts.unplanned


def test_from_thursday_on_an_unplanned_week_is_on_the_to_do_list(
    desk: Client, region: Region, ends: tuple[Place, Place]
) -> None:
    monday = next_monday()
    thursday, wednesday = monday - timedelta(days=4), monday - timedelta(days=5)
    assert waiting(region, thursday) is None
    a_request(a_point(region, ends[0]), a_point(region, ends[1]))
    assert (waiting(region, thursday), waiting(region, wednesday)) == (monday, None)
    task = next(task for task in reckon(facts_of(situation_of(region, thursday))).tasks if task.kind == Kind.PLAN_LIFTS)
    duty = duty_of(task, region, thursday)
    assert (duty.label, duty.url) == ("Plan the lifts of next week", DESK)
    planned(region, monday)
    assert waiting(region, thursday) is None
    RidePlan.objects.update(state=PlanState.FAILED)
    assert waiting(region, thursday) == monday
    holiday = SchoolHoliday.objects.create(
        region=region, name="Winter", first_on=monday, last_on=monday + timedelta(days=4)
    )
    assert waiting(region, thursday) is None
    holiday.delete()
    some_rules(region, is_open=False)
    assert waiting(region, thursday) is None
