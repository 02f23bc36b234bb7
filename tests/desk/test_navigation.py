"""The navigation shows each person the pages they may open, and marks the one they are on."""

from __future__ import annotations

import pytest
from django.urls import reverse

from maillage.kit.doors import opens, policy_at
from maillage.kit.templatetags.desk_nav import Door, address_of
from tests.desk.reading import Page

CONVENOR = ["Desk", "Roundtables", "Needs", "Commitments", "Directory", "Calendar", "Outbox", "News", "Settings"]


def entries(page: Page) -> list[str]:
    return [words for words in page.links if words in {*CONVENOR, "My commitments"}]


def test_the_convenor_sees_all_of_the_region(cast, browser) -> None:
    page = Page(browser(cast.convenor).get("/en/desk/near/calendar/"))
    assert entries(page) == CONVENOR
    assert page.current[0] == "Calendar"


def test_a_member_sees_no_door_that_is_shut(cast, browser) -> None:
    client = browser(cast.member)
    page = Page(client.get("/en/desk/near/"))
    assert {"Desk", "Calendar", "My commitments"} <= set(entries(page))
    assert not {"Outbox", "Settings"} & set(entries(page))
    for words in entries(page):
        assert client.get(page.links[words]).status_code == 200, words


@pytest.mark.parametrize(
    ("name", "current"),
    [
        ("region", "Desk"),
        ("calendar", "Calendar"),
        ("outbox", "Outbox"),
        ("region-settings", "Settings"),
        ("agenda-template", "Settings"),
        ("trail", "Settings"),
    ],
)
def test_one_entry_is_marked_as_current(cast, browser, name: str, current: str) -> None:
    page = Page(browser(cast.convenor).get(reverse(f"desk:{name}", args=["near"])))
    assert [words for words in page.current if words in CONVENOR] == [current]


def test_leaving_is_a_post_and_ends_the_session(cast, browser) -> None:
    client = browser(cast.convenor)
    page = client.get("/en/desk/near/").content.decode()
    assert f'<form method="post" action="{reverse("account_logout")}">' in page
    assert "Leave the desk" in Page(client.get("/en/desk/near/")).buttons
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_the_region_is_named_beside_the_mark_and_leads_home(cast, browser) -> None:
    page = Page(browser(cast.convenor).get("/en/desk/near/trail/"))
    assert page.links["Near"] == "/en/desk/near/"


def test_whoever_leads_enters_as_the_convenor_does(cast, browser) -> None:
    assert entries(Page(browser(cast.lead).get("/en/desk/far/"))) == CONVENOR


def test_doors_open_by_rank_and_an_unknown_one_never(cast) -> None:
    outbox = reverse("desk:outbox", args=["near"])
    assert [opens(outbox, role) for role in ("member", "editor", "convenor", "lead", "", "king")] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert opens(f"{outbox}?state=failed", "convenor")
    assert opens(reverse("desk:home"), "")
    assert policy_at("/en/desk/near/no/such/page/") is None
    assert not opens("/en/desk/near/no/such/page/", "lead")


def test_a_door_to_a_page_that_is_not_installed_is_left_out(cast) -> None:
    assert address_of(Door("nowhere:at-all", "Nowhere", ()), cast.near) == ""
