"""A need is answered by practices: noted on its desk page, read on both sides, and taken back."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from maillage.cooperation.actions.answered import answer_need, take_back_answer
from maillage.cooperation.models import Need, Roundtable
from maillage.cooperation.queries.needs import with_state
from maillage.initiatives.models import Terms
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.models import Region, Theme
from maillage.website.queries.needs import told
from tests import factories as make
from tests.conftest import Cast
from tests.website.publishing import publish, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return make.a_roundtable(cast.near, 3, state="held")


@pytest.fixture
def need(table: Roundtable) -> Need:
    return make.a_need(table, text="Rides.")


def page(need: Need) -> str:
    return f"/en/desk/near/needs/{need.public_id}/"


def state_of(need: Need) -> str:
    stands: str = with_state(Need.objects.all()).get(pk=need.pk).state
    return stands


def test_practices_are_chosen_by_theme_and_both_desk_pages_say_so(cast: Cast, client: Client, need: Need) -> None:
    theme = Theme.objects.exclude(group=None)[0]
    van = make.a_practice(cast.near, "A van", themes=[theme])
    bus, plain = make.a_practice(cast.near, "A bus", themes=[theme]), make.a_practice(cast.near, "A walk")
    client.force_login(cast.editor)
    before = Region.objects.get(pk=cast.near.pk).public_version
    body = client.get(page(need)).content.decode()
    assert f'<optgroup label="{theme.shown}">' in body
    assert (
        body.index("A bus</option>") < body.index("A van</option>") < body.index('<optgroup label="Without a theme">')
    )
    sent = {"act": "answer", "practices": [van.public_id, bus.public_id]}
    for _twice in range(2):
        assert client.post(page(need), sent).status_code == 302
    assert set(need.answered_by.all()) == {van, bus}
    assert state_of(need) == "answered"
    assert Region.objects.get(pk=cast.near.pk).public_version > before
    assert [entry.details for entry in AuditEntry.objects.filter(verb="answer need")] == [{"practices": 2}]
    body = client.get(page(need)).content.decode()
    assert f'href="/en/desk/near/practices/{van.public_id}/">A van' in body
    assert [name for name in ("A van", "A bus", "A walk") if f"{name}</option>" in body] == [str(plain)]
    practice = client.get(f"/en/desk/near/practices/{van.public_id}/").content.decode()
    assert f'href="{page(need)}">Rides.' in practice
    assert "Needs it answers" not in client.get(f"/en/desk/near/practices/{plain.public_id}/").content.decode()


def test_a_practice_that_does_not_answer_it_is_taken_back(cast: Cast, client: Client, need: Need) -> None:
    practice = make.a_practice(cast.near, "A van")
    answer_need(need=need, practices=[practice], by=SYSTEM)
    client.force_login(cast.editor)
    for _twice in range(2):
        client.post(page(need), {"act": "take-back", "practice": practice.public_id})
    assert not need.answered_by.exists()
    assert state_of(need) == "open"
    assert AuditEntry.objects.filter(verb="take back answer to need").count() == 1
    take_back_answer(need=need, practice=practice, by=SYSTEM)
    assert AuditEntry.objects.filter(verb="take back answer to need").count() == 1


def test_the_public_reads_it_on_both_pages(cast: Cast, client: Client, table: Roundtable, need: Need) -> None:
    practice = make.a_practice(cast.near, "A van")
    publish(table)
    open_page = words(client.get(f"/en/near/needs/{need.public_id}/"))
    assert "Practices that answer it" not in open_page
    client.force_login(cast.editor)
    client.post(page(need), {"act": "answer", "practices": [practice.public_id]})
    client.logout()
    assert "Practices that answer it A van" in words(client.get(f"/en/near/needs/{need.public_id}/"))
    assert "Needs it answers Rides." in words(client.get(f"/en/near/practices/{practice.public_id}/"))


def test_a_practice_of_another_region_from_elsewhere_or_made_one_with_another_is_refused(
    cast: Cast, client: Client, need: Need
) -> None:
    kept = make.a_practice(cast.near, "A van")
    refused = [
        make.a_practice(cast.far, "A far van"),
        make.a_practice(cast.near, "An idea", terms={"outside_region": True}),
        make.a_practice(cast.near, "The same van", merged_into=kept),
    ]
    client.force_login(cast.editor)
    shown = client.get(page(need)).content.decode()
    for practice in refused:
        assert f"{practice}</option>" not in shown
        answer = client.post(page(need), {"act": "answer", "practices": [kept.public_id, practice.public_id]})
        assert "Choose practices of this region." in answer.content.decode()
        with pytest.raises(ValidationError, match="Choose practices of this region"):
            answer_need(need=need, practices=[kept, practice], by=SYSTEM)
    assert "Choose at least one practice." in client.post(page(need), {"act": "answer"}).content.decode()
    assert not need.answered_by.exists()


def test_an_answer_that_turns_out_to_be_from_elsewhere_leaves_the_need_open(cast: Cast, need: Need) -> None:
    practice = make.a_practice(cast.near, "A van")
    answer_need(need=need, practices=[practice], by=SYSTEM)
    Terms.objects.create(initiative=practice, outside_region=True)
    assert state_of(need) == "open"
    assert [one.state for one in told(Need.objects.all())] == ["open"]


def test_who_may_not_write_needs_answers_none(cast: Cast, client: Client, need: Need) -> None:
    practice = make.a_practice(cast.near, "A van", organisation=cast.member_organisation)
    answer_need(need=need, practices=[practice], by=SYSTEM)
    client.force_login(cast.member)
    assert client.post(page(need), {"act": "take-back", "practice": practice.public_id}).status_code in {403, 404}
    assert "Needs it answers" not in client.get(f"/en/desk/near/practices/{practice.public_id}/").content.decode()
    client.force_login(cast.far_convenor)
    assert client.post(page(need), {"act": "take-back", "practice": practice.public_id}).status_code == 404
    assert need.answered_by.get() == practice
