"""Addresses that fit their columns, pages of the desk that nobody keeps, and links that end with a person."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from maillage.cooperation.enums import Answer, Progress
from maillage.cooperation.links import answer_link, follow_up_link, stop_link
from maillage.cooperation.models import FollowUp
from maillage.kit.audit import SYSTEM
from maillage.people.actions import erase_person, remove_contact
from maillage.people.forms.organisation import OrganisationForm
from tests import factories as make
from tests.conftest import Cast

pytestmark = pytest.mark.django_db
LATER = date(2099, 5, 26)
TOO_LONG = f"{'a' * 250}@example.org"


@pytest.mark.parametrize("ending", [erase_person, remove_contact])
def test_open_links_of_a_person_end_when_nothing_is_left_of_them(client: Client, cast: Cast, ending) -> None:
    contact = make.a_contact(cast.near, cast.host)
    invitation = make.an_invitation(make.a_roundtable(cast.near, 4, date=LATER), contact)
    promise = make.a_commitment(invitation.roundtable, contact=contact, organisation=cast.host)
    links = [
        answer_link(invitation, language="en", masked=False),
        follow_up_link(promise, language="en", masked=False),
        stop_link(contact, language="en", masked=False),
    ]
    assert [client.get(link).status_code for link in links] == [200, 200, 200]
    ending(contact=contact, by=SYSTEM)
    assert [client.get(link).status_code for link in links] == [410, 410, 410]
    client.post(links[0], {"answer": "coming"})
    client.post(links[1], {"progress": Progress.DONE})
    client.post(links[2])
    invitation.refresh_from_db()
    contact.refresh_from_db()
    assert (invitation.answer, FollowUp.objects.count(), contact.unsubscribed_at) == (Answer.NONE, 0, None)


@pytest.mark.parametrize(
    "page",
    ["/en/desk/near/", "/en/desk/near/directory/", "/en/desk/commitments/", "/en/desk/near/outbox/"],
)
def test_no_browser_keeps_a_page_of_the_desk(client: Client, cast: Cast, page: str) -> None:
    client.force_login(cast.convenor)
    answer = client.get(page)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_leads_page_is_kept_by_no_browser(client: Client, cast: Cast) -> None:
    client.force_login(cast.lead)
    assert "no-store" in client.get("/en/desk/programmes/share/").headers["Cache-Control"]


def test_an_address_longer_than_its_column_is_refused_in_a_sentence(client: Client, cast: Cast) -> None:
    table = make.a_roundtable(cast.near, 4, date=LATER)
    invitation = make.an_invitation(table, make.a_contact(cast.near))
    link = answer_link(invitation, language="en", masked=False)
    instead = {"answer": "substitute", "substitute_name": "B", "substitute_email": TOO_LONG}
    assert client.post(link, instead).status_code == 200
    client.force_login(cast.convenor)
    who = f"/en/desk/near/roundtables/{table.number}/who/"
    assert client.post(who, {"paste": TOO_LONG}).status_code == 200
    walk_in = f"/en/desk/near/roundtables/{table.number}/live/"
    here = client.post(f"{walk_in}somebody-new/", {"name": "C", "email": TOO_LONG})
    assert here.status_code == 422
    invitation.refresh_from_db()
    assert (invitation.answer, cast.near.contacts.count()) == (Answer.NONE, 1)


def test_a_website_longer_than_its_column_is_refused(cast: Cast) -> None:
    form = OrganisationForm({"website": f"https://example.org/{'a' * 200}"}, region=cast.near)
    assert "website" in form.errors


def test_a_long_list_of_unknown_places_is_told_in_few_lines(cast: Cast) -> None:
    form = OrganisationForm({"places": "\n".join(f"Nowhere {number}" for number in range(400))}, region=cast.near)
    assert len(form.errors["places"]) == 21
    assert form.errors["places"][-1] == "There are 380 more lines to correct."
    assert "places" in OrganisationForm({"places": "x\n" * 20_000}, region=cast.near).errors
