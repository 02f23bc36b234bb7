"""Distances, and who is near whom, against the plain way of reckoning every pair."""

from __future__ import annotations

from math import inf, nan, pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.coverage import CostMatrix, Positions, Refused, haversine, own_distance, travel


def a_region(
    seed: int, n: int = 40, m: int = 15
) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    rng = np.random.default_rng(seed)
    return (
        (rng.uniform(44, 45.5, n), rng.uniform(4, 6, n)),
        (rng.uniform(44, 45.5, m), rng.uniform(4, 6, m)),
    )


def test_a_quarter_of_the_globe_is_a_quarter_of_its_girth() -> None:
    quarter = 6371.0088 * pi / 2
    assert haversine([0, 0], [0, 0], [90, 0], [0, 90]) == pytest.approx(np.full((2, 2), quarter), rel=1e-12)
    assert haversine([0], [0], [0], [180])[0, 0] == pytest.approx(2 * quarter, rel=1e-12)
    assert haversine([45], [5], [45], [5])[0, 0] == 0


def test_a_way_inside_a_municipality_is_half_its_radius() -> None:
    assert own_distance([56.0])[0] == pytest.approx(2.111, abs=5e-4)  # the Soria example of methods.md
    assert own_distance([pi, 0.0]).tolist() == [0.5, 0.0]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("circuity", [1.0, 1.3])
def test_pairs_and_nearest_are_those_of_the_full_matrix(
    seed: int, circuity: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(travel, "MOST_ROWS", 7)
    monkeypatch.setattr(travel, "PAIRS_AT_ONCE", 20)
    monkeypatch.setattr(travel, "SAMPLE", 2)
    here, there = a_region(seed)
    rng = np.random.default_rng(seed + 100)
    homes = rng.integers(-1, 40, 15)
    areas = rng.uniform(0, 6000, 40)
    # Some places stand exactly on the point of their municipality.
    for place in range(0, 15, 2):
        if homes[place] >= 0:
            there[0][place], there[1][place] = here[0][homes[place]], here[1][homes[place]]
    ways = Positions(here, there, circuity=circuity, areas=areas, homes=homes)
    plain = haversine(*here, *there)
    for place, home in enumerate(homes):
        if home >= 0:
            plain[home, place] = max(plain[home, place], own_distance([areas[home]])[0])
    plain *= circuity
    assert ways.matrix() == pytest.approx(plain, abs=1e-9)
    assert ways.nearest().costs == pytest.approx(plain.min(axis=1), abs=1e-9)
    assert CostMatrix(plain).nearest().costs.tolist() == plain.min(axis=1).tolist()
    for source in (ways, CostMatrix(plain)):
        found = {(i, j): cost for block in source.pairs_within(25) for i, j, cost in zip(*block, strict=True)}
        assert set(found) == set(zip(*np.nonzero(plain <= 25), strict=True))
        assert all(abs(cost - plain[pair]) < 1e-9 for pair, cost in found.items())


def test_a_place_in_ones_own_municipality_is_no_further_than_the_nearest_other_one() -> None:
    # 600 km² stand for 6.9 km inside; the neighbour's place is 3 km away.
    here = ([44.0, 45.0], [5.0, 5.0])
    neighbour = 44 + 3 / 111.195
    both = Positions(here, ([44.0, neighbour, 45.0], [5.0, 5.0, 5.0]), circuity=1, areas=[600, 0], homes=[0, -1, 1])
    assert both.nearest().costs == pytest.approx([3.0, 0.0], abs=1e-3)
    alone = Positions(here, ([44.0], [5.0]), circuity=1.3, areas=[600, 0], homes=[0])
    assert alone.nearest().costs[0] == pytest.approx(1.3 * own_distance([600])[0])


def test_without_areas_a_place_at_home_is_at_no_distance() -> None:
    assert Positions(([44.0], [5.0]), ([44.0], [5.0]), homes=[0]).nearest().costs.tolist() == [0.0]


def test_what_a_figure_measures_is_said() -> None:
    here, there = a_region(0)
    assert Positions(here, there, circuity=1).measure == "straight_line"
    assert Positions(here, there).measure == "road_estimate"
    assert CostMatrix([[1.0]]).measure == "travel_time"


def test_without_places_nothing_is_near() -> None:
    here, _ = a_region(0)
    for ways in (Positions(here, ([], [])), CostMatrix(np.zeros((40, 0)))):
        assert ways.nearest().places == 0
        assert set(ways.nearest().costs) == {inf}
        assert sum(len(block.rows) for block in ways.pairs_within(30)) == 0


def test_all_initiatives_in_one_place_are_found_in_blocks_that_stay_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(travel, "PAIRS_AT_ONCE", 5_000)
    monkeypatch.setattr(travel, "SAMPLE", 8)
    here = (np.full(2_000, 44.0), np.full(2_000, 5.0))
    ways = Positions(here, (np.full(100, 44.0), np.full(100, 5.0)))
    sizes = [len(block.rows) for block in ways.pairs_within(20)]
    assert sum(sizes) == 200_000
    assert max(sizes) <= 5_000


def test_the_far_side_of_the_globe_is_within_reach_of_a_reach_that_goes_round_it() -> None:
    ways = Positions(([0.0], [0.0]), ([0.0], [180.0]), circuity=1)
    (block,) = ways.pairs_within(30_000)
    assert block.costs == pytest.approx([6371.0088 * pi])


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-180, 180)), min_size=2, max_size=5))
def test_distances_are_those_of_a_sphere(points: list[tuple[float, float]]) -> None:
    north, east = np.array(points).T
    found = haversine(north, east, north, east)
    assert np.allclose(found, found.T, atol=1e-6)
    assert np.diag(found).tolist() == [0] * len(points)
    assert (found <= 6371.0088 * pi + 1e-6).all()
    detour = (found[:, :, None] + found[None, :, :]).min(axis=1)
    assert (found <= detour + 1e-3).all()


@pytest.mark.parametrize(
    ("key", "ask"),
    [
        ("not_finite", lambda: haversine([nan], [0], [0], [0])),
        ("not_on_earth", lambda: haversine([91], [0], [0], [0])),
        ("not_on_earth", lambda: haversine([0], [0], [0], [-181])),
        ("other_length", lambda: haversine([0, 1], [0], [0], [0])),
        ("negative", lambda: own_distance([-1])),
        ("not_finite", lambda: CostMatrix([[inf]])),
        ("negative", lambda: CostMatrix([[-1.0]])),
        ("not_a_table", lambda: CostMatrix([1.0])),
        ("not_a_number", lambda: CostMatrix([["far"]])),
        ("shorter_than_straight", lambda: Positions(([0], [0]), ([0], [0]), circuity=0.9)),
        ("zero", lambda: Positions(([0], [0]), ([0], [0]), circuity=0)),
        ("no_such_position", lambda: Positions(([0], [0]), ([0], [0]), homes=[1])),
        ("negative", lambda: Positions(([0], [0]), ([0], [0]), homes=[-2])),
        ("other_length", lambda: Positions(([0], [0]), ([0], [0]), areas=[1, 2])),
    ],
)
def test_ways_that_cannot_be_are_refused(key: str, ask: object) -> None:
    with pytest.raises(Refused) as refused:
        ask()  # type: ignore[operator]  # the parameter is a plain function
    assert refused.value.key == key
