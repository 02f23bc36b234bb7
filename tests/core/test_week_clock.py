"""Seconds of a week stand on the face of the clock, in the weeks of the clock change too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from maillage.core.week_clock import (
    ONE_WEEK,
    elapsed,
    is_on_the_road_at_the_change,
    local_time,
    monday_of,
    seconds_in_week,
    seconds_of,
)

PARIS = "Europe/Paris"
SPRING = date(2026, 3, 23)  # clocks skip 2:00 to 3:00 on Sunday, 29 March
AUTUMN = date(2026, 10, 19)  # clocks show 2:00 to 3:00 twice on Sunday, 25 October
SUNDAY = 6 * 86_400


@pytest.mark.parametrize("day", range(19, 26))
def test_a_week_begins_on_monday(day: int) -> None:
    assert monday_of(date(2026, 10, day)) == AUTUMN


def test_sunday_at_three_is_the_same_second_of_every_week() -> None:
    for monday in (SPRING, AUTUMN, date(2026, 6, 1)):
        assert seconds_in_week(monday + timedelta(days=6), time(3)) == 529_200
    assert seconds_in_week(AUTUMN, time(0, 0, 7)) == 7


@pytest.mark.parametrize("monday", [SPRING, AUTUMN, date(2026, 6, 1)])
@pytest.mark.parametrize("zone", [PARIS, "Europe/Dublin", "Atlantic/Azores", "Indian/Reunion"])
def test_seconds_and_local_time_are_each_other_s_inverse_but_in_the_skipped_hour(monday: date, zone: str) -> None:
    moved = []
    for seconds in range(-7200, ONE_WEEK + 7200, 300):
        back = seconds_of(local_time(monday, seconds, zone), monday, zone)
        if back != seconds:
            moved.append((seconds, back))
    assert all(back == seconds + 3600 for seconds, back in moved)
    assert len(moved) == (12 if monday == SPRING and zone != "Indian/Reunion" else 0)


def test_both_instants_of_the_doubled_hour_are_one_second_of_the_week() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for instant in (first, first + timedelta(hours=1)):
        assert seconds_of(instant, AUTUMN, PARIS) == SUNDAY + 2 * 3600 + 1800
    assert local_time(AUTUMN, SUNDAY + 2 * 3600 + 1800, PARIS).astimezone(UTC) == first


def test_an_hour_of_the_next_week_lies_beyond_the_end_of_this_one() -> None:
    assert seconds_of(datetime(2026, 11, 2, 7, 0, tzinfo=UTC), AUTUMN, PARIS) == 2 * ONE_WEEK + 8 * 3600
    assert seconds_of(datetime(2026, 10, 18, 21, 0, tzinfo=UTC), AUTUMN, PARIS) == -3600


def test_only_what_is_on_the_road_at_the_change_lasts_otherwise_than_planned() -> None:
    before, after = SUNDAY + 6600, SUNDAY + 3 * 3600 + 600
    assert elapsed(SPRING, before, after, PARIS) == after - before - 3600
    assert elapsed(AUTUMN, before, after, PARIS) == after - before + 3600
    assert is_on_the_road_at_the_change(SPRING, before, after, PARIS)
    assert is_on_the_road_at_the_change(AUTUMN, before, after, PARIS)
    assert not is_on_the_road_at_the_change(SPRING, after, after + 3600, PARIS)
    assert not is_on_the_road_at_the_change(date(2026, 6, 1), before, after, PARIS)
