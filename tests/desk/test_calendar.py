"""The calendar shows members what is near, and says where two meetings stand in each other's way."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cooperation.enums import State
from maillage.cooperation.queries.clashes import clashes_of, tables_near
from maillage.desk.queries.calendar import months_of
from maillage.desk.views.calendar import chosen_year
from tests import factories as make
from tests.desk.reading import Page

MAY = date(2022, 5, 31)


@pytest.fixture
def calendar(cast, browser):
    def of(user=None, **asked) -> Page:
        return Page(browser(user or cast.member).get(reverse("desk:calendar", args=["near"]), asked))

    return of


def test_our_tables_theirs_and_due_promises_stand_under_their_months(cast, calendar) -> None:
    table = make.a_roundtable(cast.near, 1, date=date(2022, 1, 25), state=State.HELD)
    make.a_roundtable(cast.far, 2, date=MAY, start_time=time(9))
    make.a_commitment(table, due_on=date(2022, 5, 20), organisation=cast.host)
    page = calendar()
    assert page.headings == ["Calendar 2022", "January 2022", "Our first roundtable", "May 2022"]
    assert page.links["Far: the second roundtable"] == "/en/far/roundtables/2/"
    assert "Friday 20 May 2022 We write one page. The Host due on 20 May 2022" in page.text
    assert page.links["Subscribe to our roundtables in your own calendar"] == "/en/near/calendar.ics"


def test_drafts_and_other_programmes_are_nobody_elses_business(cast) -> None:
    ours = make.a_roundtable(cast.near, 1, date=MAY, state=State.DRAFT)
    make.a_roundtable(cast.far, 1, date=MAY, state=State.DRAFT)
    make.a_roundtable(cast.far, 2, date=MAY, state=State.CANCELLED)
    make.a_roundtable(cast.foreign, 1, date=MAY)
    assert list(tables_near(cast.near)) == [ours]


def test_promises_of_other_regions_are_not_shown(cast) -> None:
    make.a_commitment(make.a_roundtable(cast.far, 1), due_on=MAY)
    assert [entry for month in months_of(cast.near, 2022) for entry in month.entries if entry.commitment] == []


def test_a_meeting_at_the_same_time_is_marked_and_counted(cast, calendar) -> None:
    make.a_roundtable(cast.near, 1, date=MAY, start_time=time(14))
    make.a_roundtable(cast.far, 1, date=MAY, start_time=time(15))
    page = calendar()
    assert "1 roundtable of another region stands in the way of one of ours this year." in page.text
    assert "At the same time as the roundtable of Far." in page.text


def test_hours_are_compared_across_zones_and_told_in_ours(cast, calendar) -> None:
    make.a_roundtable(cast.near, 1, date=MAY, start_time=time(14))
    make.a_roundtable(cast.far, 1, date=MAY, start_time=time(17), time_zone="Europe/Athens")
    page = calendar()
    assert "On the same day as the roundtable of Far, at another hour." in page.text
    assert "16:00 to 18:00" in page.text


def test_an_hour_that_is_not_known_is_not_guessed(cast, calendar) -> None:
    ours = make.a_roundtable(cast.near, 1, date=MAY)
    theirs = make.a_roundtable(cast.far, 1, date=MAY, start_time=None)
    assert [trouble.overlaps for trouble in clashes_of(ours, [ours, theirs])] == [None]
    assert "the hours are not all known" in calendar().text
    assert "hour not known" in calendar().text


@pytest.mark.parametrize(
    ("asked", "years", "shown"),
    [
        ("9" * 5000, [2021, 2022], 2022),
        ("", [2021, 2022], 2022),
        ("2021", [2021, 2022], 2021),
        ("1999", [2021, 2022], 2022),
        ("²", [2021], 2021),
        ("", [2019, 2021], 2021),
        ("", [2021, 2024, 2025], 2024),
        ("", [], 2022),
        ("2022", [2021], 2022),
    ],
)
def test_the_calendar_opens_where_something_stands(asked: str, years: list[int], shown: int) -> None:
    assert chosen_year(asked, years, this_year=2022) == shown


def test_an_empty_calendar_says_what_will_stand_there(cast, calendar) -> None:
    assert "Nothing stands in this year yet." in calendar().text
    assert "Call the next roundtable" not in calendar().links
    assert calendar(cast.convenor).links["Call the next roundtable"] == "/en/desk/near/roundtables/next/"


def test_only_who_runs_the_region_is_led_to_the_screens(cast, calendar) -> None:
    make.a_roundtable(cast.near, 1, date=MAY)
    assert calendar().links["Our first roundtable"] == "/en/near/roundtables/1/"
    assert calendar(cast.convenor).links["Our first roundtable"] == "/en/desk/near/roundtables/1/"


def test_three_rows_cost_no_more_queries_than_one(cast, browser) -> None:
    client, address = browser(cast.member), reverse("desk:calendar", args=["near"])

    def fill(number: int) -> None:
        table = make.a_roundtable(cast.near, number, date=date(2022, 5, number))
        make.a_roundtable(cast.far, number, date=date(2022, 5, number))
        make.a_commitment(table, due_on=date(2022, 6, number), organisation=cast.host)

    fill(1)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    fill(2)
    fill(3)
    with CaptureQueriesContext(connection) as three:
        client.get(address)
    assert len(three) == len(one) <= 12
