"""Reminders fall on working days by the wall clock of the region, and move with the day of the meeting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from maillage.core.reminders import moved, proposed, shown_at

PARIS = "Europe/Paris"
LONG_BEFORE = datetime(2027, 1, 1, tzinfo=UTC)


def said(times: list[datetime]) -> list[str]:
    return [f"{at:%a %Y-%m-%d %H:%M %z}" for at in times]


def test_ten_and_three_days_before_a_weekend_giving_way_to_friday() -> None:
    assert said(proposed(date(2027, 5, 27), PARIS, LONG_BEFORE)) == [
        "Mon 2027-05-17 09:00 +0200", "Mon 2027-05-24 09:00 +0200",
    ]  # fmt: skip
    assert said(proposed(date(2027, 3, 16), PARIS, LONG_BEFORE)) == [
        "Fri 2027-03-05 09:00 +0100", "Fri 2027-03-12 09:00 +0100",
    ]  # fmt: skip


def test_what_is_too_near_is_not_proposed() -> None:
    day = date(2027, 5, 27)
    assert len(proposed(day, PARIS, datetime(2027, 5, 20, tzinfo=UTC))) == 1
    assert said(proposed(day, PARIS, datetime(2027, 5, 24, 20, tzinfo=UTC))) == ["Wed 2027-05-26 09:00 +0200"]
    assert proposed(day, PARIS, datetime(2027, 5, 26, 20, tzinfo=UTC)) == []


def test_a_moved_reminder_keeps_the_time_on_the_wall_over_a_change_of_clocks() -> None:
    due = shown_at(date(2027, 3, 20), time(9), PARIS)
    assert said([moved(due, 10, PARIS)]) == ["Tue 2027-03-30 09:00 +0200"]
    assert moved(due, 10, PARIS).astimezone(UTC) - due.astimezone(UTC) == timedelta(days=10) - timedelta(hours=1)


def test_a_time_that_clocks_skip_is_an_hour_later() -> None:
    at = time(2, 30)
    assert said([shown_at(date(2027, 3, 28), at, PARIS)]) == ["Sun 2027-03-28 03:30 +0200"]
