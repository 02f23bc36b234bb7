"""A request fits into a tour exactly where the check of foreign routes says so, and at the least detour."""

from __future__ import annotations

import pytest

from benchmarks.ride_instances import tight, wide
from maillage.core.dial_a_ride import Instance, read_instance
from maillage.core.dial_a_ride.neighbourhood import Search
from maillage.core.route_check import Rule, check_solution


def broken_by(instance: Instance, route: tuple[int, ...]) -> set[Rule]:
    return {one.rule for one in check_solution(instance, [route]).violations if one.route}


@pytest.mark.parametrize("text", [wide(1), tight("b", 3, 24)], ids=["wide", "tight"])
def test_places_are_those_that_the_check_lets_pass(text: str) -> None:
    instance = read_instance(text)
    search, n = Search(instance), instance.requests
    table = search.table
    plan = search.filled(search.empty(), instance.vehicles, noisy=False)
    taken = set(plan.routes[0][::4]) & set(range(1, n + 1)) or {plan.routes[0][0]}
    route = tuple(stop for stop in plan.routes[0] if stop not in taken and stop - n not in taken)
    tour = table.tour(route)
    assert tour.length == pytest.approx(instance.length(route))
    for rider in [*sorted(taken), *(rider for rider in plan.routes[1][:4] if rider <= n)]:
        least = float("inf")
        for at in range(len(route) + 1):
            for to in range(at, len(route) + 1):
                longer = tour.longer(n, rider, at, to)
                broken = broken_by(instance, longer)
                assert tour.takes(table, rider, at, to) == (not broken - {Rule.CAPACITY})
                least = least if broken else min(least, instance.length(longer) - tour.length)
        fit = table.fit(tour, rider)
        assert (float("inf") if fit is None else fit[0]) == pytest.approx(least)
        if fit is None:
            continue
        assert not broken_by(instance, tour.longer(n, rider, *fit[1:]))
