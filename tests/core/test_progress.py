"""Promises are counted by theme as they stand, each exactly once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.progress import Standing, by_theme, standing, tally

TODAY = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("told", "due_in", "expected"),
    [
        ("", None, Standing.ON_THE_WAY),
        ("", 0, Standing.ON_THE_WAY),
        ("", -1, Standing.LATE),
        ("on_the_way", 3, Standing.ON_THE_WAY),
        ("on_the_way", -3, Standing.LATE),
        ("late", 3, Standing.LATE),
        ("blocked", -3, Standing.BLOCKED),
        ("done", -3, Standing.KEPT),
        ("dropped", 3, Standing.DROPPED),
    ],
)
def test_the_owners_word_comes_before_the_date(told: str, due_in: int | None, expected: Standing) -> None:
    due = None if due_in is None else TODAY + timedelta(days=due_in)
    assert standing(told, due, TODAY) == expected


def test_a_tally_tells_in_one_order_and_leaves_out_what_does_not_occur() -> None:
    found = tally([Standing.DROPPED, Standing.KEPT, Standing.LATE, Standing.KEPT])
    assert found.told == [(Standing.KEPT, 2), (Standing.LATE, 1), (Standing.DROPPED, 1)]
    assert found.marks == [Standing.KEPT, Standing.KEPT, Standing.LATE, Standing.DROPPED]
    assert (found.total, found.kept) == (4, 2)


def test_themes_with_most_promises_come_first_and_those_without_a_theme_last() -> None:
    rows = [("", Standing.KEPT)] * 3 + [("b", Standing.KEPT), ("a", Standing.LATE), ("c", Standing.KEPT)] * 1
    rows += [("c", Standing.LATE)]
    assert list(by_theme(rows)) == ["c", "a", "b", ""]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from(list(Standing)))))
def test_nothing_is_lost_and_nothing_counted_twice(rows: list[tuple[str, Standing]]) -> None:
    groups = by_theme(rows)
    assert sum(group.total for group in groups.values()) == len(rows) == tally(how for _, how in rows).total
