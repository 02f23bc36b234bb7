"""Floating catchments against plain loops, what always holds of them, and where other libraries go wrong."""

from __future__ import annotations

from math import exp, inf, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.coverage import (
    CostMatrix,
    Positions,
    Refused,
    Statement,
    access,
    binary,
    floating_catchment,
    gaussian,
    step,
)

KERNELS = [binary(20), step(), gaussian(), gaussian(5, 12)]
EXAMPLE = CostMatrix([[5, 25], [15, 12], [40, 8]], "road_estimate")


def by_loops(people: list[float], capacities: list[float], costs: np.ndarray, weigh: object) -> tuple[list[float], ...]:
    """Ratios and access, written down as the formula says."""
    n, m = costs.shape
    ratios = []
    for j in range(m):
        demand = sum(people[i] * weigh(costs[i, j]) for i in range(n))  # type: ignore[operator]  # the parameter is a plain function
        ratios.append(capacities[j] / demand if demand else 0.0)
    return ratios, [sum(ratios[j] * weigh(costs[i, j]) for j in range(m)) for i in range(n)]  # type: ignore[operator]  # the parameter is a plain function


PLAIN = [
    lambda d: float(d <= 20),
    lambda d: 1.0 if d <= 10 else 0.68 if d <= 20 else 0.22 if d <= 30 else 0.0,
    lambda d: exp(-(d**2) / 200) if d <= 30 else 0.0,
    lambda d: exp(-(d**2) / 50) if d <= 12 else 0.0,
]


def test_the_worked_example() -> None:
    found = floating_catchment([100, 50, 200], [6, 3], EXAMPLE, step())
    assert found.ratios == pytest.approx([0.04478, 0.01172], abs=5e-6)
    assert found.access == pytest.approx([0.04735, 0.03842, 0.01172], abs=5e-6)
    assert float((found.access * [100, 50, 200]).sum()) == pytest.approx(9, abs=1e-12)
    assert found.fair_share == pytest.approx([1.84, 1.49, 0.46], abs=5e-3)
    assert (found.gap_list, found.gap_people, found.supply) == ((2,), 200.0, 9.0)


def test_bounds_of_kernels_belong_to_them() -> None:
    bounds = np.array([0, 10, 10.001, 20, 20.001, 30, 30.001])
    assert step()(bounds).tolist() == [1, 1, 0.68, 0.68, 0.22, 0.22, 0]
    assert binary(20)(bounds).tolist() == [1, 1, 1, 1, 0, 0, 0]
    assert gaussian()(bounds)[-2:] == pytest.approx([exp(-4.5), 0])


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("kernel", range(4))
def test_access_is_what_the_formula_says(seed: int, kernel: int, monkeypatch: pytest.MonkeyPatch) -> None:
    # A limit of a few pairs makes the search run twice in half of the cases.
    monkeypatch.setattr(access, "MOST_KEPT", 10 if seed % 2 else 10_000)
    rng = np.random.default_rng(seed)
    n, m = rng.integers(1, 9, 2)
    people = rng.integers(0, 500, n).astype(float).tolist()
    capacities = rng.integers(0, 30, m).astype(float).tolist()
    here, there = (rng.uniform(44, 44.6, n), rng.uniform(4, 4.6, n)), (rng.uniform(44, 44.6, m), rng.uniform(4, 4.6, m))
    ways = Positions(here, there)
    ratios, reached = by_loops(people, capacities, ways.matrix(), PLAIN[kernel])
    for travel in (ways, CostMatrix(ways.matrix())):
        found = floating_catchment(people, capacities, travel, KERNELS[kernel])
        assert found.ratios == pytest.approx(ratios, rel=1e-9)
        assert found.access == pytest.approx(reached, rel=1e-9)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 6), st.integers(1, 4), st.sampled_from(KERNELS), st.integers(2, 9))
def test_what_holds_of_every_catchment(data: st.DataObject, n: int, m: int, kernel: access.Kernel, times: int) -> None:
    people = np.array(data.draw(st.lists(st.integers(0, 900), min_size=n, max_size=n)))
    supply = np.array(data.draw(st.lists(st.integers(0, 50), min_size=m, max_size=m)))
    costs = np.array(data.draw(st.lists(st.integers(0, 40), min_size=n * m, max_size=n * m))).reshape(n, m)
    travel = CostMatrix(costs)
    found = floating_catchment(people, supply, travel, kernel)
    assert np.isfinite(found.access).all()
    assert np.isfinite(found.ratios).all()
    assert (people * found.access).sum() == pytest.approx(supply[~found.unused].sum(), rel=1e-9)
    assert floating_catchment(people, supply * times, travel, kernel).access == pytest.approx(found.access * times)
    assert floating_catchment(people * times, supply, travel, kernel).access == pytest.approx(found.access / times)
    if found.fair_share is None:
        assert found.mean in {None, 0.0}
        assert found.gap_list == ()
    else:
        assert (people * found.fair_share).sum() == pytest.approx(people.sum())
        short = [i for i in range(n) if found.fair_share[i] < 0.5 and people[i]]
        assert found.gap_list == tuple(sorted(short, key=lambda i: (-people[i], i)))
        assert found.gap_people == people[short].sum()


def test_whom_no_place_reaches_has_0_and_never_nan() -> None:
    # PySAL access leaves such places out of its result, so that they come back as NaN and drop out of every mean.
    found = floating_catchment([100, 50], [6], CostMatrix([[5], [31]]), step())
    assert found.access.tolist() == [0.06, 0.0]
    assert found.fair_share.tolist() == [pytest.approx(1.5), 0.0]
    assert found.gap_list == (1,)


def test_pairs_beyond_the_cut_off_change_nothing() -> None:
    # PySAL's three-step variant normalises over all pairs it is handed, so that far places change near figures.
    near = floating_catchment([100, 50], [6, 2], CostMatrix([[5, 12], [15, 9]]), step())
    far = floating_catchment([100, 50, 70], [6, 2, 9], CostMatrix([[5, 12, 31], [15, 9, 90], [31, 44, 99]]), step())
    assert far.access.tolist() == [*near.access.tolist(), 0.0]
    assert far.ratios.tolist() == [*near.ratios.tolist(), 0.0]


def test_a_place_that_nobody_can_reach_is_unused_and_never_infinite() -> None:
    found = floating_catchment([100, 0], [6, 3], CostMatrix([[5, 50], [50, 5]]), step())
    assert found.ratios.tolist() == [0.06, 0.0]
    assert found.unused.tolist() == [False, True]
    assert found.supply == 6.0
    assert Statement("unused_in_this_model", {"places": 1, "of": 2}) in found.statements


def test_where_nobody_lives_access_is_still_defined_but_weighs_nothing() -> None:
    found = floating_catchment([100, 0], [6], CostMatrix([[5], [5]]), step())
    assert found.access.tolist() == [0.06, 0.06]
    assert found.gap_list == ()
    empty = floating_catchment([0, 0], [6], CostMatrix([[5], [5]]), step())
    assert (empty.mean, empty.fair_share, empty.gap_list) == (None, None, ())


def test_without_places_there_is_no_fair_share() -> None:
    found = floating_catchment([100, 50], [], CostMatrix(np.zeros((2, 0))), step())
    assert found.access.tolist() == [0.0, 0.0]
    assert (found.mean, found.fair_share) == (0.0, None)


def test_a_capacity_not_known_stands_as_1_and_is_flagged() -> None:
    found = floating_catchment([100], [None, 3], CostMatrix([[5, 5]]), step())
    assert found.access.tolist() == [0.04]
    assert found.assumed.tolist() == [True, False]
    assert found.statements == (
        Statement(
            "kernel_step",
            {"cut_off": 30.0, "measure": "travel_time", "bands": ((10, 1), (20, 0.68), (30, 0.22)), "sigma": None},
        ),
        Statement("capacity_assumed", {"places": 1, "of": 2}),
    )


@pytest.mark.parametrize(
    ("key", "ask"),
    [
        ("negative", lambda: floating_catchment([-1], [1], CostMatrix([[1]]), step())),
        ("not_finite", lambda: floating_catchment([1], [nan], CostMatrix([[1]]), step())),
        ("negative", lambda: floating_catchment([1], [-3], CostMatrix([[1]]), step())),
        ("other_length", lambda: floating_catchment([1, 2], [1], CostMatrix([[1]]), step())),
        ("other_length", lambda: floating_catchment([1], [1, 2], CostMatrix([[1]]), step())),
        ("not_ascending", lambda: step([(10, 1), (10, 0.5)])),
        ("not_ascending", lambda: step([])),
        ("not_descending_from_1", lambda: step([(10, 0.5), (20, 1)])),
        ("not_descending_from_1", lambda: step([(10, 2)])),
        ("not_descending_from_1", lambda: step([(10, 1), (20, 0)])),
        ("zero", lambda: gaussian(0)),
        ("not_finite", lambda: binary(inf)),
    ],
)
def test_absurd_input_is_refused(key: str, ask: object) -> None:
    with pytest.raises(Refused) as refused:
        ask()  # type: ignore[operator]  # the parameter is a plain function
    assert refused.value.key == key
