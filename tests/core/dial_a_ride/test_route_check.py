"""The check names the rule that routes break and lets those pass that break none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.ride_instances import tight
from maillage.core.dial_a_ride import Instance, read_instance, solve
from maillage.core.route_check import Rule, Unreadable, check_solution, read_routes

Routes = list[list[int]]


@pytest.fixture(scope="module")
def solved() -> tuple[Instance, Routes]:
    instance = read_instance(tight("a", 2, 16))
    return instance, [list(route) for route in solve(instance).routes]


def rules(instance: Instance, routes: Routes) -> set[Rule]:
    return {one.rule for one in check_solution(instance, routes).violations}


def test_each_mutation_is_named(solved: tuple[Instance, Routes]) -> None:
    instance, routes = solved
    n = instance.requests
    verdict = check_solution(instance, routes)
    assert verdict.valid
    for at, route in enumerate(routes):
        others = [other for other in routes if other is not route]
        for place, stop in enumerate(route):
            if stop > n:
                continue
            drop = stop + n
            without = [one for one in route if one not in {stop, drop}]
            assert Rule.UNSERVED in rules(instance, [*others, without])
            assert Rule.STOP_TWICE in rules(instance, [*others, [*route, stop]])
            assert Rule.UNKNOWN_STOP in rules(instance, [*others, [*route, 2 * n + 2]])
            swapped = [drop if one == stop else stop if one == drop else one for one in route]
            assert Rule.ORDER in rules(instance, [*others, swapped])
            parted = [one for one in route if one != drop]
            assert Rule.PARTED in rules(instance, [parted, [*others[0], drop], *others[1:]])
            closes = instance.closes.copy()
            closes[stop] = verdict.times[at][place + 1] - 0.01
            # Rides and the route's length may be what makes the least time so late.
            late = {Rule.WINDOW, Rule.RIDE, Rule.DURATION}
            assert rules(replace(instance, closes=closes), routes) & late


def test_limits_that_are_just_too_narrow_are_named(solved: tuple[Instance, Routes]) -> None:
    instance, routes = solved
    assert rules(replace(instance, vehicles=1), routes) == {Rule.VEHICLES}
    assert rules(replace(instance, longest_ride=2.0), routes) == {Rule.RIDE}
    assert rules(replace(instance, longest_route=30.0), routes) == {Rule.DURATION}
    assert Rule.CAPACITY in rules(replace(instance, capacity=0), routes)
    told = check_solution(instance, routes, 1.0)
    assert [one.rule for one in told.violations] == [Rule.COST]
    assert check_solution(instance, [*routes, []], told.cost).valid


def test_waiting_before_a_pickup_keeps_a_ride_short() -> None:
    text = "1 1 300 1 20\n0 0 0 0 0 0 300\n1 0 0 0 1 0 300\n2 0 10 0 -1 200 210\n3 0 0 0 0 0 300\n"
    verdict = check_solution(read_instance(text), [[1, 2]])
    assert (verdict.valid, np.round(verdict.times[0], 6).tolist()) == (True, [0.0, 180.0, 200.0, 210.0])


@pytest.mark.parametrize(
    "text",
    [
        '{"routes": [[1, 3, 2, 4]], "cost": 12}',
        "[[0, 1, 3, 2, 4, 5]]",
        "1 3 2 4\n",
        "Route 1: 0, 1, 3, 2, 4, 5  # by hand\n\n",
    ],
)
def test_routes_are_read_in_every_form(text: str) -> None:
    assert read_routes(text, range(6))[0] == [[1, 3, 2, 4]]


def test_the_cost_that_is_told_is_read() -> None:
    assert read_routes('{"routes": [[7]], "cost": 12}', range(6)) == ([[-1]], 12)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  ", "no-routes"),
        ("{", "no-json"),
        ('{"ways": []}', "no-list-of-routes"),
        ("[1, 2]", "no-list-of-routes"),
        ('[["1"]]', "no-stop-number"),
        ("[[true]]", "no-stop-number"),
        ('{"routes": [], "cost": "much"}', "no-cost"),
        ("1 2\n3 x\n", "no-stop-number"),
    ],
)
def test_what_holds_no_routes_is_refused(text: str, key: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read_routes(text, range(6))
    assert unreadable.value.key == key
