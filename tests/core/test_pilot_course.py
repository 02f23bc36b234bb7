"""A pilot's periods leave no gap, its state guesses nothing, and people are told in fives."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.core.pilot_course import Course, course_on, days_late, in_fives, last_day, months_later, periods

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@settings(max_examples=60)
@given(DAYS, st.integers(0, 1200), st.integers(1, 24))
def test_periods_cover_every_day_once(begins: date, length: int, months: int) -> None:
    last = begins + timedelta(days=length)
    spans = list(periods(begins, last, months))
    assert spans[0][0] == begins
    assert spans[-1][1] == last
    assert all(later[0] == earlier[1] + timedelta(days=1) for earlier, later in pairwise(spans))
    assert all(first <= until for first, until in spans)


def test_a_period_that_begins_on_a_31st_does_not_wander() -> None:
    spans = list(periods(date(2022, 1, 31), date(2022, 5, 30), 1))
    assert [first for first, _until in spans] == [
        date(2022, 1, 31),
        date(2022, 2, 28),
        date(2022, 3, 31),
        date(2022, 4, 30),
    ]
    with pytest.raises(ValueError, match="a month at least"):
        list(periods(date(2022, 1, 1), date(2022, 5, 1), 0))


def test_months_are_reckoned_as_calendars_do() -> None:
    assert months_later(date(2021, 12, 1), 10) == date(2022, 10, 1)
    assert months_later(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert last_day(date(2021, 12, 1), None, 10) == date(2022, 9, 30)
    assert last_day(date(2021, 12, 1), date(2022, 5, 1), 10) == date(2022, 5, 1)
    assert last_day(None, None, 10) is None


@pytest.mark.parametrize(
    ("begins", "ends", "months", "course"),
    [
        (None, None, 10, Course.UNKNOWN),
        (None, date(2022, 9, 30), 10, Course.ENDED),
        (None, date(2023, 9, 30), 10, Course.UNKNOWN),
        (date(2023, 1, 2), None, None, Course.AHEAD),
        (date(2023, 1, 1), None, None, Course.RUNNING),
        (date(2022, 6, 1), None, 10, Course.RUNNING),
        (date(2021, 6, 1), None, 10, Course.OVER),
        (date(2021, 6, 1), date(2023, 1, 1), 10, Course.RUNNING),
        (date(2021, 6, 1), date(2022, 12, 31), 10, Course.ENDED),
    ],
)
def test_the_state_of_a_pilot_guesses_nothing(
    begins: date | None, ends: date | None, months: int | None, course: Course
) -> None:
    assert course_on(date(2023, 1, 1), begins, ends, months) == course


def test_late_is_counted_from_the_day_after() -> None:
    assert [days_late(date(2022, 5, 1), date(2022, 5, day)) for day in (1, 2, 9)] == [0, 1, 8]
    assert days_late(date(2022, 5, 1), date(2022, 4, 1)) == 0


@given(st.integers(0, 10_000))
def test_people_are_told_in_fives(count: int) -> None:
    shown = in_fives(count)
    assert shown % 5 == 0
    assert shown == 0 if count < 5 else abs(shown - count) <= 2


def test_what_a_call_chose_has_not_begun_until_its_first_day_is_said() -> None:
    today = date(2023, 1, 1)
    assert course_on(today, None, None, 10, is_chosen=True) == Course.CHOSEN
    assert course_on(today, date(2023, 2, 1), None, 10, is_chosen=True) == Course.AHEAD
    assert course_on(today, today, None, 10, is_chosen=True) == Course.RUNNING
    assert course_on(today, None, date(2022, 12, 31), 10, is_chosen=True) == Course.ENDED
