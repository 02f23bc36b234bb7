"""After signing in, everybody lands where they work, and nobody sees where others do."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.people.enums import Role
from tests import factories as make
from tests.desk.reading import Page


def test_somebody_with_one_region_goes_straight_to_it(cast, browser) -> None:
    for user in (cast.convenor, cast.editor, cast.member):
        response = browser(user).get(reverse("desk:home"), follow=True)
        assert [address for address, _status in response.redirect_chain] == ["/en/desk/near/"]
        assert Page(response).headings[0] == "Near"


def test_somebody_with_two_regions_chooses_and_sees_no_third(cast, browser) -> None:
    make.a_role(cast.convenor, Role.EDITOR, cast.foreign)
    page = Page(browser(cast.convenor).get(reverse("desk:home")))
    assert page.links["Near"] == "/en/desk/near/"
    assert page.links["Foreign"] == "/en/desk/foreign/"
    assert "Far" not in page.links


def test_the_lead_sees_the_programme_first(cast, browser) -> None:
    make.a_role(cast.lead, Role.CONVENOR, cast.foreign)
    page = Page(browser(cast.lead).get(reverse("desk:home")))
    assert page.links["Share"] == "/en/desk/programmes/share/"
    assert page.headings.index("Programmes you lead") < page.headings.index("Your regions")


def test_somebody_without_a_role_is_told_whom_to_ask(cast, browser) -> None:
    page = Page(browser(cast.stranger).get(reverse("desk:home")))
    assert page.headings[0] == "You are signed in, and no region is open to you yet"
    assert cast.stranger.email in page.text
    assert "The Host" in page.text
    assert cast.convenor.email not in page.text


def test_where_no_region_has_a_convenor_the_page_says_who_starts_one(db, browser) -> None:
    page = Page(browser(make.a_user()).get(reverse("desk:home")))
    assert "Whoever installed this platform starts the first one." in page.text


def test_the_next_date_of_each_region_is_told_once(cast, browser) -> None:
    make.a_role(cast.convenor, Role.EDITOR, cast.far)
    make.a_roundtable(cast.near, 2, date="2022-09-06")
    make.a_roundtable(cast.near, 1, date="2022-06-07")
    make.a_roundtable(cast.far, 1, date="2022-05-09")
    page = Page(browser(cast.convenor).get(reverse("desk:home")))
    assert "The first roundtable is on Tuesday 7 June 2022." in page.text
    assert "The second roundtable" not in page.text
    assert "No date is set for the next roundtable." in page.text


def test_three_regions_cost_no_more_queries_than_two(cast, browser) -> None:
    client = browser(cast.convenor)
    make.a_role(cast.convenor, Role.EDITOR, cast.far)
    with CaptureQueriesContext(
        connection,
    ) as two:
        client.get(reverse("desk:home"))
    for _ in range(2):
        make.a_role(cast.convenor, Role.EDITOR, make.a_region(cast.programme))
    with CaptureQueriesContext(connection) as four:
        client.get(reverse("desk:home"))
    assert len(four) == len(two) <= 12
