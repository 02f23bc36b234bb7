"""Location quotients and the Gini index against exact sums, and the words that figures carry or do not."""

from __future__ import annotations

from fractions import Fraction
from math import comb, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.coverage import Refused, Statement, concentration, inequality, location_quotient, weighted_gini
from maillage.core.coverage.exact import binomial_p, share_interval


def plain_p(hits: int, tries: int, share: Fraction) -> float:
    """The two-sided p in exact fractions."""
    likelihood = [comb(tries, k) * share**k * (1 - share) ** (tries - k) for k in range(tries + 1)]
    return float(sum(each for each in likelihood if each <= likelihood[hits]))


def at_least(hits: int, tries: int, share: float) -> float:
    return sum(comb(tries, k) * share**k * (1 - share) ** (tries - k) for k in range(hits, tries + 1))


def person_by_person(initiatives: list[int], people: list[int]) -> float:
    """The Gini index of the vector in which each person carries the initiatives per person of their municipality."""
    carried = np.sort(np.repeat(np.array(initiatives) / np.array(people), people))
    ranks = np.arange(1, len(carried) + 1)
    return float(2 * (ranks * carried).sum() / (len(carried) * carried.sum()) - (len(carried) + 1) / len(carried))


@pytest.mark.parametrize(
    ("hits", "share", "figures", "verdict"),
    [
        (14, 40, (1.944, 1.309, 2.340), "over_represented"),
        (2, 60, (0.185, 0.023, 0.579), "under_represented"),
        (6, 100 / 3, (1.0, 0.400, 1.770), "not_shown"),
    ],
)
def test_the_worked_examples(hits: int, share: float, figures: tuple[float, float, float], verdict: str) -> None:
    found = location_quotient(hits, 18, share, 100)
    assert found.verdict == verdict
    assert (found.quotient, *found.interval) == pytest.approx(figures, abs=5e-4)
    if hits == 14:
        assert found.p == pytest.approx(0.0014, abs=5e-5)


@pytest.mark.parametrize("tries", [1, 4, 9, 18, 25])
@pytest.mark.parametrize("share", [Fraction(1, 10), Fraction(1, 3), Fraction(1, 2), Fraction(4, 5)])
def test_p_and_interval_are_exact(tries: int, share: Fraction) -> None:
    for hits in range(tries + 1):
        assert binomial_p(hits, tries, float(share)) == pytest.approx(plain_p(hits, tries, share), abs=1e-12)
        low, high = share_interval(hits, tries, 0.05)
        # By its definition, the observed tail has 2.5 % at either bound.
        assert (low == 0) if hits == 0 else at_least(hits, tries, low) == pytest.approx(0.025, abs=1e-9)
        assert (high == 1) if hits == tries else 1 - at_least(hits + 1, tries, high) == pytest.approx(0.025, abs=1e-9)


def test_a_class_of_everybody_or_nobody() -> None:
    whole = location_quotient(6, 6, 50, 50)
    assert (whole.quotient, whole.p, whole.verdict) == (1.0, 1.0, "not_shown")
    assert whole.interval[1] == 1.0
    assert location_quotient(5, 6, 50, 50).p == 0.0
    for people, everybody in ((0, 50), (0, 0)):
        nobody = location_quotient(6, 6, people, everybody)
        assert (nobody.verdict, nobody.quotient, nobody.interval, nobody.p) == ("no_data", None, None, None)


def test_fewer_than_five_initiatives_are_counts_and_no_more() -> None:
    few = location_quotient(4, 4, 1, 100)
    assert (few.verdict, few.quotient, few.p, few.initiatives) == ("counts_only", None, None, 4)
    assert location_quotient(5, 5, 1, 100).verdict == "over_represented"


@settings(max_examples=80, deadline=None)
@given(st.integers(5, 400), st.data())
def test_a_word_of_direction_stands_only_where_the_interval_excludes_1(total: int, data: st.DataObject) -> None:
    inside = data.draw(st.integers(0, total))
    share = data.draw(st.integers(1, 99))
    found = location_quotient(inside, total, share, 100)
    low, high = found.interval
    assert low <= found.quotient <= high
    assert found.verdict == ("over_represented" if low > 1 else "under_represented" if high < 1 else "not_shown")
    assert 0 <= found.p <= 1
    # The rest of the region says the same the other way round.
    rest = location_quotient(total - inside, total, 100 - share, 100)
    assert rest.p == pytest.approx(found.p, abs=1e-9)
    opposite = {"over_represented": "under_represented", "under_represented": "over_represented"}
    assert rest.verdict == opposite.get(found.verdict, "not_shown")


def test_a_region_is_told_class_by_class() -> None:
    found = concentration([14, 0, 2, 2], [40, 10, 30, 20], [1, 2, 3, 3])
    assert {name: (group.initiatives, group.verdict) for name, group in found.groups.items()} == {
        "city": (14, "over_represented"),
        "town": (0, "not_shown"),
        "rural": (4, "under_represented"),
        "urban": (14, "over_represented"),
    }
    assert found.groups["urban"].share_of_people == 0.5
    assert found.groups["urban"].share_of_initiatives == 14 / 18
    few = concentration([1, 1], [5, 5], [1, 3])
    assert Statement("too_few_initiatives", {"initiatives": 2, "least": 5}) in few.statements


def test_gini_of_the_worked_example_and_of_proportion() -> None:
    assert weighted_gini([0, 1, 5], [1000, 2000, 3000]) == pytest.approx(0.3611, abs=5e-5)
    assert weighted_gini([1, 2, 3], [10, 20, 30]) == pytest.approx(0, abs=1e-15)
    assert weighted_gini([0, 0], [5, 5]) is None
    assert weighted_gini([1, 2], [0, 0]) is None
    assert weighted_gini([], []) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 60)), min_size=1, max_size=8))
def test_gini_is_that_of_the_persons(rows: list[tuple[int, int]]) -> None:
    initiatives, people = [list(column) for column in zip(*rows, strict=True)]
    found = weighted_gini(initiatives, people)
    if not sum(initiatives):
        assert found is None
        return
    assert found == pytest.approx(person_by_person(initiatives, people), abs=1e-12)
    assert 0 <= found < 1
    assert weighted_gini([7 * each for each in initiatives], people) == pytest.approx(found, abs=1e-12)


@pytest.mark.parametrize("initiatives", [1, 3, 40])
def test_the_baseline_is_that_of_the_same_draws_reckoned_plainly(initiatives: int) -> None:
    people = [50, 10, 400, 7, 90]
    found = inequality([initiatives, 0, 0, 0, 0], people, seed=3, draws=60)
    bounds = np.cumsum(people)
    marks = np.random.default_rng(3).random((60, initiatives)) * bounds[-1]
    plain = [
        weighted_gini(np.bincount(np.searchsorted(bounds, row, side="right"), minlength=5), people) for row in marks
    ]
    assert found.baseline_median == pytest.approx(float(np.median(plain)), abs=1e-12)
    assert found.below == sum(each < found.gini - 1e-9 for each in plain)
    assert found.equal == sum(abs(each - found.gini) <= 1e-9 for each in plain)


def test_few_initiatives_over_many_municipalities_are_unequal_by_construction() -> None:
    people = np.full(500, 100)
    initiatives = np.zeros(500, dtype=int)
    initiatives[::100] = 1
    found = inequality(initiatives, people, seed=1)
    assert found.gini == pytest.approx(0.99)
    assert found.baseline_median == pytest.approx(0.99)
    assert found.below <= found.draws // 2
    assert inequality(initiatives, people, seed=1) == found
    assert Statement("beside_chance", {"draws": 999, "seed": 1, "initiatives": 5}) in found.statements


def test_municipalities_without_people_stay_out_of_the_index_and_that_is_said() -> None:
    found = inequality([2, 1, 1], [0, 10, 10], seed=1, draws=9)
    assert (found.gini, found.left_out) == (0.0, 1)
    assert Statement("nobody_lives_there", {"municipalities": 1, "initiatives": 2}) in found.statements
    nothing = inequality([0, 0], [10, 10], seed=1)
    assert (nothing.gini, nothing.baseline_median, nothing.below) == (None, None, None)


@pytest.mark.parametrize(
    ("key", "ask"),
    [
        ("part_above_whole", lambda: location_quotient(7, 6, 1, 2)),
        ("part_above_whole", lambda: location_quotient(6, 6, 3, 2)),
        ("negative", lambda: location_quotient(-1, 6, 1, 2)),
        ("not_whole", lambda: location_quotient(1.5, 6, 1, 2)),
        ("not_finite", lambda: location_quotient(1, 6, nan, 2)),
        ("out_of_range", lambda: location_quotient(1, 6, 1, 2, alpha=1)),
        ("other_length", lambda: weighted_gini([1], [1, 2])),
        ("negative", lambda: weighted_gini([1], [-1])),
        ("negative", lambda: inequality([1], [1], seed=-1)),
        ("not_whole", lambda: concentration([0.5], [1], [1])),
    ],
)
def test_absurd_input_is_refused(key: str, ask: object) -> None:
    with pytest.raises(Refused) as refused:
        ask()  # type: ignore[operator]  # the parameter is a plain function
    assert refused.value.key == key
