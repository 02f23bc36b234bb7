"""Meetings that stand in each other's way are found, and an hour that is not known is never guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from maillage.core.clashes import Clash, Meeting, find, overlap

DAY = date(2022, 5, 31)
NOON = datetime(2022, 5, 31, 12, tzinfo=UTC)


def meeting(key: str, *, on: date = DAY, hour: float | None = None, hours: float | None = 2) -> Meeting:
    starts = None if hour is None else NOON + timedelta(hours=hour)
    return Meeting(key, on, starts, None if starts is None or hours is None else starts + timedelta(hours=hours))


def test_meetings_that_share_a_minute_overlap_and_neighbours_do_not() -> None:
    assert overlap(meeting("a", hour=0), meeting("b", hour=1)) is True
    assert overlap(meeting("a", hour=0), meeting("b", hour=2)) is False
    assert overlap(meeting("a", hour=2), meeting("b", hour=0)) is False


def test_two_that_start_together_overlap_even_where_their_length_is_not_known() -> None:
    assert overlap(meeting("a", hour=0, hours=None), meeting("b", hour=0, hours=None)) is True


def test_where_an_hour_is_not_known_nothing_is_claimed() -> None:
    assert overlap(meeting("a"), meeting("b", hour=0)) is None
    assert overlap(meeting("a", hour=0), meeting("b")) is None
    assert overlap(meeting("a", hour=0, hours=None), meeting("b", hour=1)) is None
    assert overlap(meeting("a", hour=1), meeting("b", hour=0, hours=None)) is None


def test_overlaps_come_first_then_the_same_day_and_other_days_not_at_all() -> None:
    ours = meeting("ours", hour=0)
    same_day, unknown, together = meeting("c", hour=4), meeting("b"), meeting("d", hour=1)
    elsewhere = meeting("a", on=DAY + timedelta(days=1), hour=24)
    assert find(ours, [same_day, unknown, elsewhere, together, ours]) == [
        Clash(ours, together, True),
        Clash(ours, unknown, None),
        Clash(ours, same_day, False),
    ]


def test_an_overlap_is_found_across_midnight_and_zones() -> None:
    late = datetime(2022, 5, 31, 23, 30, tzinfo=ZoneInfo("Europe/Paris"))
    early = datetime(2022, 6, 1, 0, 45, tzinfo=ZoneInfo("Europe/Athens"))
    ours = Meeting("paris", DAY, late, late + timedelta(hours=1))
    theirs = Meeting("athens", date(2022, 6, 1), early, early + timedelta(hours=1))
    assert find(ours, [theirs]) == [Clash(ours, theirs, True)]


hours = st.one_of(st.none(), st.integers(-30, 30))
lengths = st.one_of(st.none(), st.integers(1, 9))


@given(hours, lengths, hours, lengths)
def test_a_clash_is_the_same_from_both_sides(one: int, long: int, other: int, wide: int) -> None:
    here, there = meeting("a", hour=one, hours=long), meeting("b", hour=other, hours=wide)
    assert overlap(here, there) is overlap(there, here)
    assert [clash.overlaps for clash in find(here, [there])] == [clash.overlaps for clash in find(there, [here])]
