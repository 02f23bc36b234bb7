"""Why a lift is missing: with the named obstacles gone, planning again serves the request."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from maillage.core.carpool.nouns import Plan, Proof, Request, Trip, Week, Window
from maillage.core.carpool.obstacles import Kind, Obstacle, possible
from maillage.core.carpool.planning import plan_week
from maillage.core.carpool.reasons import Reason, reasons, without_obstacle
from maillage.core.ride_check import check
from tests.core.carpool.crowded_weeks import a_crowded_week

WANTED = int(os.environ.get("LIFT_REASONS", "20"))
HARD = {
    Kind.OWN_HOURS,
    Kind.NOBODY_OFFERS,
    Kind.NOBODY_PASSES_NEAR,
    Kind.NO_TIME_FITS,
    Kind.NEED_NOT_MET,
    Kind.CAR_TOO_SMALL,
}
HOUR = 3_600
# Five villages along one road, ten minutes from each to the next.
ROAD = np.array([[600 * abs(a - b) for b in range(5)] for a in range(5)], dtype=np.int64)


def a_lift(key: str, origin: int = 1, destination: int = 3, at: int = 8, **fields: object) -> Request:
    """Return a request to be there within the hour, from the village 1 to the village 3 if nothing else is said."""
    usual: dict[str, object] = {
        "pickup": Window((at - 1) * HOUR, at * HOUR + 1_800),
        "dropoff": Window(at * HOUR, at * HOUR + 1_800),
        "longest": HOUR,
    }
    return Request(key, origin, destination, **{**usual, **fields})


def a_drive(key: str = "t", driver: str = "ada", origin: int = 0, destination: int = 4, **fields: object) -> Trip:
    """Return a drive along the whole road between seven and nine, with one seat and no time for detours."""
    usual: dict[str, object] = {"leaves": 7 * HOUR, "arrives": 9 * HOUR, "seats": 1, "detour": 0}
    return Trip(key, driver, origin, destination, **{**usual, **fields})


def a_week(requests: list[Request], trips: list[Trip], **caps: int) -> Week:
    return Week(ROAD, tuple(requests), tuple(trips), caps)


def why(week: Week, key: str) -> Reason:
    """Return the reason of one request, after planning again without its obstacles has served it."""
    plan = plan_week(week)
    assert key not in plan.trip_of
    (reason,) = reasons(week, plan, only=frozenset({key}))
    changed = without_obstacle(week, reason)
    again = plan_week(changed)
    assert check(changed, again) == ()
    assert key in again.trip_of
    return reason


def alone_in_the_world(week: Week, key: str) -> bool:
    """Tell whether the request is served where nobody else asks, by the planner itself."""
    (request,) = (replace(one, couple="") for one in week.requests if one.key == key)
    return plan_week(replace(week, requests=(request,), caps={})).served.value == 1


def test_with_the_named_obstacles_gone_planning_again_serves_each_of_many_unserved_requests() -> None:
    rng = random.Random(3)
    told: Counter[Kind] = Counter()
    while told.total() < WANTED:
        week = a_crowded_week(rng, requests=10, generous=bool(rng.randrange(2)))
        plan = plan_week(week)
        assert check(week, plan) == ()
        found = list(reasons(week, plan))
        assert [one.request for one in found] == [one.key for one in week.requests if one.key not in plan.trip_of]
        rng.shuffle(found)
        for reason in sorted(found, key=lambda one: told[one.kind])[:5]:
            told[reason.kind] += 1
            changed = without_obstacle(week, reason)
            again = plan_week(changed)
            assert check(changed, again) == ()
            assert reason.request in again.trip_of, reason
            assert reason.legs <= again.trip_of.keys(), reason
            hard = [one for one in reason.obstacles if one.request == reason.request and one.kind in HARD]
            assert alone_in_the_world(week, reason.request) == (not hard), reason
            # The control: while the one obstacle stands, somebody of those who are left has no lift.
            if len(reason.obstacles) == 1 and plan.is_best:
                kept = replace(
                    week, requests=tuple(one for one in week.requests if one.key in reason.served | reason.legs)
                )
                assert plan_week(kept).served.value < len(kept.requests)
    assert len(told) >= (9 if WANTED >= 200 else 6)


def test_nobody_offers_a_trip() -> None:
    assert why(a_week([a_lift("r")], []), "r").kind is Kind.NOBODY_OFFERS


def test_both_legs_of_a_return_where_nobody_offers_a_trip() -> None:
    both = [a_lift("r", couple="b"), a_lift("b", 3, 1, at=12, couple="r")]
    kinds = [one.kind for one in why(a_week(both, []), "r").obstacles]
    assert kinds == [Kind.NOBODY_OFFERS, Kind.RETURN_LEG_MISSING, Kind.NOBODY_OFFERS]


def test_nobody_passes_near_and_the_nearest_would_need_so_much_more_time() -> None:
    trips = [a_drive(origin=0, destination=0, detour=0, key="home"), a_drive(origin=2, destination=4, detour=600)]
    reason = why(a_week([a_lift("r")], trips), "r")
    assert reason.obstacles == (Obstacle(Kind.NOBODY_PASSES_NEAR, "r", "t", "ada", seconds=600),)


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ({"leaves": 9 * HOUR, "arrives": 11 * HOUR}, {"early": HOUR}),
        ({"leaves": 5 * HOUR, "arrives": 7 * HOUR}, {"late": HOUR + 600}),
        ({"leaves": 8 * HOUR, "arrives": 8 * HOUR + 600 * 4 - 60}, {"late": 60}),
    ],
)
def test_no_time_fits_and_the_nearest_would_have_to_leave_or_arrive_so_much_otherwise(
    hours: dict[str, int], expected: dict[str, int]
) -> None:
    reason = why(
        a_week([a_lift("r")], [a_drive(**hours), a_drive(key="later", leaves=20 * HOUR, arrives=23 * HOUR)]), "r"
    )
    (obstacle,) = reason.obstacles
    assert (obstacle.kind, obstacle.trip) == (Kind.NO_TIME_FITS, "t")
    assert {"early": obstacle.early, "late": obstacle.late} == {"early": 0, "late": 0, **expected}


def test_a_need_that_nobody_meets_is_named() -> None:
    request = a_lift("r", needs=frozenset({"wheelchair", "child_seat"}))
    reason = why(a_week([request], [a_drive(offers=frozenset({"child_seat"}))]), "r")
    assert reason.obstacles == (Obstacle(Kind.NEED_NOT_MET, "r", "t", "ada", needs=frozenset({"wheelchair"})),)


def test_a_car_that_is_too_small() -> None:
    reason = why(a_week([a_lift("r", seats=3)], [a_drive()]), "r")
    assert reason.obstacles == (Obstacle(Kind.CAR_TOO_SMALL, "r", "t", "ada", seats=2),)


def test_a_request_that_contradicts_itself() -> None:
    hurried = a_lift("r", longest=60, pickup=Window(8 * HOUR, 8 * HOUR), dropoff=Window(8 * HOUR, 8 * HOUR + 600))
    reason = why(a_week([hurried], [a_drive()]), "r")
    assert reason.kind is Kind.OWN_HOURS
    assert possible(hurried, 1_200) == replace(hurried, longest=1_200, dropoff=Window(8 * HOUR, 8 * HOUR + 1_200))
    early = a_lift("r", longest=1_200, pickup=Window(6 * HOUR, 6 * HOUR))
    assert possible(early, 1_200).pickup == Window(6 * HOUR, 8 * HOUR - 1_200)


def test_seats_that_went_to_another_and_a_car_that_is_full() -> None:
    two = [a_lift("r", seats=2), a_lift("q"), a_lift("p")]
    reason = why(a_week(two, [a_drive(seats=2)]), "r")
    (obstacle,) = reason.obstacles
    assert (obstacle.kind, obstacle.trip, set(obstacle.others), obstacle.seats) == (Kind.CAR_FULL, "t", {"p", "q"}, 2)


def test_somebody_whose_way_leaves_no_time() -> None:
    there, across = a_lift("a", 0, 4), a_lift("r", 3, 1)
    week = a_week([there, across], [a_drive(seats=4, detour=600 * 4, arrives=8 * HOUR + 1_800)])
    first = why(week, next(key for key in ("a", "r") if key not in plan_week(week).trip_of))
    (obstacle,) = first.obstacles
    assert obstacle.kind is Kind.SEATS_TAKEN
    assert set(obstacle.others) == {"a", "r"} - {first.request}


def test_who_leaves_a_seat_takes_the_other_leg_of_the_return_along() -> None:
    both = [a_lift("a", 0, 4, couple="b"), a_lift("b", 4, 0, at=12, couple="a")]
    trips = [
        a_drive(seats=4, arrives=8 * HOUR + 1_800),
        a_drive("back", "ben", 4, 0, leaves=11 * HOUR, arrives=13 * HOUR),
    ]
    week = a_week([*both, a_lift("r", 3, 1)], [replace(trips[0], detour=600 * 4), trips[1]])
    (obstacle,) = why(week, "r").obstacles
    assert (obstacle.kind, set(obstacle.others)) == (Kind.SEATS_TAKEN, {"a", "b"})


def test_a_driver_who_drives_no_more_this_week() -> None:
    later = a_drive("noon", leaves=11 * HOUR, arrives=13 * HOUR, seats=4)
    week = a_week([a_lift("r", at=12), a_lift("q"), a_lift("p")], [a_drive(seats=2), later], ada=1)
    (obstacle,) = why(week, "r").obstacles
    assert (obstacle.kind, obstacle.driver, set(obstacle.others)) == (Kind.CAP_REACHED, "ada", {"p", "q"})


def test_a_driver_who_is_on_another_trip_at_that_time() -> None:
    other = a_drive("hills", origin=4, destination=0, leaves=8 * HOUR, arrives=10 * HOUR, seats=4)
    week = a_week([a_lift("r", 3, 1), a_lift("q"), a_lift("p")], [a_drive(seats=2), other])
    (obstacle,) = why(week, "r").obstacles
    assert (obstacle.kind, obstacle.trip, set(obstacle.others)) == (Kind.DRIVER_BUSY, "hills", {"p", "q"})


def test_a_return_whose_other_leg_nobody_drives() -> None:
    both = [a_lift("r", couple="b"), a_lift("b", 3, 1, at=12, couple="r")]
    reason = why(a_week(both, [a_drive()]), "r")
    assert [one.kind for one in reason.obstacles][:2] == [Kind.RETURN_LEG_MISSING, Kind.NOBODY_PASSES_NEAR]
    assert reason.obstacles[0].others == ("b",)
    assert why(a_week(both, [a_drive()]), "b").kind is Kind.NOBODY_PASSES_NEAR


def test_a_return_whose_other_leg_lost_its_seat_to_somebody() -> None:
    both = [a_lift("r", couple="b"), a_lift("b", 3, 1, at=12, couple="r")]
    back = a_drive("back", "ben", 4, 0, leaves=11 * HOUR, arrives=13 * HOUR, seats=3)
    others = [a_lift(key, 3, 1, at=12) for key in ("x", "y", "z")]
    reason = why(a_week([*others, *(replace(one, seats=3) for one in both)], [a_drive(seats=3), back]), "r")
    assert [one.kind for one in reason.obstacles] == [Kind.RETURN_LEG_MISSING, Kind.CAR_FULL]


def test_a_return_of_which_both_legs_need_the_same_car_at_once() -> None:
    both = [a_lift("r", couple="b"), a_lift("b", 3, 1, couple="r")]
    week = a_week(
        both, [a_drive(origin=1, destination=1, detour=4 * 600, leaves=8 * HOUR - 1_200, arrives=8 * HOUR + 1_200)]
    )
    tight = replace(both[1], pickup=Window(8 * HOUR - 1_200, 8 * HOUR - 600), dropoff=Window(8 * HOUR, 8 * HOUR))
    week = replace(week, requests=(both[0], tight), trips=(replace(week.trips[0], leaves=6 * HOUR, arrives=10 * HOUR),))
    reason = why(week, "r")
    assert Kind.ONE_CAR_FOR_BOTH in {one.kind for one in reason.obstacles}


def test_a_plan_that_was_not_searched_to_its_end_says_so() -> None:
    week = a_week([a_lift("r")], [a_drive()])
    nothing = Proof(0, 0)
    plan = Plan((), nothing, Proof(0, 1), nothing, nothing, nothing, stopped=True)
    (reason,) = reasons(week, plan)
    assert reason.kind is Kind.SEARCH_STOPPED
    assert without_obstacle(week, reason) == week


def test_reasons_are_told_one_after_the_other_until_somebody_stops_them() -> None:
    week = a_week([a_lift(key) for key in "abc"], [])
    told: list[tuple[int, int]] = []
    found = reasons(week, plan_week(week), should_stop=lambda: len(told) == 2, tell=lambda *at: told.append(at))
    assert [one.request for one in found] == ["a", "b"]
    assert told == [(1, 3), (2, 3)]
