"""Routes are proved best, equal brute force, and are found again by anybody who reads the same file."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from benchmarks.ride_instances import tight, wide
from maillage.core.dial_a_ride import DEFAULT_LIMITS, Instance, Limits, read_instance, relaxation, solve, solve_exactly
from maillage.core.route_check import check_solution

SHARED = os.environ.get("MAILLAGE_CARPOOL_DATA", "")
QUICK = Limits(rounds=60, labels=60_000)


def tiny(seed: int) -> Instance:
    rng = np.random.default_rng(seed)
    n, rows = 3, []
    for at in range(2 * n):
        x, y = rng.integers(-8, 9, 2)
        opens = rng.integers(0, 60) if at < n else 0
        closes = opens + rng.integers(20, 60) if at < n else 200
        rows.append(f"{at + 1} {x} {y} 2 {1 if at < n else -1} {opens} {closes}")
    head = f"2 {n} {rng.integers(70, 130)} 2 {rng.integers(15, 30)}"
    return read_instance("\n".join([head, "0 0 0 0 0 0 200", *rows, "7 0 0 0 0 0 200"]))


def shortest(instance: Instance) -> float:
    """Try every order of every split over two vehicles."""
    riders = range(1, instance.requests + 1)
    best: dict[frozenset[int], float] = {frozenset(): 0.0}
    for size in (1, 2, 3):
        for some in itertools.combinations(riders, size):
            stops = [*some, *(rider + instance.requests for rider in some)]
            for order in itertools.permutations(stops):
                rules = {(one.rule, one.route) for one in check_solution(instance, [order]).violations}
                if all(route == 0 for _, route in rules):
                    key = frozenset(some)
                    best[key] = min(best.get(key, np.inf), instance.length(order))
    everybody = frozenset(riders)
    return min((best[one] + best.get(everybody - one, np.inf) for one in best), default=np.inf)


@pytest.mark.parametrize("seed", range(6))
def test_the_optimum_is_that_of_brute_force(seed: int) -> None:
    instance = tiny(seed)
    found, least = solve_exactly(instance), shortest(instance)
    assert found.served == (least < np.inf)
    if found.served:
        assert (found.proved, found.cost) == (True, pytest.approx(least, abs=1e-6))


@pytest.mark.parametrize(
    ("family", "vehicles", "requests", "length"), [("a", 2, 16, 251.022), ("b", 2, 16, 296.053), ("a", 3, 18, 243.066)]
)
def test_small_sizes_of_both_families_are_proved_best(family: str, vehicles: int, requests: int, length: float) -> None:
    instance = read_instance(tight(family, vehicles, requests))
    found = solve(instance)
    assert (round(found.cost, 3), found.proved, found.served) == (length, True, True)
    assert found.bound == pytest.approx(found.cost)
    assert check_solution(instance, found.routes, found.cost).violations == ()


def test_a_guess_that_is_too_near_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relaxation, "GUESS", 1e-4)
    found = solve_exactly(read_instance(tight("a", 3, 18)))
    assert (found.proved, round(found.cost, 3)) == (True, 243.066)


def test_wide_windows_are_searched_and_everybody_is_served() -> None:
    instance = read_instance(wide(1))
    found = solve(instance, Limits(rounds=20, labels=1))
    again = solve(instance, Limits(rounds=20, labels=1))
    assert found == again
    assert (found.served, found.proved, found.method[:5]) == (True, False, "large")
    assert check_solution(instance, found.routes, found.cost).valid


def test_what_no_vehicle_can_reach_is_said_not_to_be_served() -> None:
    far = "1 1 100 1 50\n0 0 0 0 0 0 100\n1 90 0 0 1 0 10\n2 0 0 0 -1 0 100\n3 0 0 0 0 0 100\n"
    found = solve(read_instance(far), QUICK)
    assert (found.routes, found.served, found.proved) == ((), False, False)


def test_stopping_leaves_the_best_so_far() -> None:
    asked = itertools.count()
    told: list[tuple[float, float]] = []
    found = solve(
        read_instance(tight("a", 3, 18)),
        should_stop=lambda: next(asked) > 65,
        tell=lambda bound, cost: told.append((bound, cost)),
    )
    assert (found.served, found.proved) == (True, False)
    assert found.bound <= found.cost
    assert told


def test_fewest_vehicles_come_first_where_goods_are_carried() -> None:
    text = "3 10 1\n0 0 0 0 0 500 0 0 0\n"
    pairs = [(1, 10, 0, 2), (3, 12, 0, 4), (5, -10, 0, 6)]
    for number, x, y, after in pairs:
        text += f"{number} {x} {y} 1 0 400 1 0 {after}\n{after} {x} {y + 2} -1 0 400 1 {number} 0\n"
    instance = read_instance(text)
    found = solve(instance, QUICK)
    assert (len(found.routes), found.served) == (1, True)
    assert check_solution(instance, found.routes, found.cost).valid


@pytest.mark.skipif(not SHARED, reason="MAILLAGE_CARPOOL_DATA names no folder of shared instances")
@pytest.mark.parametrize(("name", "length"), [("a2-16", 294.25), ("a3-24", 344.83), ("b2-16", 309.41)])
def test_shared_instances_have_their_known_optimum(name: str, length: float) -> None:
    found = solve(read_instance((Path(SHARED) / f"{name}.txt").read_text()), DEFAULT_LIMITS)
    assert (round(found.cost, 2), found.proved) == (length, True)
