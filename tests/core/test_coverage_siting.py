"""Where next: the proved optimum, its rule for equals and its bounds, against trying every choice."""

from __future__ import annotations

from itertools import combinations
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from maillage.core.coverage import (
    CostMatrix,
    Limits,
    Nearest,
    Positions,
    Refused,
    Statement,
    cover,
    marginal_curve,
    own_choice,
    shortest_longest,
    where_next,
)
from maillage.core.coverage.cover import greedy, problem_of
from maillage.core.coverage.ties import OutOfWork, Search, first_of_equals

NOTHING_ALLOWED = Limits(steps=0, nodes=0, ties=1)


def a_question(seed: int) -> tuple[np.ndarray, np.ndarray, int, Nearest | None]:
    """Return people, costs, how many places and what exists: small enough to try every choice."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, 13)), int(rng.integers(1, 8))
    people = rng.integers(0, rng.choice([3, 50]), n).astype(float)
    if seed % 5 == 0:
        people = people + 0.25 * rng.integers(0, 4, n)
    costs = rng.integers(0, 60, (n, m)).astype(float)
    existing = Nearest(rng.integers(0, 60, n).astype(float), "travel_time", 2) if seed % 3 == 0 else None
    return people, costs, int(rng.integers(0, 5)), existing


def by_trying(
    people: np.ndarray, costs: np.ndarray, most: int, existing: Nearest | None
) -> tuple[float, tuple[int, ...]]:
    """The best gain within 20, and of the best choices the smallest, then the first."""
    open_to = np.ones(len(people), dtype=bool) if existing is None else existing.costs > 20
    best = (0.0, ())
    for size in range(min(most, costs.shape[1]) + 1):
        for chosen in combinations(range(costs.shape[1]), size):
            gained = people[open_to & (costs[:, list(chosen)] <= 20).any(axis=1)].sum() if chosen else 0.0
            if gained > best[0] + 1e-9:
                best = (float(gained), chosen)
    return best


@pytest.mark.parametrize("block", range(8))
def test_the_optimum_is_that_of_every_choice_and_equals_go_to_the_fewest_then_the_first(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        people, costs, most, existing = a_question(seed)
        found = where_next(people, CostMatrix(costs), 20, most, existing=existing)
        gained, chosen = by_trying(people, costs, most, existing)
        assert found.gained == pytest.approx(gained, abs=1e-9), seed
        assert found.places == chosen, seed
        assert found.proved, seed
        assert found.first_of_equals, seed
        assert found.bound == found.gained, seed
        current = 0.0 if existing is None else people[existing.costs <= 20].sum()
        assert (found.current, found.total) == (current, current + found.gained), seed
        assert found.statements[-1].key == "fewest_then_first"


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_limits_of_work_leave_a_choice_and_a_bound_that_holds(seed: int) -> None:
    people, costs, most, existing = a_question(seed)
    found = where_next(people, CostMatrix(costs), 20, most, existing=existing, limits=NOTHING_ALLOWED)
    gained, _ = by_trying(people, costs, most, existing)
    assert found.gained <= gained + 1e-9
    assert found.bound >= gained - 1e-9
    assert found.proved == (found.bound <= found.gained + 1e-9)
    assert found.gained >= (1 - 1 / np.e) * gained - 1e-9
    assert ("not_proved" in {statement.key for statement in found.statements}) == (not found.proved)


def a_hard_question(size: int = 60) -> tuple[np.ndarray, Positions]:
    """Return a question whose relaxed optimum is not whole, so that the integer program has to work."""
    rng = np.random.default_rng(5)
    north, east = rng.uniform(44, 45, size), rng.uniform(4, 5.4, size)
    return rng.integers(1, 900, size).astype(float), Positions((north, east), (north, east), circuity=1)


def by_plain_program(people: np.ndarray, reached: np.ndarray, size: int) -> float:
    """The optimum of the program as it is written in books, nothing left out beforehand, by scipy's own solver."""
    n, m = reached.shape
    cover = LinearConstraint(np.hstack([-reached.astype(float), np.eye(n)]), ub=0)
    budget = LinearConstraint(np.concatenate([np.ones(m), np.zeros(n)])[None, :], ub=size)
    answer = milp(
        np.concatenate([np.zeros(m), -people]),
        integrality=np.concatenate([np.ones(m), np.zeros(n)]),
        bounds=Bounds(0, 1),
        constraints=[cover, budget],
        options={"mip_rel_gap": 0},
    )
    return -float(answer.fun)


@pytest.mark.parametrize("places", [2, 4, 7])
def test_a_gap_of_the_relaxed_program_is_closed_by_the_integer_program_and_by_no_guess(places: int) -> None:
    # With seven places, exchanges of greedy and rounded choices end at 21,069; the optimum is 21,208.
    people, travel = a_hard_question()
    found = where_next(people, travel, 20, places)
    assert found.gained == pytest.approx(by_plain_program(people, travel.matrix() <= 20, places), abs=1e-6)
    assert (found.proved, found.bound) == (True, found.gained)
    assert places != 7 or found.gained == 21_208


def test_the_optimum_does_not_hang_on_exchanges(monkeypatch: pytest.MonkeyPatch) -> None:
    people, travel = a_hard_question(50)
    best = where_next(people, travel, 20, 4)
    monkeypatch.setattr(cover, "ROUNDS_OF_SWAPS", 1)
    assert where_next(people, travel, 20, 4).places == best.places


def test_a_choice_that_is_not_proved_says_what_no_choice_passes() -> None:
    people, travel = a_hard_question(50)
    proved = where_next(people, travel, 20, 4)
    for limits in (Limits(nodes=0), NOTHING_ALLOWED):
        found = where_next(people, travel, 20, 4, limits=limits)
        assert (found.proved, found.first_of_equals) == (False, False)
        assert found.gained <= proved.gained < found.bound
        assert found.statements[-2:] == (
            Statement("not_proved", {"gained": found.gained, "bound": found.bound}),
            Statement("equals_not_settled"),
        )


def test_the_same_places_come_out_for_any_number_that_is_enough_even_where_equals_are_not_settled() -> None:
    people, travel = a_hard_question(50)
    answers = [where_next(people, travel, 20, places, limits=Limits(ties=1)) for places in (15, 20, 50)]
    assert not any(answer.first_of_equals for answer in answers)
    assert len({answer.places for answer in answers}) == 1
    assert {answer.gained for answer in answers} == {people.sum()}


def test_a_target_out_of_reach_has_no_first_choice() -> None:
    problem = problem_of(np.ones(2), np.ones(2, dtype=bool), CostMatrix([[5, 50], [50, 5]]), 20)
    with pytest.raises(OutOfWork):
        first_of_equals(Search(problem, 1, 2.0, np.zeros(2), np.zeros(2)), 100)


def test_the_curve_never_falls_lies_above_one_by_one_and_that_is_concave() -> None:
    people, travel = a_hard_question()
    found = marginal_curve(people, travel, 20, most=6)
    gains = [step.gained for step in found.steps]
    assert gains == sorted(gains)
    assert gains[0] == 0
    assert all(step.proved for step in found.steps)
    assert all(exact >= simple for exact, simple in zip(gains, found.one_by_one, strict=True))
    added = np.diff(found.one_by_one)
    assert (np.diff(added) <= 1e-9).all()
    assert all(simple >= (1 - 1 / np.e) * exact for exact, simple in zip(gains, found.one_by_one, strict=True))


def test_as_many_places_as_candidates_reach_everybody_who_can_be_reached_with_the_fewest() -> None:
    people = [10, 20, 30, 40]
    costs = [[5, 50, 5, 50], [50, 5, 5, 50], [50, 50, 50, 5], [50, 50, 50, 50]]
    found = where_next(people, CostMatrix(costs), 20, 4)
    assert (found.gained, found.reachable, found.people) == (60.0, 60.0, 100.0)
    assert found.places == (2, 3)
    assert where_next(people, CostMatrix(costs), 20, 900).places == (2, 3)


def test_none_of_none_is_the_current_coverage() -> None:
    existing = Nearest(np.array([5.0, 50.0]), "travel_time", 1)
    found = where_next([10, 20], CostMatrix([[5], [5]]), 20, 0, existing=existing)
    assert (found.places, found.gained, found.current, found.total) == ((), 0.0, 10.0, 10.0)
    assert Statement("existing_stay", {"places": 1}) in found.statements


@pytest.mark.parametrize("people", [[10, 20], [0, 0]])
def test_where_nobody_can_be_reached_the_value_is_0_and_a_sentence_says_so(people: list[int]) -> None:
    far = 50 if any(people) else 5
    found = where_next(people, CostMatrix([[far], [far]]), 20, 3)
    assert (found.places, found.gained, found.reachable, found.proved) == ((), 0.0, 0.0, True)
    assert Statement("nobody_reachable") in found.statements
    none = where_next([10, 20], CostMatrix(np.zeros((2, 0))), 20, 3)
    assert (none.places, none.gained) == ((), 0.0)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_what_holds_of_every_siting(seed: int) -> None:
    people, costs, most, _ = a_question(seed)
    travel = CostMatrix(costs)
    found = where_next(people, travel, 20, most)
    problem = problem_of(people, np.ones(len(people), dtype=bool), travel, 20)
    assert found.gained >= problem.value(greedy(problem, most)) - 1e-9
    assert where_next(people, travel, 20, most + 1).gained >= found.gained - 1e-9
    # What exists already never lowers the total.
    existing = Nearest(costs[:, 0], "travel_time", 1)
    assert where_next(people, travel, 20, most, existing=existing).total >= found.total - 1e-9
    # The order of municipalities changes nothing.
    assert where_next(people[::-1], CostMatrix(costs[::-1]), 20, most).places == found.places


def test_the_cost_of_an_own_choice_is_told_in_people() -> None:
    people = [100, 60, 50, 10]
    costs = np.full((4, 4), 50.0)
    costs[[0, 1, 2, 3], [0, 1, 2, 3]] = 5
    found = own_choice(people, CostMatrix(costs), 20, [3, 0])
    assert (found.places, found.gained, found.best.places, found.best.gained) == ((0, 3), 110.0, (0, 1), 160.0)
    assert (found.lost, found.lost_share) == (50.0, 50 / 160)
    existing = Nearest(np.array([5.0, 50.0, 50.0, 50.0]), "travel_time", 1)
    beside = own_choice(people, CostMatrix(costs), 20, [0, 1], existing=existing)
    assert (beside.gained, beside.best.places, beside.lost) == (60.0, (1, 2), 50.0)
    assert own_choice(people, CostMatrix(np.full((4, 4), 50.0)), 20, [0]).lost_share is None


@pytest.mark.parametrize("seed", range(0, 120, 2))
def test_the_longest_way_is_as_short_as_any_choice_makes_it(seed: int) -> None:
    people, costs, most, existing = a_question(seed)
    found = shortest_longest(people, CostMatrix(costs), most, existing=existing)
    peopled = people > 0
    kept = np.full(len(people), inf) if existing is None else existing.costs
    if not peopled.any():
        assert (found.longest, found.places) == (None, ())
        return
    best = min(
        float(np.minimum(costs[:, list(chosen)].min(axis=1, initial=inf), kept)[peopled].max())
        for size in range(min(most, costs.shape[1]) + 1)
        for chosen in combinations(range(costs.shape[1]), size)
    )
    assert found.longest == (best if np.isfinite(best) else None)
    assert found.at_least == found.longest
    assert found.proved
    assert found.before == (None if existing is None else float(kept[peopled].max()))
    if np.isfinite(best):
        ways = np.minimum(costs[:, list(found.places)].min(axis=1, initial=inf), kept)[peopled]
        assert ways.max() == best


def test_the_longest_way_cannot_be_told_without_any_place() -> None:
    found = shortest_longest([1], CostMatrix(np.zeros((1, 0))), 3)
    assert (found.longest, found.statements) == (None, (Statement("no_data"),))


def test_a_longest_way_that_is_not_proved_says_between_what_it_lies() -> None:
    people, travel = a_hard_question(50)
    proved = shortest_longest(people, travel, 3)
    unproved = shortest_longest(people, travel, 3, limits=NOTHING_ALLOWED)
    assert proved.proved
    assert unproved.at_least <= proved.longest <= unproved.longest


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("negative", {"people": [-1, 1]}),
        ("other_length", {"people": [1]}),
        ("negative", {"reach": -1}),
        ("not_whole", {"places": 1.5}),
        ("negative", {"places": -1}),
        ("other_length", {"existing": Nearest(np.array([1.0]), "travel_time", 1)}),
    ],
)
def test_absurd_input_is_refused(key: str, change: dict[str, object]) -> None:
    arguments = {"people": [1, 1], "travel": CostMatrix([[1], [1]]), "reach": 20, "places": 1} | change
    with pytest.raises(Refused) as refused:
        where_next(**arguments)  # type: ignore[arg-type]  # wrong arguments are what is tested
    assert refused.value.key == key


def test_an_own_choice_names_candidates_that_exist() -> None:
    with pytest.raises(Refused, match="no_such_position"):
        own_choice([1], CostMatrix([[1]]), 20, [1])
    with pytest.raises(Refused, match="other_length"):
        shortest_longest([1], CostMatrix([[1]]), 1, existing=Nearest(np.array([1.0, 2.0]), "travel_time", 1))
