"""Which cells are hidden: worked examples, every table that fits, every choice tried, and the limit of work."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.protection.attacker import Interval, attack
from maillage.core.protection.editions import Unprotected, protect
from maillage.core.protection.equations import Contradiction
from maillage.core.protection.patterns import Limit
from maillage.core.protection.rules import DESK, PUBLIC, Rule
from maillage.core.protection.tables import TOTAL, CountTable, Key, Mark, shown
from tests.core.protection_trials import (
    a_table,
    all_that_fit,
    best_by_trying_all,
    flow_width,
    heavy_tailed,
    hides_a_total,
    inner_hidden,
)

FEW = Rule(threshold=3, width=3)


def test_one_small_count_takes_the_cheapest_rectangle_with_it() -> None:
    """3 needs another in its row and in its column, and their crossing: 20, 30 and 40 rather than any other three."""
    counts = np.array([[3, 20, 90], [30, 40, 95], [80, 85, 99]])
    protection = protect(a_table("t", counts))
    assert np.argwhere(inner_hidden(protection)).tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert (protection.pattern.chosen, protection.pattern.chosen_total) == (3, 90)
    assert (protection.pattern.least_chosen, protection.pattern.is_proved) == (3, True)
    assert protection.intervals[Key("t", "place 0", "status 0")] == Interval(1.0, 22.0)
    assert (protection.large, protection.large_shown) == (8, 5)


def test_a_list_hides_its_small_count_and_the_smallest_that_leaves_room() -> None:
    """With 12 beside it, 2 lies between 1 and 13; 11 would leave 1 to 12, which is as good and smaller."""
    protection = protect(CountTable.listed("t", list("abcd"), [2, 12, 11, 300]))
    assert protection.published.hidden() == {Key("t", "a", ""), Key("t", "c", "")}
    assert protection.narrowest == 11.0


def test_a_list_without_its_total_hides_small_counts_alone() -> None:
    protection = protect(CountTable.listed("t", list("abc"), [2, 12, 300], total=False))
    assert protection.published.hidden() == {Key("t", "a", "")}


def test_two_small_counts_that_add_up_to_little_need_a_third() -> None:
    protection = protect(CountTable.listed("t", list("abcd"), [2, 3, 40, 50]))
    assert protection.published.hidden() == {Key("t", row, "") for row in "abc"}


def test_zero_is_never_hidden_and_a_total_that_is_small_is() -> None:
    counts = np.array([[4, 0, 0], [30, 40, 50], [60, 70, 80]])
    protection = protect(a_table("t", counts))
    assert protection.published.cell("place 0", "status 1").mark is Mark.NONE_FOUND
    assert protection.published.cell("place 0", TOTAL).mark is Mark.PROTECTED
    assert protection.narrowest is not None
    assert protection.narrowest >= PUBLIC.width


def test_nothing_small_hides_nothing() -> None:
    protection = protect(a_table("t", np.array([[11, 0], [12, 500]])))
    assert (protection.published.hidden(), protection.share_shown, protection.narrowest) == (frozenset(), 1.0, None)


def test_a_table_with_one_small_count_and_nobody_else_shows_not_even_its_total() -> None:
    alone = protect(a_table("t", np.array([[3, 0], [0, 0]])))
    assert len(alone.published.hidden()) == 4


def test_the_desk_profile_shows_more_than_the_public_one() -> None:
    table = a_table("t", heavy_tailed(np.random.default_rng(5), 8, 5))
    assert len(protect(table, DESK).published.hidden()) < len(protect(table, PUBLIC).published.hidden())


def test_the_same_table_has_the_same_pattern() -> None:
    table = a_table("t", heavy_tailed(np.random.default_rng(6), 8, 5))
    assert protect(table).published == protect(table).published


def test_where_the_limit_of_work_is_reached_the_pattern_is_safe_and_the_bound_holds() -> None:
    for trial in range(4):
        table = a_table("t", heavy_tailed(np.random.default_rng(trial), 8, 5))
        cut_short, exact = protect(table, limit=Limit(rounds=1, nodes=0)), protect(table)
        for limited in (cut_short, protect(table, limit=Limit(rounds=0, nodes=0))):
            assert limited.narrowest is not None
            assert limited.narrowest >= PUBLIC.width
            assert limited.pattern.least_chosen <= exact.pattern.chosen <= limited.pattern.chosen


@pytest.mark.parametrize("trial", range(6))
def test_the_attacker_finds_what_every_table_that_fits_shows(trial: int) -> None:
    chance = np.random.default_rng(trial)
    counts = chance.integers(1, 6, (3, 3))
    protection = None
    while protection is None:
        try:
            protection = protect(a_table("t", counts), FEW)
        except Unprotected:
            counts = chance.integers(1, 6, (3, 3))
    hidden = chance.random((3, 3)) < 0.7 if hides_a_total(protection) else inner_hidden(protection)
    keys = frozenset(Key("t", f"place {row}", f"status {column}") for row, column in np.argwhere(hidden))
    fits = np.array(list(all_that_fit(counts, hidden)))
    for key, interval in attack([shown(protection.edition.table, keys)]).items():
        row, column = int(key.row[-1]), int(key.column[-1])
        assert (interval.least, interval.most) == (fits[:, row, column].min(), fits[:, row, column].max())


@pytest.mark.parametrize("trial", range(8))
def test_no_choice_of_cells_is_smaller_than_the_one_found(trial: int) -> None:
    chance = np.random.default_rng(100 + trial)
    columns = 4 if trial % 4 == 0 else 3
    counts = np.maximum(1, heavy_tailed(chance, 3, columns))
    protection = protect(a_table("t", counts))
    if hides_a_total(protection):
        assert best_by_trying_all(counts, PUBLIC, at_most=9) is None
        return
    found = (protection.pattern.chosen, protection.pattern.chosen_total)
    assert found == best_by_trying_all(counts, PUBLIC, at_most=protection.pattern.chosen)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 30), st.integers(0, 400)), min_size=4, max_size=4),
        min_size=3,
        max_size=5,
    )
)
def test_whatever_is_shown_is_true_and_whatever_is_small_is_wide(counts: list[list[int | None]]) -> None:
    table = CountTable.of("t", [str(row) for row in range(len(counts))], list("wxyz"), counts)
    try:
        protection = protect(table)
    except Unprotected:
        return
    for key, cell in protection.published.items():
        count = table.count(key.row, key.column)
        assert (cell.mark is Mark.NO_DATA) == (count is None)
        if cell.mark is Mark.COUNT:
            assert cell.count == count
            assert not PUBLIC.is_small(cell.count or 0)
        if cell.mark is Mark.PROTECTED:
            interval = protection.intervals[key]
            assert count
            assert interval.least <= count <= interval.most
            assert interval.width >= PUBLIC.width - 1e-5


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_maximum_flow_and_linear_program_agree_on_every_width(seed: int) -> None:
    chance = np.random.default_rng(seed)
    counts = chance.integers(1, 40, (4, 4))
    hidden = chance.random((4, 4)) < 0.5
    keys = frozenset(Key("t", f"place {row}", f"status {column}") for row, column in np.argwhere(hidden))
    for key, interval in attack([shown(a_table("t", counts), keys)]).items():
        assert interval.width == pytest.approx(
            flow_width(counts, hidden, int(key.row[-1]), int(key.column[-1])), abs=1e-9
        )


def test_published_figures_that_nothing_fits_are_refused() -> None:
    table = CountTable.listed("t", ["a", "b"], [1, 30])
    published = shown(table, frozenset({Key("t", "a", "")}))
    with pytest.raises(Contradiction):
        attack([published], least_hidden=2)
    with pytest.raises(ValueError, match="name of its own"):
        attack([published, published])
