"""The lead sees each region of the programme in one line, and nobody else does."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cooperation.enums import Progress, State
from maillage.cooperation.models import FollowUp, ReportVersion
from maillage.desk.queries.overview import regions_at_work
from tests import factories as make
from tests.desk.reading import Page

NOW = datetime(2022, 5, 10, 9, tzinfo=UTC)
OVERVIEW = "/en/desk/programmes/share/"


def figures(cast) -> dict[str, tuple]:
    return {
        region.slug: (
            region.held, region.planned_roundtables, region.last, region.coming,
            region.overdue, region.commitments_open, region.members,
        )
        for region in regions_at_work(cast.programme)
    }  # fmt: skip


def test_held_planned_dates_reports_commitments_and_members_are_counted(cast) -> None:
    told = make.a_roundtable(cast.near, 1, date=date(2022, 1, 25), state=State.HELD)
    ReportVersion.objects.create(roundtable=told, number=1, frozen_at=NOW, frozen_by="x", published_at=NOW)
    make.a_roundtable(cast.near, 2, date=date(2022, 4, 9))
    make.a_roundtable(cast.near, 3, date=date(2022, 4, 20), state=State.HELD)
    make.a_roundtable(cast.near, 4, date=date(2022, 5, 31))
    make.a_roundtable(cast.near, 5, date=date(2022, 6, 30), state=State.DRAFT)
    make.a_roundtable(cast.near, 6, date=date(2022, 2, 1), state=State.CANCELLED)
    make.a_commitment(told)
    done = make.a_commitment(told)
    FollowUp.objects.create(commitment=done, progress=Progress.DONE, told_at=NOW)
    assert figures(cast) == {
        "near": (3, 4, date(2022, 4, 20), date(2022, 5, 31), 1, 1, 2),
        "far": (0, 4, None, None, 0, 0, 0),
    }


def test_a_withdrawn_report_is_overdue_again(cast) -> None:
    table = make.a_roundtable(cast.near, 1, date=date(2022, 1, 25), state=State.HELD)
    ReportVersion.objects.create(
        roundtable=table, number=1, frozen_at=NOW, frozen_by="x", published_at=NOW, withdrawn_at=NOW
    )
    assert figures(cast)["near"][4] == 1


def test_the_lead_reads_it_and_goes_into_each_region(cast, browser) -> None:
    page = Page(browser(cast.lead).get(OVERVIEW))
    assert page.headings == ["Share"]
    assert page.links["Near"] == "/en/desk/near/"
    assert page.links["Far"] == "/en/desk/far/"
    assert "Foreign" not in page.text
    assert Page(browser(cast.lead).get("/en/desk/far/")).headings[0] == "Far"


def test_nobody_else_finds_it(cast, browser) -> None:
    for user in (cast.convenor, cast.editor, cast.member, cast.foreign_convenor, cast.stranger):
        response = browser(user).get(OVERVIEW)
        assert (response.status_code, b"Near" in response.content) == (404, False)


def test_a_programme_without_regions_says_who_adds_one(cast, browser) -> None:
    empty = make.a_programme(slug="empty", name="Empty")
    cast.lead.memberships.create(role="lead", programme=empty)
    assert "This programme has no region yet." in Page(browser(cast.lead).get("/en/desk/programmes/empty/")).text


def test_ten_regions_cost_no_more_queries_than_two(cast, browser) -> None:
    client = browser(cast.lead)
    with CaptureQueriesContext(connection) as two:
        client.get(reverse("desk:programme", args=["share"]))
    for _ in range(8):
        table = make.a_roundtable(make.a_region(cast.programme), 1)
        make.a_commitment(table)
    with CaptureQueriesContext(connection) as ten:
        client.get(reverse("desk:programme", args=["share"]))
    assert len(ten) == len(two) <= 12
