"""The reckoning of a week as a job: one at a time, watched, stopped, taken up after a death, refused when wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from maillage.core.carpool import planning
from maillage.core.carpool.nouns import Plan, Refused
from maillage.kit import jobs
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.mobility.actions.keep_plan import keep_plan
from maillage.mobility.actions.plan_week import PlanRefused, reckon_plan, replan, start_plan, stop_plan
from maillage.mobility.actions.watch import Watch
from maillage.mobility.enums import PlanState, TravelSource
from maillage.mobility.models import Outing, Ride, RidePlan, Unserved
from maillage.mobility.plan_words import failure_words
from maillage.mobility.queries.week_asked import week_asked
from maillage.mobility.queries.week_explained import Explained
from maillage.mobility.travel import NoTravelTimes, Travel, times
from maillage.mobility.week_ticks import end_given_up_reckonings
from maillage.territory.models import Region
from tests.conftest import Cast
from tests.mobility.weeks import (
    a_driver,
    a_point,
    a_request,
    a_village,
    an_offer,
    next_monday,
    planned,
    reckoned,
    some_rules,
)


@pytest.fixture
def region(cast: Cast) -> Region:
    """Two ask for the same lift, and a driver has room for both."""
    some_rules(cast.near)
    home, town = a_village(cast.near), a_village(cast.near, 20)
    start, end = a_point(cast.near, home), a_point(cast.near, town)
    for _rider in range(2):
        a_request(start, end)
    an_offer(a_driver(cast.near, home), home)
    return cast.near


def begun(region: Region) -> RidePlan:
    return start_plan(region=region, monday=next_monday(), by=SYSTEM)


def test_a_week_is_planned_once_at_a_time(region: Region) -> None:
    first = begun(region)
    with pytest.raises(PlanRefused, match="This week is being planned already"):
        begun(region)
    assert RidePlan.objects.get() == first
    reckoned(first)
    assert begun(region).edition == 2
    # The database itself refuses a second, whoever writes it.
    with pytest.raises(IntegrityError), transaction.atomic():
        RidePlan.objects.create(region=region, monday=next_monday(), edition=9)


def test_a_week_that_is_over_or_begins_on_no_monday_is_refused(region: Region) -> None:
    with pytest.raises(PlanRefused, match="begins on a Monday"):
        start_plan(region=region, monday=next_monday() + timedelta(days=1), by=SYSTEM)
    with pytest.raises(PlanRefused, match="This week is over"):
        start_plan(region=region, monday=next_monday(-1), by=SYSTEM)


def killed(*_week: Any, **_how: Any) -> Plan:
    raise SystemExit


def test_a_worker_that_died_is_followed_by_another(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = begun(region)
    honest = planning.plan_week
    monkeypatch.setattr(planning, "plan_week", killed)
    jobs.run_all("first")
    # What a killed process leaves behind: a job that runs, and a plan that is reckoned.
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, finished_at=None)
    plan.refresh_from_db()
    assert plan.state == PlanState.RECKONING
    monkeypatch.setattr(planning, "plan_week", honest)
    late = timezone.now() + timedelta(seconds=301)
    assert jobs.requeue_stalled(now=late, lease=timedelta(seconds=300)) == (1, 0)
    assert reckoned(plan).proof["served"] == [2, 2]
    for _again in range(2):
        reckon_plan.call(plan.pk, "en")
    assert (Outing.objects.count(), Ride.objects.count()) == (1, 2)


def test_a_plan_that_was_given_up_does_not_keep_its_week_from_being_planned(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = begun(region)
    monkeypatch.setattr(planning, "plan_week", killed)
    jobs.run_all("first")
    later = timezone.now() + timedelta(seconds=301)
    for status, given_up in ((TaskResultStatus.RUNNING, 0), (TaskResultStatus.FAILED, 1)):
        DBTaskResult.objects.update(status=status)
        with time_machine.travel(later):
            assert end_given_up_reckonings() == given_up
    plan.refresh_from_db()
    assert (plan.state, plan.told["failed"]) == (PlanState.FAILED, "broke_off")
    assert begun(region).edition == 2


def test_two_workers_on_one_plan_keep_it_once(region: Region) -> None:
    plan = begun(region)
    RidePlan.objects.update(state=PlanState.RECKONING)
    asked = week_asked(plan)
    found = planning.plan_week(asked.week)
    for _worker in range(2):
        keep_plan(plan, asked, found, Explained())
    assert (Outing.objects.count(), Ride.objects.count()) == (1, 2)


def test_a_long_run_holds_its_lease_and_tells_at_most_once_a_second(region: Region) -> None:
    plan = begun(region)
    RidePlan.objects.update(state=PlanState.RECKONING)
    old = timezone.now() - timedelta(seconds=299)
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=old)
    watch = Watch(plan.pk, lambda: jobs.hold(reckon_plan, plan.pk, "en"))
    for done in range(50):
        watch.tell("bundles", done, 50)
    plan.refresh_from_db()
    assert (plan.told["stage"], plan.told["done"], plan.told["total"]) == ("bundles", 0, 50)
    later = timezone.now() + timedelta(seconds=5)
    assert jobs.requeue_stalled(now=later, lease=timedelta(seconds=300)) == (0, 0)
    assert not watch.should_stop()


def test_a_plan_that_waits_is_stopped_at_once(region: Region) -> None:
    plan = begun(region)
    assert stop_plan(plan=plan, by=SYSTEM)
    assert not stop_plan(plan=plan, by=SYSTEM)
    assert reckoned(plan).state == PlanState.STOPPED
    assert not Outing.objects.exists()
    assert AuditEntry.objects.filter(verb="stop plan").count() == 1


def test_a_reckoning_sees_that_it_is_to_stop(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = begun(region)
    honest = planning.plan_week

    def stopped_on_the_way(week: Any, earlier: Any, **how: Any) -> Plan:
        assert stop_plan(plan=plan, by=SYSTEM)
        assert how["should_stop"]()
        return replace(honest(week, earlier), outings=(), stopped=True)

    monkeypatch.setattr(planning, "plan_week", stopped_on_the_way)
    assert reckoned(plan).state == PlanState.STOPPED
    assert not Outing.objects.exists()


def test_what_was_found_before_a_stop_is_kept_and_says_so(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    from maillage.mobility.plan_words import proof_words

    plan = begun(region)
    honest = planning.plan_week

    def stopped_at_the_end(week: Any, earlier: Any, **how: Any) -> Plan:
        found = honest(week, earlier)
        stop_plan(plan=plan, by=SYSTEM)
        assert how["should_stop"]()
        return replace(found, stopped=True, served=replace(found.served, bound=5))

    monkeypatch.setattr(planning, "plan_week", stopped_at_the_end)
    assert reckoned(plan).state == PlanState.READY
    assert proof_words(plan)[:2] == [
        "2 of 2 lifts asked for are in the plan.",
        "The reckoning was stopped before its end: at most 3 more could be served.",
    ]


def _late(found: Plan) -> Plan:
    """The control: a planner that lets everybody arrive an hour late."""
    outing = found.outings[0]
    stops = tuple(replace(stop, at=stop.at + 3600) for stop in outing.stops)
    late = replace(outing, leaves=outing.leaves + 3600, stops=stops, arrives=outing.arrives + 3600)
    return replace(found, outings=(late, *found.outings[1:]))


def _boasting(found: Plan) -> Plan:
    """The control: a planner that says it serves more than it does."""
    return replace(found, served=replace(found.served, value=3, bound=3))


@pytest.mark.parametrize(
    ("spoilt", "rule", "said"),
    [
        (_late, "dropoff_window", "The rider would get there too early or too late."),
        (_boasting, "aim_misstated", "The numbers that the plan tells of itself are not right."),
    ],
)
def test_a_plan_that_breaks_a_rule_is_refused_by_its_check(
    region: Region, monkeypatch: pytest.MonkeyPatch, spoilt: Any, rule: str, said: str
) -> None:
    honest = planning.plan_week
    monkeypatch.setattr(planning, "plan_week", lambda *week, **how: spoilt(honest(*week, **how)))
    plan = planned(region)
    assert plan.state == PlanState.FAILED
    assert rule in plan.told["rules"]
    assert said in failure_words(plan)
    assert not Outing.objects.exists()
    assert not Unserved.objects.exists()


def test_travel_times_that_nobody_knows_are_a_sentence(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_region: Region, _stops: Any) -> Travel:
        raise NoTravelTimes("The road router does not answer.")

    monkeypatch.setattr("maillage.mobility.queries.week_asked.times", unknown)
    plan = planned(region)
    assert (plan.state, failure_words(plan)) == (PlanState.FAILED, "The road router does not answer.")

    def with_a_hole(where: Region, stops: Any) -> Travel:
        travel = times(where, stops)
        seconds = travel.seconds.copy()
        seconds[0, 1] = -1
        return Travel(travel.stops, seconds, travel.metres, TravelSource.UPLOAD)

    monkeypatch.setattr("maillage.mobility.queries.week_asked.times", with_a_hole)
    plan = planned(region)
    assert plan.state == PlanState.FAILED
    assert "Nobody knows the travel time from Village" in failure_words(plan)
    assert "(pairs missing: 1)" in failure_words(plan)


def test_what_the_planner_refuses_and_what_breaks_off_is_said(region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_week: Any, **_how: Any) -> Plan:
        raise Refused("same_place", "7/2026-12-01/out")

    monkeypatch.setattr(planning, "plan_week", refused)
    plan = planned(region)
    assert "This week cannot be planned: a lift leads to where it begins." in failure_words(plan)

    def broken(*_week: Any, **_how: Any) -> Plan:
        raise RuntimeError

    monkeypatch.setattr(planning, "plan_week", broken)
    assert "The reckoning broke off." in failure_words(planned(region))


def test_planning_anew_ends_the_reckoning_that_knows_less(region: Region) -> None:
    plan = planned(region)
    running = begun(region)
    anew = replan(plan=plan, by=SYSTEM)
    running.refresh_from_db()
    assert (running.state, anew.edition) == (PlanState.STOPPED, 3)
    assert reckoned(anew).state == PlanState.READY
    plan.refresh_from_db()
    assert plan.state == PlanState.REPLACED
