"""Hours somebody was at a meeting: never more than the meeting had, never more than was noted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from maillage.core.attended import Stay, minutes_within, stays_of


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 1, 25, hour, minute, tzinfo=UTC)


MEETING = Stay(at(14), at(16))


@pytest.mark.parametrize(
    ("arrived", "left", "away", "stays"),
    [
        (at(14), None, [], [MEETING]),
        (at(13, 40), None, [], [MEETING]),
        (at(14, 30), None, [], [Stay(at(14, 30), at(16))]),
        (at(14, 10), at(15, 5), [], [Stay(at(14, 10), at(15, 5))]),
        (at(14), at(18), [], [MEETING]),
        (at(14), None, [(at(14, 30), at(15))], [Stay(at(14), at(14, 30)), Stay(at(15), at(16))]),
        (at(14), at(15, 30), [(at(15), at(15, 10)), (at(14, 10), at(14, 20))],
         [Stay(at(14), at(14, 10)), Stay(at(14, 20), at(15)), Stay(at(15, 10), at(15, 30))]),
        (at(13), at(13, 50), [], []),
        (at(17), None, [], []),
        (at(16), None, [], []),
        (at(15), at(15), [], []),
    ],
    ids=["whole", "early", "late", "part", "noted late", "away once", "away twice", "before", "noted afterwards",
         "at the end", "no time at all"],
)  # fmt: skip
def test_a_stay_is_what_was_noted_inside_the_meeting(arrived, left, away, stays) -> None:
    assert stays_of(arrived, left, away, MEETING) == stays


def test_without_hours_of_the_meeting_only_two_notes_make_a_stay() -> None:
    assert stays_of(at(14), None, [], None) == []
    assert stays_of(at(14), at(15), [], None) == [Stay(at(14), at(15))]


def test_minutes_are_whole_and_count_only_what_overlaps() -> None:
    stays = [Stay(at(14), at(14, 30)), Stay(at(15), at(16))]
    assert minutes_within(stays, Stay(at(14, 20), at(15, 10))) == 20
    assert minutes_within(stays, Stay(at(14, 30), at(15))) == 0
    assert Stay(at(14), datetime(2022, 1, 25, 14, 10, 59, tzinfo=UTC)).minutes == 10
