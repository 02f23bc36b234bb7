"""A call is decided once, for all at once: grants fit the budget, each is told why, the public reads the chosen."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation

from maillage.core.wording import Wording
from maillage.initiatives.actions.applications import withdraw_application
from maillage.initiatives.actions.calls import withdraw_call
from maillage.initiatives.actions.deciding import Choice, decide_call
from maillage.initiatives.call_links import application_link
from maillage.initiatives.models import Decision, Pilot, PilotApplication, PilotCall
from maillage.kit.audit import SYSTEM
from maillage.kit.composers import compose
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.people.actions.one_person import erase_person
from maillage.people.enums import Part
from maillage.people.models import Contact, Organisation, Seat
from maillage.territory.models import Region, Theme
from tests import factories as make
from tests.conftest import Cast
from tests.initiatives.applying import AFTER, OPEN, an_open_call, sent

pytestmark = pytest.mark.django_db
WHY = Wording({"en": "It answers what was asked.", "fr": "Il répond à ce qui était demandé."})
NOT = Wording({"en": "There was too little money.", "fr": "Il y avait trop peu d’argent."})


@pytest.fixture
def call(cast: Cast) -> PilotCall:
    return an_open_call(cast.near, themes=[Theme.objects.filter(group=None).first()])


@pytest.fixture
def three(call: PilotCall) -> list[PilotApplication]:
    """Three applications; the second is of an organisation that the region knows."""
    return [
        sent(call, "ada@example.org"),
        sent(call, "bo@example.org", title="Bo’s garden", organisation_name="The Member", amount_eur=12_000),
        sent(call, "cy@example.org", title="Cy’s canary", organisation_name="Refused House", amount_eur=12_000),
    ]


@pytest.fixture
def after() -> Any:
    with time_machine.travel(AFTER, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(cast: Cast, client: Client, after: Any) -> Client:
    client.force_login(cast.convenor)
    return client


def chosen(application: PilotApplication, grant: int, **more: Any) -> Choice:
    return Choice(application, WHY, grant, **more)


def refused(application: PilotApplication) -> Choice:
    return Choice(application, NOT)


def test_all_are_decided_at_once_and_told_in_their_language(
    cast: Cast, call: PilotCall, three: list[PilotApplication], after: Any
) -> None:
    PilotApplication.objects.filter(pk=three[0].pk).update(language="en")
    version = cast.near.public_version
    choices = [chosen(three[0], 9_000), chosen(three[1], 12_000, holder=cast.member_organisation), refused(three[2])]
    for _twice in range(2):
        decide_call(call=call, choices=choices, by=SYSTEM)
    assert list(Decision.objects.order_by("application").values_list("is_chosen", "grant_eur")) == [
        (True, 9_000),
        (True, 12_000),
        (False, None),
    ]
    call.refresh_from_db()
    assert (call.decided_at, call.budget_eur) == (AFTER, 24_000)
    assert AuditEntry.objects.filter(verb="decide call").count() == 1
    assert Region.objects.get(pk=cast.near.pk).public_version > version
    mails = OutboxMail.objects.filter(composer="initiatives.decision").order_by("pk")
    assert [(mail.to, mail.language) for mail in mails] == [
        ("ada@example.org", "en"),
        ("bo@example.org", "fr"),
        ("cy@example.org", "fr"),
    ]
    with translation.override("en"):
        words = compose(mails[0], masked=True).text
    assert "It answers what was asked." in words
    assert "€9,000" in words
    with translation.override("fr"):
        assert "trop peu d’argent" in compose(mails[2], masked=True).text


def test_each_chosen_project_becomes_a_pilot_with_a_holder_and_somebody_to_write_to(
    cast: Cast, call: PilotCall, three: list[PilotApplication], after: Any
) -> None:
    known = make.a_contact(cast.near, name="Bo", email="BO@example.org")
    choices = [chosen(three[0], 9_000), chosen(three[1], 12_000, holder=cast.member_organisation), refused(three[2])]
    decide_call(call=call, choices=choices, by=SYSTEM)
    first, second = Pilot.objects.order_by("application")
    assert (first.name, first.months, first.budget_eur) == ({"fr": "Tables for two languages"}, 8, 9_000)
    assert (first.region, first.application, list(first.themes.all())) == (cast.near, three[0], list(call.themes.all()))
    assert first.holder.name == "The Village Café"
    assert Seat.objects.get(organisation=first.holder).part == Part.PILOT_HOLDER
    assert (first.contact.email, first.contact.organisation) == ("ada@example.org", first.holder)
    assert (second.holder, second.contact) == (cast.member_organisation, known)
    assert not Organisation.objects.filter(name="Refused House").exists()
    assert not Contact.objects.filter(email="cy@example.org").exists()


def test_the_public_reads_the_chosen_and_neither_the_refused_nor_points(
    cast: Cast, call: PilotCall, three: list[PilotApplication], after: Any
) -> None:
    decide_call(call=call, choices=[chosen(three[0], 9_000), refused(three[1]), refused(three[2])], by=SYSTEM)
    body = Client().get(f"/fr/near/calls/{call.public_id}/").content.decode()
    assert "Tables for two languages" in body
    assert "The Village Café" in body
    for secret in ("garden", "canary", "Refused House", "example.org", "demandé"):
        assert secret not in body, secret
    own = Client().get(application_link(three[0], language="en", masked=False)).content.decode()
    assert "It answers what was asked." in own
    assert "Withdraw" not in own


def test_grants_beyond_the_budget_are_refused_until_the_budget_is_raised_on_purpose(
    cast: Cast, client: Client, call: PilotCall, three: list[PilotApplication], after: Any
) -> None:
    client.force_login(cast.convenor)
    address = f"/en/desk/near/calls/{call.public_id}/decide/"
    form = decided(three, [9_000, 12_000, 12_000])
    answer = client.post(address, form)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "The grants come to €33,000, which is €9,000 more than the budget" in body
    assert "raise the budget of the call" in body
    assert (Decision.objects.count(), Pilot.objects.count(), PilotCall.objects.get().decided_at) == (0, 0, None)
    assert client.post(address, {**form, "raise_budget": "on"}).status_code == 302
    assert PilotCall.objects.get().budget_eur == 33_000
    assert Pilot.objects.count() == 3
    assert AuditEntry.objects.get(verb="decide call").details["raised"] is True


def decided(applications: list[PilotApplication], grants: list[int | None]) -> dict[str, Any]:
    """The form of a decision as a browser sends it."""
    form: dict[str, Any] = {"seen": " ".join(sorted(application.public_id for application in applications))}
    for application, grant in zip(applications, grants, strict=True):
        name = application.public_id
        form |= {
            f"{name}-outcome": "chosen" if grant else "not",
            f"{name}-grant_eur": grant or "",
            f"{name}-because_en": "Because of this.",
            f"{name}-holder": "",
        }
    return form


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (("grant_eur", "12,001"), "more than the largest one of this call"),
        (("grant_eur", "9,001"), "more than was asked for"),
        (("grant_eur", ""), "Write the grant."),
        (("because_en", ""), "Say why: the applicant reads it."),
        (("outcome", ""), "Decide: chosen or not chosen."),
    ],
)
def test_what_cannot_be_decided_is_told_and_nothing_is(
    desk: Client, call: PilotCall, three: list[PilotApplication], changed: tuple[str, str], sentence: str
) -> None:
    form = decided(three, [9_000, None, None])
    form[f"{three[0].public_id}-{changed[0]}"] = changed[1]
    answer = desk.post(f"/en/desk/near/calls/{call.public_id}/decide/", form)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert (Decision.objects.count(), OutboxMail.objects.filter(composer="initiatives.decision").count()) == (0, 0)


def test_nobody_decides_before_the_deadline(
    cast: Cast, client: Client, call: PilotCall, three: list[PilotApplication]
) -> None:
    choices = [refused(application) for application in three]
    with time_machine.travel(OPEN, tick=False):
        with pytest.raises(ValidationError, match="once it has closed"):
            decide_call(call=call, choices=choices, by=SYSTEM)
        client.force_login(cast.convenor)
        assert (
            client.post(f"/en/desk/near/calls/{call.public_id}/decide/", decided(three, [1, 1, 1])).status_code == 302
        )
        body = client.get(f"/en/desk/near/calls/{call.public_id}/applications/").content.decode()
    assert Decision.objects.count() == 0
    assert "Tables for two languages" not in body


def test_an_application_withdrawn_while_the_form_was_open_stops_the_decision(
    cast: Cast, client: Client, call: PilotCall, three: list[PilotApplication], after: Any
) -> None:
    form = decided(three, [9_000, None, None])
    withdraw_application(application=three[0], because="No time", by=SYSTEM)
    client.force_login(cast.convenor)
    answer = client.post(f"/en/desk/near/calls/{call.public_id}/decide/", form)
    assert answer.status_code == 422
    assert "withdrawn meanwhile" in answer.content.decode()
    with pytest.raises(ValidationError, match="has changed meanwhile"):
        decide_call(call=call, choices=[refused(application) for application in three], by=SYSTEM)
    assert Decision.objects.count() == 0


def test_what_is_decided_is_neither_withdrawn_nor_judged_again(
    cast: Cast, call: PilotCall, three: list[PilotApplication], after: Any
) -> None:
    decide_call(call=call, choices=[refused(application) for application in three], by=SYSTEM)
    with pytest.raises(ValidationError, match="decided"):
        withdraw_call(call=call, by=SYSTEM)
    with pytest.raises(ValidationError, match="decided"):
        withdraw_application(application=three[0], because="Late", by=SYSTEM)
    assert "No project was chosen" in Client().get(f"/en/near/calls/{call.public_id}/").content.decode()


def test_another_region_reaches_neither_application_nor_decision(
    cast: Cast, client: Client, call: PilotCall, three: list[PilotApplication], after: Any
) -> None:
    client.force_login(cast.far_convenor)
    own = an_open_call(cast.far)
    for region, of in (("near", call), ("far", call), ("far", own)):
        address = f"/en/desk/{region}/calls/{of.public_id}/applications/{three[0].public_id}/"
        assert client.get(address).status_code == 404


def test_a_person_erased_on_request_leaves_no_name_in_applications(
    cast: Cast, call: PilotCall, three: list[PilotApplication]
) -> None:
    ada = make.a_contact(cast.near, name="Ada Example", email="ada@example.org")
    erase_person(contact=ada, by=SYSTEM)
    left = PilotApplication.objects.get(pk=three[0].pk)
    assert (left.contact_name, left.contact_email, left.title) == ("", "", "Tables for two languages")
    assert PilotApplication.objects.get(pk=three[1].pk).contact_email == "bo@example.org"


def test_a_pilot_of_a_call_without_themes_has_those_of_the_needs_it_answers(cast: Cast) -> None:
    theme = Theme.objects.filter(group=None).first()
    bare = an_open_call(cast.near)
    need = make.a_need(make.a_roundtable(cast.near, 3), "Somebody to talk to.", theme=theme)
    need.calls.add(bare)
    one = sent(bare)
    with time_machine.travel(AFTER, tick=False):
        decide_call(call=bare, choices=[Choice(one, WHY, 1000)], by=SYSTEM)
    pilot = Pilot.objects.get()
    assert (pilot.months, list(pilot.themes.all())) == (one.months, [theme])
