"""What a plan does with a week: couples, caps, seats, waiting, stopping, promises, limits of work."""

from dataclasses import replace

import numpy as np
import pytest

from maillage.core.carpool import bundles
from maillage.core.carpool.aims import Limits
from maillage.core.carpool.nouns import Act, Earlier, Plan, Proof, Request, Trip, Week, Window
from maillage.core.carpool.obstacles import Kind
from maillage.core.carpool.planning import plan_week
from maillage.core.carpool.reasons import reasons
from maillage.core.ride_check.whole import check
from tests.carpool_weeks import a_week

# Village 0, village 1 on the way to town 2, village 3 aside.
TRAVEL = np.array([[0, 600, 1200, 700], [600, 0, 600, 500], [1200, 600, 0, 900], [700, 500, 900, 0]])
ANY = Window(0, 20_000)
RIDE = Request("ride", 1, 2, ANY, ANY, 900)
DRIVE = Trip("drive", "Anna", 0, 2, 0, 10_000, 2, 600)


def planned(*rows: Request | Trip, caps: dict[str, int] | None = None, earlier: Earlier | None = None) -> Plan:
    requests = tuple(row for row in rows if isinstance(row, Request))
    trips = tuple(row for row in rows if isinstance(row, Trip))
    week = Week(TRAVEL, requests, trips, caps or {})
    plan = plan_week(week, earlier or Earlier())
    assert check(week, plan, earlier) == ()
    return plan


def test_a_rider_on_the_way_costs_no_detour_and_the_car_leaves_as_late_as_it_can() -> None:
    plan = planned(replace(RIDE, pickup=Window(5000, 6000), boarding=60), DRIVE)
    (outing,) = plan.outings
    assert [(stop.act, stop.place, stop.at) for stop in outing.stops] == [(Act.PICKUP, 1, 5000), (Act.DROPOFF, 2, 5660)]
    assert (outing.leaves, outing.arrives, outing.detour) == (4400, 5720, 0)
    assert plan.is_best
    assert plan.trip_of == {"ride": "drive"}


def test_a_couple_is_served_on_both_legs_or_on_neither() -> None:
    out, back = replace(RIDE, couple="back"), replace(RIDE, key="back", origin=2, destination=1, couple="ride")
    assert planned(out, back, DRIVE).served == Proof(0, 0)
    home = replace(DRIVE, key="home", origin=2, destination=0, leaves=10_000, arrives=20_000)
    assert planned(out, back, DRIVE, home).trip_of == {"ride": "drive", "back": "home"}


def test_a_cap_holds_over_the_week() -> None:
    later = replace(DRIVE, key="later", leaves=10_000, arrives=20_000)
    riders = [replace(RIDE, key=f"r{index}", seats=2) for index in range(2)]
    assert planned(*riders, DRIVE, later).served.value == 2
    assert planned(*riders, DRIVE, later, caps={"Anna": 1}).served == Proof(1, 1)
    assert planned(*riders, DRIVE, later, caps={"Anna": 0}).served == Proof(0, 0)


def test_a_driver_makes_no_two_trips_whose_hours_overlap_but_may_make_one_after_the_other() -> None:
    riders = [replace(RIDE, key=f"r{index}", seats=2) for index in range(2)]
    overlapping = replace(DRIVE, key="again", leaves=9_999, arrives=20_000)
    assert planned(*riders, DRIVE, overlapping).served.value == 1
    assert planned(*riders, DRIVE, replace(overlapping, leaves=10_000)).served.value == 2


def test_seats_are_free_again_after_a_drop_off() -> None:
    near = replace(RIDE, key="near", origin=0, destination=1)
    assert planned(near, RIDE, replace(DRIVE, seats=1)).served.value == 2
    assert planned(replace(near, destination=2, longest=1200), RIDE, replace(DRIVE, seats=1)).served.value == 1


def test_needs_are_met_by_what_the_trip_offers() -> None:
    child = replace(RIDE, needs=frozenset({"child seat"}))
    assert planned(child, DRIVE).served.value == 0
    assert planned(child, replace(DRIVE, offers=frozenset({"child seat", "Arabic"}))).served.value == 1


def test_waiting_counts_only_where_the_pickup_cannot_be_later() -> None:
    waits = replace(RIDE, dropoff=Window(5000, 6000))
    assert planned(waits, DRIVE).served.value == 1
    assert planned(replace(waits, pickup=Window(0, 4000)), DRIVE).served.value == 0


def test_a_promise_goes_before_the_number_of_riders() -> None:
    aside = replace(RIDE, key="aside", origin=3, destination=2, seats=2, longest=900)
    small = replace(DRIVE, leaves=0, arrives=2_600)
    many = [replace(RIDE, key=f"r{index}") for index in range(2)]
    assert planned(aside, *many, small).served == Proof(2, 2)
    plan = planned(aside, *many, small, earlier=Earlier(promised=frozenset({"aside"})))
    assert (plan.kept_promises, plan.trip_of) == (Proof(1, 1), {"aside": "drive"})


def test_who_had_a_trip_keeps_it_even_at_a_detour() -> None:
    other = replace(DRIVE, key="other", driver="Bea", origin=3)
    assert planned(RIDE, DRIVE, other).trip_of == {"ride": "drive"}
    plan = planned(RIDE, DRIVE, other, earlier=Earlier({"ride": "other", "withdrawn": "drive"}))
    assert plan.trip_of == {"ride": "other"}
    assert (plan.changes, plan.detour) == (Proof(0, 0), Proof(200, 200))
    assert planned(RIDE, DRIVE, earlier=Earlier({"ride": "other"})).changes == Proof(1, 1)


def test_of_plans_with_the_same_detour_the_load_is_spread() -> None:
    later = replace(DRIVE, key="later", leaves=10_000, arrives=20_000)
    other = replace(later, key="other", driver="Bea")
    riders = [replace(RIDE, key=f"r{index}", seats=2) for index in range(2)]
    plan = planned(*riders, DRIVE, later, other)
    assert (plan.served.value, plan.load) == (2, Proof(1, 1))


def test_a_week_without_requests_or_trips_is_planned() -> None:
    assert planned().is_best
    assert planned(RIDE).served == Proof(0, 0)
    assert planned(DRIVE).outings == ()


def test_the_same_week_gives_the_same_plan_and_a_cancellation_changes_as_little_as_can_be() -> None:
    week = a_week(80, 20, seed=3)
    plan = plan_week(week)
    assert plan.is_best
    assert plan == plan_week(week)
    driver = next(trip.driver for trip in week.trips if trip.key == plan.outings[0].trip)
    without = replace(week, trips=tuple(trip for trip in week.trips if trip.driver != driver))
    earlier = Earlier(plan.trip_of, frozenset(plan.trip_of))
    again = plan_week(without, earlier)
    assert again.is_best
    assert check(without, again, earlier) == ()
    anew = plan_week(without).trip_of
    assert again.kept_promises.value >= len(anew.keys() & earlier.promised)
    stays = plan_week(without, Earlier(plan.trip_of))
    assert stays.changes.value <= sum(anew.get(key) != trip for key, trip in plan.trip_of.items())


@pytest.fixture(scope="module")
def best() -> Plan:
    return plan_week(a_week(80, 20, seed=3))


@pytest.mark.parametrize("asked", [0, 1, 5, 30, 60, 100, 150])
def test_whenever_it_is_stopped_the_plan_is_valid_and_its_bounds_are_true(asked: int, best: Plan) -> None:
    week = a_week(80, 20, seed=3)
    left = [asked]

    def stop() -> bool:
        left[0] -= 1
        return left[0] < 0

    plan = plan_week(week, should_stop=stop)
    assert check(week, plan) == ()
    assert plan.stopped
    assert not plan.is_best
    assert plan.served.value <= best.served.value <= plan.served.bound


def test_progress_is_told_from_trip_to_trip_and_from_aim_to_aim() -> None:
    told: list[tuple[str, int, int]] = []
    plan_week(Week(TRAVEL, (RIDE,), (DRIVE,)), tell=lambda *words: told.append(words))
    assert told == [("bundles", 1, 1), ("plan", 1, 3), ("plan", 2, 3), ("plan", 3, 3)]


def test_limits_of_work_leave_a_valid_plan_and_an_honest_gap(best: Plan) -> None:
    week = a_week(80, 20, seed=3)
    plan = plan_week(week, limits=Limits(bundles=60, labels=20, nodes=1))
    assert check(week, plan) == ()
    assert plan.served.value < best.served.value <= plan.served.bound
    assert not plan.is_best


def test_hundreds_of_requests_at_one_place_are_planned_within_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    # No two are alike, or they would be planned as one.
    requests = tuple(replace(RIDE, key=f"r{index}", longest=900 + index) for index in range(400))
    week = Week(TRAVEL, requests, tuple(replace(DRIVE, key=f"t{index}", driver=f"d{index}") for index in range(3)))
    plan = plan_week(week, limits=Limits(bundles=3_000, labels=3_000))
    assert check(week, plan) == ()
    assert 6 <= plan.served.value < plan.served.bound <= 400
    # A car that goes to and fro all day carries more than can be tried, of those who are alike too.
    monkeypatch.setattr(bundles, "MOST_RIDERS", 7)
    shuttle = replace(DRIVE, leaves=0, arrives=12_000, detour=12_000, seats=1)
    open_ = replace(RIDE, pickup=Window(0, 12_000), dropoff=Window(0, 12_000))
    week = Week(TRAVEL, tuple(replace(open_, key=f"r{index}") for index in range(400)), (shuttle,))
    plan = plan_week(week, limits=Limits(bundles=3_000, labels=3_000))
    assert check(week, plan) == ()
    assert 7 == plan.served.value < 9 <= plan.served.bound <= 400


def test_where_a_way_round_is_shorter_than_the_direct_way_the_plan_is_still_exact() -> None:
    travel = TRAVEL.copy()
    travel[0, 2] = 1_500
    week = Week(travel, (RIDE, replace(RIDE, key="far", origin=0, longest=1_400)), (replace(DRIVE, detour=0),))
    plan = plan_week(week)
    assert check(week, plan) == ()
    assert plan.trip_of == {"ride": "drive", "far": "drive"}
    assert plan.detour == Proof(-300, -300)


def test_ten_thousand_who_ask_for_the_same_are_planned_at_once_and_proved_and_each_has_a_reason() -> None:
    there = replace(RIDE, key="", seats=1)
    asked = tuple(replace(there, key=f"rider {number}") for number in range(10_000))
    week = Week(TRAVEL, asked, (DRIVE, replace(DRIVE, key="second", driver="Ben")))
    plan = plan_week(week)
    assert (plan.served.value, plan.is_best, check(week, plan)) == (4, True, ())
    why = reasons(week, plan)
    assert [one.kind for one in why] == [Kind.CAR_FULL] * 9_996
    assert {obstacle.request for one in why for obstacle in one.obstacles} == {one.request for one in why}
