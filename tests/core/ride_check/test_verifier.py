"""The verifier accepts every valid plan, and rejects each broken one with the name of the rule."""

from __future__ import annotations

import ast
import os
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import maillage.core.ride_check
from maillage.core.carpool.nouns import Act, Earlier, Outing, Plan, Proof, Week, Window
from maillage.core.ride_check import Fault, Rule, check
from tests.core.ride_check.mutations import MUTATIONS, draw, peak
from tests.core.ride_check.weeks import a_planned_week

WANTED = int(os.environ.get("RIDE_MUTATIONS", "10000"))


def test_ten_thousand_broken_plans_are_rejected_each_with_the_name_of_the_rule() -> None:
    rng = random.Random(5)
    made: Counter[Rule] = Counter()
    while made.total() < WANTED:
        week, plan, earlier = a_planned_week(rng)
        assert check(week, plan, earlier) == ()
        for mutation in MUTATIONS * 2:
            broken = mutation(draw(rng, week, plan, earlier))
            if broken is None:
                continue
            found = check(broken.week, broken.plan, broken.earlier)
            expected = Fault(broken.rule, broken.where)
            assert expected in found, (mutation.__name__, found)
            assert not broken.alone or found == (expected,), (mutation.__name__, found)
            made[broken.rule] += 1
    assert made.total() >= WANTED
    assert set(made) == set(Rule)
    assert min(made.values()) >= WANTED // 100


def tightened(week: Week, plan: Plan) -> Week:
    """Return the week with every rule drawn to what the plan takes, and not a second more."""
    rng = random.Random(0)
    caps: Counter[str] = Counter()
    trips = {trip.key: trip for trip in week.trips}
    requests = {request.key: request for request in week.requests}
    for outing in plan.outings:
        trip = trips[outing.trip]
        caps[trip.driver] += 1
        one = draw(rng, week, replace(plan, outings=(outing,)), Earlier())
        trips[trip.key] = replace(
            trip, leaves=outing.leaves, arrives=outing.arrives, seats=peak(one), detour=outing.detour
        )
        for stop in outing.stops:
            window = Window(stop.at, stop.at)
            request = requests[stop.request]
            if stop.act is Act.PICKUP:
                request = replace(request, pickup=window, longest=request.boarding + stop.at)
            else:
                request = replace(request, dropoff=window, longest=stop.at - request.longest)
            requests[stop.request] = replace(request, needs=trip.offers)
    return Week(week.travel, tuple(requests.values()), tuple(trips.values()), caps)


def test_every_valid_plan_is_accepted_even_where_each_rule_leaves_no_second() -> None:
    rng = random.Random(7)
    for _ in range(300):
        week, plan, earlier = a_planned_week(rng)
        assert check(week, plan, earlier) == ()
        assert check(tightened(week, plan), plan, earlier) == ()


def test_a_week_without_outings_is_a_valid_plan() -> None:
    week, _plan, _earlier = a_planned_week(random.Random(1))
    nothing = Proof(0, 0)
    assert check(week, Plan((), nothing, Proof(0, 3), nothing, nothing, nothing)) == ()


def test_without_an_earlier_plan_there_are_neither_promises_nor_changes() -> None:
    week, plan, _earlier = a_planned_week(random.Random(2))
    plan = replace(plan, changes=Proof(0, 0), kept_promises=Proof(0, 0))
    assert check(week, plan) == ()
    found = check(week, replace(plan, changes=Proof(1, 0)))
    assert found == (Fault(Rule.AIM_MISSTATED, "changes"),)


def test_two_outings_of_a_driver_may_touch() -> None:
    week, plan, earlier = a_planned_week(random.Random(3))
    first, second = plan.outings[:2]
    trips = {trip.key: trip for trip in week.trips}
    later = first.arrives - second.leaves
    moved = Outing(
        second.trip,
        second.leaves + later,
        tuple(replace(stop, at=stop.at + later) for stop in second.stops),
        second.arrives + later,
        second.detour,
    )
    trips[second.trip] = replace(trips[second.trip], driver=trips[first.trip].driver)
    week = replace(week, trips=tuple(trips.values()), caps={})
    found = check(week, replace(plan, outings=(first, moved)), earlier)
    assert Rule.DRIVER_TWICE_AT_ONCE not in {fault.rule for fault in found}
    before = replace(moved, arrives=moved.arrives - 1, leaves=moved.leaves - 1)
    found = check(week, replace(plan, outings=(first, before)), earlier)
    assert Rule.DRIVER_TWICE_AT_ONCE in {fault.rule for fault in found}


def test_a_fault_is_told_once() -> None:
    week, plan, earlier = a_planned_week(random.Random(4))
    found = check(week, replace(plan, outings=plan.outings * 3), earlier)
    assert len(found) == len(set(found))


def test_the_verifier_imports_nothing_of_ours_but_itself() -> None:
    for path in Path(maillage.core.ride_check.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("maillage"):
                assert str(node.module).startswith("maillage.core.ride_check"), path
