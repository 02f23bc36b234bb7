"""The rhythm of a series: the median gap, the same weekday, never without time to invite."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from maillage.core.rhythm import LEAD_DAYS, USUAL_GAP_WEEKS, gap_in_weeks, next_date

days = st.dates(date(2015, 1, 1), date(2060, 1, 1))


def test_the_next_date_keeps_gap_and_weekday() -> None:
    held = [date(2021, 4, 22), date(2021, 7, 29), date(2021, 10, 7)]
    assert gap_in_weeks(held) == 12
    assert next_date(held, date(2021, 10, 8)) == date(2021, 12, 30)
    assert next_date(held, date(2021, 10, 8)).weekday() == date(2021, 10, 7).weekday()


def test_after_one_meeting_the_next_is_a_quarter_later() -> None:
    assert next_date([date(2022, 1, 25)], date(2022, 1, 26)) == date(2022, 4, 26)


def test_a_rhythm_that_is_over_starts_again_on_the_same_weekday() -> None:
    assert next_date([date(2021, 7, 1), date(2022, 1, 25)], date(2026, 11, 23)) == date(2026, 12, 15)


def test_a_first_meeting_falls_on_a_working_day() -> None:
    assert next_date([], date(2026, 11, 21)) == date(2026, 12, 14)
    assert next_date([], date(2026, 11, 23)) == date(2026, 12, 14)


def test_two_meetings_on_one_day_are_no_gap() -> None:
    assert gap_in_weeks([date(2022, 1, 25), date(2022, 1, 25)]) == USUAL_GAP_WEEKS


@given(st.lists(days, max_size=12), days)
def test_there_is_always_time_to_invite_and_the_weekday_is_kept(held: list[date], today: date) -> None:
    found = next_date(held, today)
    assert found >= today + timedelta(days=LEAD_DAYS)
    if held:
        assert found > max(held)
        assert found.weekday() == max(held).weekday()
    else:
        assert found.weekday() < 5


@given(st.lists(days, min_size=1, max_size=12), days)
def test_the_order_of_the_dates_does_not_matter(held: list[date], today: date) -> None:
    assert next_date(held, today) == next_date(sorted(held, reverse=True), today)
