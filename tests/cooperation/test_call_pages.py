"""Every page of calling and following up opens, with few queries that do not grow with the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from maillage.cooperation.enums import State
from maillage.cooperation.links import answer_link, follow_up_link
from maillage.cooperation.models import AgendaItem, FollowUp, Partnership, Raising, Roundtable
from tests import factories as make
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Addresses are made for English readers, whatever the test before spoke."""
    with translation.override("en"):
        yield


@pytest.fixture
def tables(cast: Cast) -> tuple[Roundtable, Roundtable]:
    """A held roundtable of `near`, and one that is called."""
    return (
        make.a_roundtable(cast.near, 3, state=State.HELD),
        make.a_roundtable(cast.near, 4, date=date(2099, 5, 26)),
    )


def one_more(cast: Cast, tables: tuple[Roundtable, Roundtable], number: int) -> dict[str, Any]:
    """Add one of everything around two roundtables."""
    former, table = tables
    organisation = make.an_organisation(cast.near, joined_on=date(2022, 3, 1))
    contact = make.a_contact(cast.near, organisation, preferred_language="en" if number % 2 else "fr")
    make.a_contact(cast.near, organisation, preferred_language="en")
    make.a_contact(cast.near, organisation, preferred_language="fr")
    invitation = make.an_invitation(table, contact)
    need = make.a_need(former)
    Raising.objects.create(need=need, roundtable=table, organisation=organisation)
    make.a_need(former)
    commitment = make.a_commitment(former, need, organisation=organisation)
    make.a_commitment(former, organisation=cast.member_organisation)
    FollowUp.objects.create(commitment=commitment, progress="on_the_way", text={"en": "Soon."}, told_at=timezone.now())
    AgendaItem.objects.create(roundtable=table, position=number, kind="breakout", presenter=organisation)
    for one in tables:
        Partnership.objects.create(roundtable=one, organisation=organisation, position=number)
    return {"need": need, "commitment": commitment, "invitation": invitation}


def counted(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(asked)


DESK: dict[str, Callable[[dict[str, Any]], list[Any]]] = {
    "roundtable-list": lambda made: [],
    "roundtable-next": lambda made: [],
    "roundtable-former": lambda made: [],
    "roundtable-prepare": lambda made: [4],
    "roundtable-cancel": lambda made: [4],
    "roundtable-who": lambda made: [4],
    "invitation-record": lambda made: [4, made["invitation"].public_id],
    "need-desk": lambda made: [],
    "need-edit": lambda made: [made["need"].public_id],
    "commitment-desk": lambda made: [],
    "commitment-create": lambda made: [],
    "commitment-edit": lambda made: [made["commitment"].public_id],
}


@pytest.mark.parametrize("name", DESK)
def test_a_page_of_the_desk_asks_at_most_twelve_queries_and_no_more_for_more_rows(
    cast: Cast, client: Client, tables: tuple[Roundtable, Roundtable], name: str
) -> None:
    client.force_login(cast.convenor)
    made = one_more(cast, tables, 1)
    one_more(cast, tables, 2) if name == "roundtable-who" else None
    url = reverse(f"cooperation:{name}", args=[cast.near.slug, *DESK[name](made)])
    first = counted(client, url)
    for number in (3, 4):
        one_more(cast, tables, number)
    assert first == counted(client, url)
    assert first <= 12


def test_the_page_of_a_member_asks_no_more_for_more_promises(
    cast: Cast, client: Client, tables: tuple[Roundtable, Roundtable]
) -> None:
    client.force_login(cast.member)
    one_more(cast, tables, 1)
    url = reverse("cooperation:my-commitments")
    first = counted(client, url)
    for number in (2, 3):
        one_more(cast, tables, number)
    assert first == counted(client, url)
    assert first <= 12


def test_pages_behind_personal_links_ask_at_most_six_queries(
    cast: Cast, client: Client, tables: tuple[Roundtable, Roundtable]
) -> None:
    made = [one_more(cast, tables, number) for number in (1, 2, 3)][-1]
    assert counted(client, answer_link(made["invitation"], language="en", masked=False)) <= 6
    assert counted(client, follow_up_link(made["commitment"], language="en", masked=False)) <= 6


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_each_page_opens_in_each_direction_when_the_region_is_empty(cast: Cast, client: Client, language: str) -> None:
    client.force_login(cast.convenor)
    for name in ("roundtable-list", "roundtable-next", "roundtable-former", "need-desk", "commitment-desk"):
        path = reverse(f"cooperation:{name}", args=[cast.near.slug]).replace("/en/", f"/{language}/", 1)
        assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("who", "statuses"),
    [
        ("convenor", {"roundtable-list": 200, "roundtable-next": 200, "need-desk": 200}),
        ("editor", {"roundtable-list": 200, "roundtable-next": 403, "need-desk": 200}),
        ("member", {"roundtable-list": 200, "roundtable-next": 403, "need-desk": 403}),
        ("far_convenor", {"roundtable-list": 404, "roundtable-next": 404, "need-desk": 404}),
        ("lead", {"roundtable-list": 200, "roundtable-next": 200, "need-desk": 200}),
    ],
)
def test_each_page_opens_to_its_role_alone(cast: Cast, client: Client, who: str, statuses: dict[str, int]) -> None:
    client.force_login(getattr(cast, who))
    found = {name: client.get(reverse(f"cooperation:{name}", args=[cast.near.slug])).status_code for name in statuses}
    assert found == statuses


def test_a_member_sees_no_draft_and_no_way_to_call(cast: Cast, client: Client) -> None:
    make.a_roundtable(cast.near, 1, state=State.HELD)
    make.a_roundtable(cast.near, 2, state=State.DRAFT)
    client.force_login(cast.member)
    page = client.get(reverse("cooperation:roundtable-list", args=["near"])).content.decode()
    assert "First roundtable" in page
    assert "Second roundtable" not in page
    assert "Next roundtable" not in page
