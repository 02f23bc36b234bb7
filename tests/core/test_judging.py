"""The figure of an application is what a hand reckons from grid, points and weights, whatever the order."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.judging import GridLine, Sheet, Standing, per_cent, ranks, shares, standing

# Weights 5, 3, 2 of 10: 50, 30 and 20 per cent.
GRID = [GridLine(1, 5, 5), GridLine(2, 5, 3), GridLine(3, 10, 2)]


@st.composite
def grids(draw: st.DrawFn) -> list[GridLine]:
    lines = draw(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 40)), min_size=1, max_size=6))
    return [GridLine(key, most, weight) for key, (most, weight) in enumerate(lines)]


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[GridLine], list[dict[int, int]]]:
    grid = draw(grids())
    sheet = st.fixed_dictionaries({line.key: st.integers(0, line.most_points) for line in grid})
    return grid, draw(st.lists(sheet, min_size=1, max_size=5))


def test_a_figure_reckoned_by_hand() -> None:
    # 4 of 5 at 50 % = 40; 2 of 5 at 30 % = 12; 5 of 10 at 20 % = 10.
    assert per_cent(GRID, {1: 4, 2: 2, 3: 5}) == 62
    assert shares(GRID) == {1: 50, 2: 30, 3: 20}


def test_mean_range_and_deviation_reckoned_by_hand() -> None:
    found = standing(GRID, [Sheet({1: 4, 2: 2, 3: 5}), Sheet({1: 5, 2: 5, 3: 10}), Sheet({1: 3, 2: 3, 3: 6})])
    # 62, 100 and 60: mean 74; deviations -12, 26, -14: squares 144 + 676 + 196 = 1016, half of it 508.
    assert (found.mean, found.lowest, found.highest, found.range) == (74, 60, 100, 40)
    assert found.deviation == pytest.approx(508**0.5, abs=1e-12)
    assert found.is_to_be_talked_about


@pytest.mark.parametrize(("apart", "talk"), [(24, False), (25, True), (26, True)])
def test_assessors_who_differ_by_a_quarter_talk(apart: int, talk: bool) -> None:
    found = Standing((Fraction(50), Fraction(50 + apart)), missing=0, aside=0)
    assert found.is_to_be_talked_about is talk


def test_who_stands_aside_and_who_has_not_finished_are_left_out_of_the_mean() -> None:
    whole, half, aside = Sheet({1: 5, 2: 5, 3: 10}), Sheet({1: 0}), Sheet({1: 0, 2: 0, 3: 0}, stands_aside=True)
    found = standing(GRID, [whole, half, aside, Sheet({})])
    assert (found.mean, found.missing, found.aside, found.deviation) == (100, 2, 1, None)
    nobody = standing(GRID, [aside, half])
    assert (nobody.mean, nobody.range, nobody.deviation, nobody.missing, nobody.aside) == (None, None, None, 1, 1)
    assert not nobody.is_to_be_talked_about


def test_equal_means_share_a_place_and_the_next_is_left_free() -> None:
    means = [Fraction(50), Fraction(80), None, Fraction(50), Fraction(10)]
    assert ranks(means) == [2, 1, None, 2, 4]


def test_points_beyond_a_line_and_lines_that_count_for_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="most"):
        per_cent(GRID, {1: 6, 2: 0, 3: 0})
    with pytest.raises(ValueError, match="at least one point"):
        GridLine(1, 0, 1)
    assert per_cent([], {}) is None


@settings(max_examples=60, deadline=None)
@given(judged())
def test_figures_stay_between_nothing_and_all_and_agree_with_the_plain_statistics(
    case: tuple[list[GridLine], list[dict[int, int]]],
) -> None:
    grid, sheets = case
    found = standing(grid, [Sheet(points) for points in sheets])
    plain = [
        100
        * sum(line.weight * points[line.key] / line.most_points for line in grid)
        / sum(line.weight for line in grid)
        for points in sheets
    ]
    assert [float(figure) for figure in found.figures] == pytest.approx(plain, abs=1e-9)
    assert 0 <= found.lowest <= found.mean <= found.highest <= 100  # type: ignore[operator]  # there is a figure
    assert float(found.mean) == pytest.approx(statistics.fmean(plain), abs=1e-9)  # type: ignore[arg-type]  # a mean exists where points do
    if len(plain) > 1:
        assert found.deviation == pytest.approx(statistics.stdev(plain), abs=1e-9)
    assert standing(grid, [Sheet(points) for points in reversed(sheets)]).mean == found.mean


@settings(max_examples=60, deadline=None)
@given(judged(), st.integers(1, 9))
def test_the_figure_hangs_on_the_weights_beside_each_other_alone(
    case: tuple[list[GridLine], list[dict[int, int]]], times: int
) -> None:
    grid, (points, *_) = case
    heavier = [GridLine(line.key, line.most_points, line.weight * times) for line in grid]
    assert per_cent(heavier, points) == per_cent(grid, points)
    assert sum(shares(grid).values()) == 100


@settings(max_examples=60, deadline=None)
@given(judged(), st.data())
def test_one_point_more_never_makes_it_less(
    case: tuple[list[GridLine], list[dict[int, int]]], data: st.DataObject
) -> None:
    grid, (points, *_) = case
    line = data.draw(st.sampled_from(grid))
    more = {**points, line.key: min(points[line.key] + 1, line.most_points)}
    before, after = per_cent(grid, points), per_cent(grid, more)
    assert before is not None
    assert after is not None
    assert (after > before) is (points[line.key] < line.most_points)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 4).map(Fraction)), max_size=8))
def test_a_place_tells_how_many_are_better(means: list[Fraction | None]) -> None:
    for mean, rank in zip(means, ranks(means), strict=True):
        better = sum(other is not None and mean is not None and other > mean for other in means)
        assert rank == (None if mean is None else better + 1)
