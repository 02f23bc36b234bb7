"""Two wordings of one line become one where their words do not touch, and none is lost without a word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.merging import merged

words = st.lists(st.sampled_from(["bus", "on", "Monday", "at", "eight"]), max_size=6).map(" ".join)


@pytest.mark.parametrize(
    ("earlier", "one", "other", "both"),
    [
        ("A bus on Monday.", "A small bus on Monday.", "A bus on Tuesday.", "A small bus on Tuesday."),
        ("A bus on Monday.", "A bus on Monday.", "No bus.", "No bus."),
        ("A bus on Monday.", "No bus.", "No bus.", "No bus."),
        ("A bus on Monday.", "A bus on Friday.", "A bus on Tuesday.", None),
        ("A bus.", "A bus. Yes.", "A bus. No.", None),
        ("", "One.", "Two.", None),
        ("one two three four", "one three four", "one two three five", "one three five"),
    ],
)
def test_changes_of_other_words_are_joined_and_of_the_same_are_not(
    earlier: str, one: str, other: str, both: str | None
) -> None:
    assert merged(earlier, one, other) == both
    assert merged(earlier, other, one) == both


@settings(max_examples=60, deadline=None)
@given(words, words)
def test_who_changed_nothing_takes_over_what_the_other_wrote(earlier: str, later: str) -> None:
    assert merged(earlier, earlier, later) == later
    assert merged(earlier, later, later) == later


@settings(max_examples=60, deadline=None)
@given(words, words, words)
def test_a_joined_line_has_each_word_that_one_of_them_added(earlier: str, one: str, other: str) -> None:
    both = merged(earlier, one, other)
    if both is not None:
        added = (set(one.split()) | set(other.split())) - set(earlier.split())
        assert added <= set(both.split())
