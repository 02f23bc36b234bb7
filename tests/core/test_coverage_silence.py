"""Silence, reporting rates, two lists and small areas: worked examples, definitions, and the esda defect."""

from __future__ import annotations

from datetime import date
from math import exp, factorial, inf, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.coverage import (
    Heard,
    Refused,
    Statement,
    Told,
    exposure_of,
    posterior,
    reporting_rate,
    shrunk_rates,
    silence,
    two_lists,
)
from maillage.core.coverage.exact import at_most, count_interval, gamma_above, ratio

CLASSES = [1, 2, 3, 3, 3]
PEOPLE = [1000, 500, 200, 500, 29]
HEARD = [True, True, False, False, False]


def plain_at_most(count: int, mean: float) -> float:
    return sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))


@pytest.mark.parametrize("count", [0, 1, 3, 12])
@pytest.mark.parametrize("mean", [0.0, 0.4, 3.5, 8.0])
def test_poisson_probability_and_garwood_interval_are_exact(count: int, mean: float) -> None:
    assert at_most(count, mean) == pytest.approx(plain_at_most(count, mean), abs=1e-12)
    low, high = count_interval(count, 0.05)
    assert plain_at_most(count, high) == pytest.approx(0.025, abs=1e-9)
    assert (low == 0) if not count else 1 - plain_at_most(count - 1, low) == pytest.approx(0.025, abs=1e-9)


def test_the_worked_examples_of_the_ratio() -> None:
    # One heard place whose rate is 1 per 100 persons, and unheard ones that expect 3.5 and 8 needs.
    found = silence([10_000, 350, 800], [1, 3, 3], [True, False, False], [100, 0, 3])
    silent, spoken = found.municipalities[1:]
    assert (silent.expected, spoken.expected) == pytest.approx((3.5, 8))
    assert silent.probability == pytest.approx(0.030, abs=5e-4)
    assert (silent.ratio, *silent.interval) == pytest.approx((0, 0, 1.05), abs=5e-3)
    assert spoken.probability == pytest.approx(0.042, abs=5e-4)
    assert (spoken.ratio, *spoken.interval) == pytest.approx((0.375, 0.077, 1.096), abs=5e-4)
    assert (silent.go_and_listen, spoken.go_and_listen) == (True, False)


def test_each_municipality_stands_in_one_box_and_unheard_silence_is_never_no_need() -> None:
    found = silence(PEOPLE, CLASSES, HEARD, [15, 0, 0, 0, 2])
    assert found.found == "measured"
    assert found.rate == 0.01
    assert [row.box for row in found.municipalities] == [
        "known_need",
        "none_reported",
        "not_known",
        "not_known",
        "from_outside",
    ]
    assert found.boxes == {"known_need": 1, "none_reported": 1, "not_known": 2, "from_outside": 1}
    # Silence that was listened to tells something from 3 expected needs on; unheard silence asks to go and listen.
    assert [row.tells for row in found.municipalities] == [False, True, False, False, False]
    assert found.go_and_listen == (3,)
    assert [row.nameable for row in found.municipalities] == [True, True, True, True, False]


def test_the_flag_stands_from_exactly_three_expected_needs_on() -> None:
    found = silence([100, 300, 299], [1, 3, 3], [True, False, False], [1, 0, 0])
    assert found.go_and_listen == (1,)
    assert found.municipalities[1].probability <= 0.05


def test_places_to_listen_at_come_with_most_expected_needs_first() -> None:
    found = silence([100, 300, 900, 300], [1, 3, 3, 3], [True, False, False, False], [1, 0, 0, 0])
    assert found.go_and_listen == (2, 1, 3)


def test_the_rural_share_is_published_as_a_pair_with_its_range() -> None:
    found = silence(PEOPLE, CLASSES, HEARD, [15, 0, 0, 0, 2])
    unheard = 2 + 5 + 0.29
    assert found.rural.reported == pytest.approx(2 / 17)
    assert found.rural.expected == pytest.approx(unheard / (15 + unheard))
    assert found.rural.range == pytest.approx((unheard / 2 / (15 + unheard / 2), 2 * unheard / (15 + 2 * unheard)))
    assert [statement.key for statement in found.statements] == ["same_rate_assumed", "shares_repaired_totals_not"]


def test_where_nobody_listens_there_is_no_estimate() -> None:
    found = silence(PEOPLE, CLASSES, [False] * 5, [1, 0, 0, 0, 0])
    assert (found.found, found.rate, found.rate_interval, found.go_and_listen) == ("nobody_listens", None, None, ())
    assert {(row.expected, row.ratio, row.interval, row.probability) for row in found.municipalities} == {(None,) * 4}
    assert (found.rural.reported, found.rural.expected, found.rural.range) == (0.0, None, None)
    assert found.statements == (Statement("nobody_listens"),)


def test_where_listeners_hear_nothing_only_the_upper_bound_of_the_rate_says_something() -> None:
    found = silence(PEOPLE, CLASSES, HEARD, [0] * 5)
    assert (found.found, found.rate, found.go_and_listen) == ("nothing_reported", 0.0, ())
    assert found.rate_interval == pytest.approx((0, 3.6889 / 1500), abs=1e-7)
    assert {(row.expected, row.probability, row.ratio, row.interval) for row in found.municipalities} == {
        (0.0, 1.0, None, None)
    }
    assert (found.rural.reported, found.rural.expected, found.rural.range) == (None, None, None)
    assert found.statements == (Statement("nothing_reported", {"rate_at_most": found.rate_interval[1]}),)


def test_where_listeners_have_nobody_to_listen_to_there_is_no_data() -> None:
    found = silence([0, 10], [1, 3], [True, False], [2, 0])
    assert (found.found, found.rate, found.rural.expected) == ("nobody_lives_there", None, None)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(1, 3), st.booleans(), st.integers(0, 9)), min_size=1))
def test_what_holds_of_every_silence(rows: list[tuple[int, int, bool, int]]) -> None:
    people, classes, heard, reported = [list(column) for column in zip(*rows, strict=True)]
    found = silence(people, classes, heard, reported)
    for row, ear, need in zip(found.municipalities, heard, reported, strict=True):
        assert (row.box in {"known_need", "none_reported"}) == ear
        assert not row.go_and_listen or (not ear and not need and row.expected >= 3)
    if found.rate is not None:
        listened = sum(row.expected for row, ear in zip(found.municipalities, heard, strict=True) if ear)
        assert listened == pytest.approx(sum(need for need, ear in zip(reported, heard, strict=True) if ear))
    if all(heard) and sum(people):
        assert found.rural.expected == found.rural.reported
    if found.rural.range is not None:
        low, high = found.rural.range
        assert low - 1e-12 <= found.rural.expected <= high + 1e-12


def test_a_reporting_rate_and_its_delay() -> None:
    found = reporting_rate(4, 80.0)
    assert (found.rate, found.mean_delay, found.longer_than) == (0.05, 20.0, None)
    assert found.interval == pytest.approx(tuple(bound / 80 for bound in count_interval(4, 0.05)))
    silent = reporting_rate(0, 90.0)
    assert (silent.rate, silent.mean_delay, silent.longer_than) == (0.0, None, 30.0)
    unexposed = reporting_rate(3, 0)
    assert (unexposed.rate, unexposed.interval, unexposed.mean_delay, unexposed.longer_than) == (None,) * 4


def test_reports_count_that_are_independent_and_in_time() -> None:
    today = date(2026, 3, 31)
    need = Heard(
        (
            Told(date(2026, 3, 11), "roundtable 2"),
            Told(date(2026, 3, 1), "roundtable 1"),
            Told(date(2026, 3, 1), "roundtable 1"),  # the same roundtable as the first report
            Told(date(2026, 3, 5)),
            Told(date(2026, 3, 25)),  # after it was resolved
        ),
        resolved=date(2026, 3, 21),
    )
    still_open = Heard((Told(date(2026, 3, 21)),))
    assert exposure_of([need, still_open], today) == (2, 30.0)
    assert exposure_of([], today) == (0, 0.0)


def test_two_lists_estimate_from_seven_common_entries_on() -> None:
    found = two_lists(26, 31, 9)
    assert found.number == pytest.approx(85.4)
    assert found.standard_error == pytest.approx(17.1, abs=0.05)
    assert two_lists(26, 31, 6).number is None
    assert two_lists(26, 31, 6).statements == (Statement("not_estimable", {"both": 6, "least": 7}),)
    complete = two_lists(9, 9, 9)
    assert (complete.number, complete.standard_error) == (9.0, 0.0)


def test_the_posterior_of_the_worked_example() -> None:
    found = posterior(3, 3, 1, 5)
    assert found.mean == 0.5
    assert found.interval == pytest.approx((0.136, 1.096), abs=5e-4)
    assert found.above == pytest.approx(0.042, abs=5e-4)
    # A gamma of whole shape is a waiting time of a Poisson process: closed form.
    assert gamma_above(4, 8, 1.0) == pytest.approx(plain_at_most(3, 8), abs=1e-12)


def test_a_negative_variance_between_areas_is_clamped_at_0() -> None:
    # esda's Empirical_Bayes does not clamp: it moves the middle rate from 0.0045 to 0.00088, past the mean and away.
    found = shrunk_rates([4, 9, 13], [800, 2000, 2600])
    assert found.between == 0.0
    assert found.rates.tolist() == [26 / 5400] * 3
    assert {(each.mean, each.interval, each.above) for each in found.posteriors} == {(1.0, None, None)}
    assert found.ranking is None
    assert found.statements == (Statement("no_difference_between_areas"),)
    people, raw = np.array([800, 2000, 2600]), np.array([4, 9, 13]) / [800, 2000, 2600]
    mean = 26 / 5400
    unclamped = (people * (raw - mean) ** 2).sum() / 5400 - mean / people.mean()
    assert unclamped == pytest.approx(-2.6e-6, abs=1e-7)
    assert mean + unclamped / (unclamped + mean / 2000) * (raw[1] - mean) == pytest.approx(0.00088, abs=5e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5000)), min_size=1, max_size=9))
def test_a_shrunk_rate_lies_between_the_raw_rate_and_that_of_the_region(rows: list[tuple[int, int]]) -> None:
    counted, people = [list(column) for column in zip(*rows, strict=True)]
    found = shrunk_rates(counted, people)
    for shrunk, (events, persons) in zip(found.rates, rows, strict=True):
        low, high = sorted([events / persons, found.rate])
        assert low - 1e-12 <= shrunk <= high + 1e-12
    if found.ranking is not None:
        above = [found.posteriors[position].above for position in found.ranking]
        assert above == sorted(above, reverse=True)
        # The mean of the posterior is the shrunk rate, in rates of the region.
        means = [each.mean * found.rate for each in found.posteriors]
        assert means == pytest.approx(found.rates.tolist(), rel=1e-9)


def test_areas_rank_by_probability_and_never_by_raw_rates() -> None:
    found = shrunk_rates([1, 300, 100, 0], [10, 10_000, 10_000, 0])
    assert found.ranking[0] == 1  # the raw rate of the first area is higher, but rests on ten people
    assert found.rates[3] == found.rate


def test_areas_without_anybody_or_anything_have_nothing_to_tell() -> None:
    nobody = shrunk_rates([0, 0], [0, 0])
    assert (nobody.rate, nobody.rates, nobody.posteriors, nobody.ranking) == (None,) * 4
    nothing = shrunk_rates([0, 0], [5, 10])
    assert nothing.rates.tolist() == [0.0, 0.0]
    assert (nothing.rate, nothing.posteriors, nothing.ranking) == (0.0, None, None)


def test_a_ratio_of_nothing_is_no_data() -> None:
    assert ratio(1, 0) is None
    assert ratio(1, 4) == 0.25
    assert ratio(1e308, 1e-308) is None
    assert sqrt(ratio(4, 1) or 0) == 2


@pytest.mark.parametrize(
    ("key", "ask"),
    [
        ("negative", lambda: silence([-1], [1], [True], [1])),
        ("not_whole", lambda: silence([1], [1], [True], [0.5])),
        ("not_yes_or_no", lambda: silence([1], [1], [1], [1])),
        ("other_length", lambda: silence([1], [1], [True], [1, 2])),
        ("out_of_range", lambda: silence([1], [1], [True], [1], alpha=0)),
        ("negative", lambda: reporting_rate(1, -1)),
        ("not_whole", lambda: reporting_rate(0.5, 1)),
        ("no_report", lambda: exposure_of([Heard(())], date(2026, 1, 1))),
        ("in_the_future", lambda: exposure_of([Heard((Told(date(2026, 1, 2)),))], date(2026, 1, 1))),
        (
            "resolved_before_told",
            lambda: exposure_of([Heard((Told(date(2026, 1, 2)),), date(2026, 1, 1))], date(2026, 1, 3)),
        ),
        ("part_above_whole", lambda: two_lists(5, 9, 6)),
        ("negative", lambda: two_lists(-5, 9, 0)),
        ("nobody_lives_there", lambda: shrunk_rates([1], [0])),
        ("not_finite", lambda: shrunk_rates([1], [inf])),
        ("zero", lambda: posterior(0, 1, 1, 1)),
    ],
)
def test_absurd_input_is_refused(key: str, ask: object) -> None:
    with pytest.raises(Refused) as refused:
        ask()  # type: ignore[operator]  # the parameter is a plain function
    assert refused.value.key == key
