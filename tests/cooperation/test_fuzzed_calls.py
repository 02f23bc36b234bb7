"""Whatever is sent to the pages of calling, answering and following up, none of them breaks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.cooperation.links import answer_link, follow_up_link, stop_link
from maillage.cooperation.models import AgendaItem, Invitation
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER

pytestmark = pytest.mark.django_db

NAMES = [
    *("act", "number", "version", "date", "start_time", "minutes", "mode", "venue", "venue_organisation", "video_link"),
    *(
        "answer_by",
        "extends_series",
        "subject_fr",
        "item-TOTAL_FORMS",
        "item-INITIAL_FORMS",
        "item-0-id",
        "item-0-kind",
    ),
    *("item-0-minutes", "item-0-title_fr", "item-0-presenter", "item-99999999999999-kind", "partner-TOTAL_FORMS"),
    *(
        "partner-INITIAL_FORMS",
        "partner-0-organisation",
        "partner-0-role",
        "guest",
        "paste",
        "paste_language",
        "answer",
    ),
    *("comes", "substitute_name", "substitute_email", "interpreter", "access_needs", "message", "progress", "text"),
    *("text_fr", "text_en", "theme", "kind", "is_proposal", "addressed_to", "places", "same_as", "reason_fr", "exact"),
    *("least", "most", "online", "on_site", "organisations", "unit", "organisation", "contact", "need", "due_on"),
    *("roundtable", "item-0-title"),
]
VALUES = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "0",
                "1",
                "-1",
                "5",
                "40",
                "1e9",
                "99999999999999999999",
                "٣",
                "²",
                "on",
                "call",
                "draft",
                "add",
                "fit",
            ),
            *(
                "up:1",
                "up:²",
                "remove:0",
                "remove:99999",
                "add-partner",
                "sum",
                "coming",
                "substitute",
                "maybe",
                "done",
            ),
            *("dropped", "late", "online", "hybrid", "2099-05-26", "0001-01-01", "9999-12-31", "2099-03-29", "02:30"),
            *("14:00", "http://[", "https://a.example", "\x00", "a\x00b", "é" * 600, "<script>", "field_update", "fr"),
            *("a <a@b.org>", "<>", "x <y>, z"),
        ]
    ),
    st.text(max_size=12),
)
FORMS = st.dictionaries(st.sampled_from(NAMES), VALUES | st.lists(VALUES, max_size=3), max_size=18)


@pytest.fixture
def pages(cast: Cast, client: Client) -> list[str]:
    """The address of every page that takes a form."""
    client.force_login(cast.convenor)
    table = make.a_roundtable(cast.near, 3, date=LATER)
    AgendaItem.objects.create(roundtable=table, position=1, kind="breakout", title={"fr": "x"})
    need, commitment = make.a_need(table), make.a_commitment(table, organisation=cast.host)
    make.a_need(table)
    guest = make.an_invitation(table, make.a_contact(cast.near, cast.host))
    make.a_contact(cast.near, cast.host)
    desk = "/en/desk/near"
    return [
        f"{desk}/roundtables/next/",
        f"{desk}/roundtables/former/",
        f"{desk}/roundtables/3/",
        f"{desk}/roundtables/3/who/",
        f"{desk}/roundtables/3/who/{guest.public_id}/",
        f"{desk}/needs/{need.public_id}/",
        f"{desk}/needs/{need.public_id}/merge/",
        f"{desk}/commitments/new/",
        f"{desk}/commitments/{commitment.public_id}/",
        f"{desk}/commitments/{commitment.public_id}/tell/",
        answer_link(guest, language="en", masked=False),
        follow_up_link(commitment, language="fr", masked=False),
        stop_link(guest.contact, language="en", masked=False),
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=FORMS, data=st.data())
def test_no_form_breaks_a_page(client: Client, pages: list[str], form: dict[str, Any], data: st.DataObject) -> None:
    url = data.draw(st.sampled_from(pages))
    assert client.post(url, form).status_code in {200, 302, 404, 410}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(form=FORMS)
def test_a_whole_form_with_nonsense_in_it_breaks_nothing(
    client: Client, pages: list[str], form: dict[str, Any]
) -> None:
    counts = {
        "item-TOTAL_FORMS": "1",
        "item-INITIAL_FORMS": "0",
        "partner-TOTAL_FORMS": "1",
        "partner-INITIAL_FORMS": "0",
    }
    whole = {
        "date": "2099-05-26",
        "start_time": "14:00",
        "minutes": "60",
        "mode": "online",
        "act": "draft",
        "number": "4",
    }
    line = {"item-0-kind": "plenary", "item-0-minutes": "10", "item-0-id": "", "partner-0-organisation": ""}
    for url in (pages[0], pages[2]):
        assert client.post(url, {**counts, **whole, **line, **form}).status_code in {200, 302}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.dictionaries(st.sampled_from(["category", "organisation", "place", "seen", "part", "guest"]), VALUES))
def test_no_query_breaks_the_list_of_guests(client: Client, pages: list[str], query: dict[str, str]) -> None:
    assert client.get(pages[3], query).status_code == 200
    assert client.get(pages[3], query, headers={"HX-Request": "true"}).status_code == 200
    assert Invitation.objects.count() == 1


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(token=st.text(st.characters(blacklist_characters="/", blacklist_categories=("Cs",)), min_size=1, max_size=60))
def test_no_token_breaks_a_link(client: Client, pages: list[str], token: str) -> None:
    from urllib.parse import quote

    for name in ("answer", "commitment", "stop"):
        assert client.get(f"/en/link/{name}/{quote(token, safe='')}/").status_code in {404, 410}
