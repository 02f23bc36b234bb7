"""The best of several dates follows one stated rule, and says which part of it decided."""

from __future__ import annotations

from datetime import date, time
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.date_choice import Because, Tally, choose, in_order

ON, AT = date(2026, 5, 5), time(14)


def a_date(
    key: int, yes: int = 0, *, maybe: int = 0, no: int = 0, kinds: str = "", day: int = 5, hour: int = 14
) -> Tally:
    return Tally(key, date(2026, 5, day), time(hour), yes, maybe, no, frozenset(kinds))


@pytest.mark.parametrize(
    ("dates", "best", "because"),
    [
        ([a_date(1, yes=3, no=9), a_date(2, yes=2)], 1, Because.MOST_CAN),
        ([a_date(1, yes=3, no=2), a_date(2, yes=3, maybe=1, no=1)], 2, Because.FEWEST_CANNOT),
        ([a_date(1, yes=3, kinds="ab"), a_date(2, yes=3, kinds="abc", day=9)], 2, Because.WIDEST),
        ([a_date(1, yes=3, day=9), a_date(2, yes=3, day=6)], 2, Because.EARLIEST),
        ([a_date(1, yes=3, hour=15), a_date(2, yes=3, hour=9)], 2, Because.EARLIEST),
        ([a_date(1, maybe=1)], 1, Because.ONLY),
    ],
)
def test_the_rule_decides_in_its_order(dates: list[Tally], best: int, because: Because) -> None:
    for order in permutations(dates):
        choice = choose(order)
        assert choice is not None
        assert (choice.best.key, choice.because) == (best, because)


def test_no_date_is_best_while_nobody_can_come() -> None:
    assert choose([]) is None
    assert choose([a_date(1, no=4), a_date(2)]) is None


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4), st.integers(1, 28)), max_size=8))
def test_no_other_date_beats_the_best_one(rows: list[tuple[int, int, int, int]]) -> None:
    dates = [a_date(key, yes, maybe=maybe, no=no, day=day) for key, (yes, maybe, no, day) in enumerate(rows)]
    choice = choose(dates)
    if choice is None:
        assert not any(one.yes or one.if_need_be for one in dates)
        return
    best = choice.best
    assert all(one.yes <= best.yes for one in dates)
    assert all(one.no >= best.no for one in dates if one.yes == best.yes)
    assert in_order(dates)[0] == best
