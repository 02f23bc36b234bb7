"""A tally counts whoever comes once, and a correction takes back exactly what was counted."""

from __future__ import annotations

from maillage.core.tally import added, renamed, taken_back, word_of


def test_the_first_time_counts_and_the_last_taken_back_uncounts() -> None:
    lines, first = added([], "ada", "place")
    assert (lines, first) == ([["ada", "place", 1]], True)
    lines, first = added(lines, "ada", "resources")
    assert (lines, first) == ([["ada", "place", 2]], False)
    lines, word = taken_back(lines, "ada")
    assert (lines, word) == ([["ada", "place", 1]], None)
    lines, word = taken_back(lines, "ada")
    assert (lines, word) == ([], "place")


def test_who_is_not_counted_cannot_be_taken_back() -> None:
    assert taken_back([["ada", "", 1]], "bela") == ([["ada", "", 1]], None)


def test_the_word_can_be_corrected() -> None:
    lines = renamed([["ada", "unknown", 3], ["bela", "place", 1]], "ada", "place")
    assert lines == [["ada", "place", 3], ["bela", "place", 1]]
    assert (word_of(lines, "ada"), word_of(lines, "carol")) == ("place", None)
