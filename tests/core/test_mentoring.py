"""The rhythm of a mentoring pair, month by month."""

from __future__ import annotations

from datetime import date, timedelta

from maillage.core.mentoring import Month, is_silent, rhythm_of

TODAY = date(2026, 11, 23)


def months(**fields) -> list[tuple[str, int, bool]]:
    known = {"starts_on": date(2026, 8, 15), "ends_on": None, "met": [], "least": 2, "today": TODAY, **fields}
    return [(f"{month.first:%Y-%m}", month.met, month.is_below) for month in rhythm_of(**known)]


def test_only_whole_months_that_are_over_are_held_against_the_rhythm() -> None:
    met = [date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 2)]
    assert months(met=met) == [
        ("2026-08", 0, False),
        ("2026-09", 2, False),
        ("2026-10", 1, True),
        ("2026-11", 1, False),
    ]


def test_the_month_in_which_a_pair_ends_is_not_held_against_it_unless_it_had_it_whole() -> None:
    assert months(ends_on=date(2026, 10, 30))[-1] == ("2026-10", 0, False)
    assert months(ends_on=date(2026, 10, 31))[-1] == ("2026-10", 0, True)


def test_the_newest_months_are_told_oldest_first_and_none_before_the_beginning() -> None:
    assert months(starts_on=date(2025, 1, 1), at_most=2) == [("2026-10", 0, True), ("2026-11", 0, False)]
    assert months(starts_on=TODAY + timedelta(days=1)) == []
    assert rhythm_of(starts_on=date(2026, 11, 1), ends_on=None, met=[TODAY], least=1, today=TODAY, at_most=6) == [
        Month(date(2026, 11, 1), 1, False)
    ]


def test_a_pair_is_silent_after_more_than_a_month_without_a_meeting_while_it_goes_on() -> None:
    def silent(days: int, met: int | None = None, ended: int | None = None) -> bool:
        ago = [None if one is None else TODAY - timedelta(days=one) for one in (days, ended, met)]
        return is_silent(starts_on=TODAY - timedelta(days=days), ends_on=ago[1], last_met=ago[2], today=TODAY)

    assert [silent(31), silent(32), silent(90, 31), silent(90, 32)] == [False, True, False, True]
    assert [silent(90, 80, ended=1), silent(90, 80, ended=0), silent(90, 80, ended=-9)] == [False, True, True]
