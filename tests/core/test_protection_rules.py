"""Thresholds, shares, what stands in a cell, and counts rounded one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.protection.attacker import attack
from maillage.core.protection.links import merged, nested
from maillage.core.protection.rounding import rounded
from maillage.core.protection.rules import DESK, PUBLIC, Rule, may_be_broken_down, whole_percent
from maillage.core.protection.tables import TOTAL, Cell, CountTable, Key, Mark, UnsoundTable, shown


def test_the_two_profiles_hide_one_to_four_and_one_to_ten() -> None:
    assert [count for count in range(15) if DESK.is_small(count)] == [1, 2, 3, 4]
    assert [count for count in range(15) if PUBLIC.is_small(count)] == list(range(1, 11))
    assert (DESK.width, PUBLIC.width) == (5, 10)


@pytest.mark.parametrize("figures", [(0, 5, 1), (5, 0, 1), (5, 5, 2)])
def test_a_rule_without_sense_is_refused(figures: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="threshold"):
        Rule(*figures)


def test_people_are_broken_down_from_5000_residents_on_and_never_where_residents_are_unknown() -> None:
    assert [may_be_broken_down(residents) for residents in (None, 0, 4_999, 5_000)] == [False, False, False, True]
    with pytest.raises(ValueError, match="negative"):
        may_be_broken_down(-1)


def test_a_share_is_whole_and_not_told_under_thirty() -> None:
    assert [whole_percent(1, 29), whole_percent(15, 30), whole_percent(1, 200), whole_percent(0, 0)] == [
        None,
        50,
        1,
        None,
    ]
    for part, whole in ((-1, 30), (31, 30), (float("nan"), 30), (1, float("inf"))):
        with pytest.raises(ValueError, match="share"):
            whole_percent(part, whole)


def test_no_data_none_found_impossible_and_protected_are_four_different_things() -> None:
    table = CountTable.of("t", ["a", "b"], ["x", "y"], [[None, 0], [0, 7]], impossible=frozenset({("b", "x")}))
    published = shown(table, frozenset({Key("t", "b", "y")}))
    inner = [published.cell(row, column) for row in "ab" for column in "xy"]
    assert inner == [Cell(Mark.NO_DATA), Cell(Mark.NONE_FOUND), Cell(Mark.IMPOSSIBLE), Cell(Mark.PROTECTED)]
    assert published.cell(TOTAL, TOTAL) == Cell(Mark.COUNT, 7)


def test_a_total_adds_up_what_was_counted_and_is_no_data_where_nothing_was() -> None:
    table = CountTable.of("t", ["a", "b"], ["x", "y"], [[None, 3], [None, None]])
    totals = [table.count("a", TOTAL), table.count("b", TOTAL), table.count(TOTAL, "x"), table.count(TOTAL, TOTAL)]
    assert totals == [3, None, None, 3]


@pytest.mark.parametrize(
    ("rows", "columns", "counts"),
    [
        (["a", "a"], ["x"], [[1], [2]]),
        (["a"], [TOTAL], [[1]]),
        ([], ["x"], []),
        (["a"], ["x", "y"], [[1]]),
        (["a"], ["x"], [[-1]]),
        (["a"], ["x"], [[1.5]]),
        (["a"], ["x"], [[True]]),
        (["a"], ["x"], [[float("nan")]]),
    ],
)
def test_a_table_that_cannot_be_one_of_counts_is_refused(
    rows: list[str], columns: list[str], counts: list[list[int | None]]
) -> None:
    with pytest.raises(UnsoundTable):
        CountTable.of("t", rows, columns, counts)


def test_an_impossible_cell_that_holds_somebody_is_refused() -> None:
    with pytest.raises(UnsoundTable, match="impossible"):
        CountTable.of("t", ["a"], ["x"], [[1]], impossible=frozenset({("a", "x")}))


def test_a_merged_table_adds_up_and_keeps_no_data_apart_from_nobody() -> None:
    table = CountTable.of("t", ["a", "b", "c"], ["x", "y"], np.array([[1, 2], [3, 4], [5, 6]]))
    coarse = merged(table, "m", rows={"ab": ["a", "b"]})
    assert (coarse.rows, coarse.counts) == (("ab", "c"), ((4, 6), (5, 6)))
    assert len(nested(coarse, table, rows={"ab": ["a", "b"]})) == 9
    unknown = CountTable.of("u", ["a", "b"], ["x"], [[None], [None]])
    assert merged(unknown, "m", rows={"ab": ["a", "b"]}).counts == ((None,),)
    with pytest.raises(ValueError, match="one group"):
        merged(table, "m", rows={"ab": ["a", "b"], "bc": ["b", "c"]})


def test_tables_that_do_not_add_up_are_not_nested() -> None:
    fine = CountTable.listed("f", ["a", "b"], [3, 4])
    with pytest.raises(ValueError, match="sum"):
        nested(CountTable.listed("c", ["ab"], [8]), fine, rows={"ab": ["a", "b"]})


def test_counts_are_rounded_one_by_one_and_few_look_like_nobody() -> None:
    table = CountTable.of("t", ["a", "b"], ["x", "y"], [[0, 2], [13, None]])
    published = rounded(table)
    assert [cell.count for _, cell in published.items()] == [0, 0, 0, 15, None, 15, 15, 0, 15]
    assert published.cell("a", "x") == published.cell("a", "y") == Cell(Mark.ROUNDED, 0)
    with pytest.raises(ValueError, match="odd"):
        rounded(table, base=10)


def test_a_rounded_total_that_gives_every_count_away_is_withheld() -> None:
    """Four times 7 is shown as 5, 5, 5, 5 of 30, which nothing but 7, 7, 7, 7 fits."""
    table = CountTable.listed("t", list("abcd"), [7, 7, 7, 7])
    published = rounded(table)
    assert published.cell(TOTAL, "") == Cell(Mark.PROTECTED)
    assert {(found.least, found.most) for key, found in attack([published]).items() if key.row != TOTAL} == {(3.0, 7.0)}


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=2, max_size=4))
def test_no_rounded_count_is_ever_pinned(counts: list[list[int]]) -> None:
    table = CountTable.of("t", [str(row) for row in range(len(counts))], list("xyz"), counts)
    found = attack([rounded(table)], least_hidden=0)
    assert not [key for key, interval in found.items() if interval.is_pinned]
    assert all(found[key].least <= table.count(key.row, key.column) <= found[key].most for key in found)
