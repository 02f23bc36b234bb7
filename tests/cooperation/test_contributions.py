"""What is said ahead of a table reaches it, and without a name nothing anywhere tells who wrote it."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client

from maillage.cooperation.access_before import VISITOR
from maillage.cooperation.actions.contributions import (
    Saying,
    TooManyToday,
    attach_waiting,
    bring_to_table,
    contribute,
    hand_on_link,
    raise_contribution,
    set_aside,
)
from maillage.cooperation.enums import ContributionKind, ItemKind, NoteTag, Signature, State
from maillage.cooperation.links import answer_link, contribute_link, need_link, say_link
from maillage.cooperation.models import AgendaItem, Contribution, Invitation, Need, Note, Raising, Roundtable
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.people.actions.one_person import erase_person
from maillage.people.models import Contact
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER, filled

pytestmark = pytest.mark.django_db
SAID = "/en/desk/near/roundtables/4/contributions/"
NOW = datetime.fromisoformat("2030-03-01T10:20:30+00:00")


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return make.a_roundtable(cast.near, 4, date=LATER)


@pytest.fixture
def invitation(cast: Cast, table: Roundtable) -> Invitation:
    return make.an_invitation(table, make.a_contact(cast.near, cast.host, name="Ada Example"))


def open_url(table: Roundtable, language: str = "en") -> str:
    return contribute_link(hand_on_link(roundtable=table, by=SYSTEM), language=language, masked=False)


def say_url(invitation: Invitation) -> str:
    return say_link(invitation, language="en", masked=False)


def sent(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    return filled(client, url, **{"text": "No bus after six.", "signature": "none", **changes})


def write(table: Roundtable, text: str = "No bus after six.", **said: Any) -> Contribution:
    return contribute(region=table.region, roundtable=table, said=Saying(text, "en", **said), by=VISITOR)


def every_text() -> str:
    """All rows of all tables, one a line: what somebody would find who reads the whole database."""
    return "\n".join(
        f"{model._meta.label} {row}"
        for model in apps.get_models()
        if model._meta.managed and model._meta.app_label not in {"contenttypes", "auth", "sessions"}
        for row in model._default_manager.values()
    )


@pytest.mark.parametrize(("signature", "signed"), [("pseudonym", "Blue bird"), ("none", "")])
def test_without_a_name_nothing_tells_who_wrote_it(
    client: Client, invitation: Invitation, signature: str, signed: str
) -> None:
    before, trail = every_text(), AuditEntry.objects.count()
    with time_machine.travel(NOW, tick=False):
        url = say_url(invitation)
        answer = client.post(url, sent(client, url, signature=signature, signed=signed))
    assert answer.headers["Location"].endswith("?said=1")
    kept = Contribution.objects.get()
    assert (kept.signature, kept.signed, kept.invitation) == (signature, signed, None)
    assert (kept.written_at.minute, kept.written_at.second, kept.written_at.microsecond) == (0, 0, 0)
    assert kept.written_at < NOW - timedelta(hours=9)
    assert (AuditEntry.objects.count(), OutboxMail.objects.count()) == (trail, 0)
    fresh = [line for line in every_text().splitlines() if line not in before.splitlines()]
    assert [line.split()[0] for line in fresh] == ["cooperation.Contribution"]
    person = invitation.contact
    for trace in (invitation.public_id, person.public_id, person.name, person.email, "127.0.0.1"):
        assert trace not in fresh[0], trace


def test_signed_with_a_name_the_convenor_can_ask_back(client: Client, invitation: Invitation) -> None:
    url = say_url(invitation)
    client.post(url, sent(client, url, signature="name"))
    kept = Contribution.objects.get()
    assert (kept.signed, kept.invitation) == ("Ada Example", invitation)
    assert AuditEntry.objects.get(verb="contribute").actor_label == "Ada Example"


def test_a_name_typed_beside_another_signature_is_left_out(client: Client, table: Roundtable) -> None:
    url = open_url(table)
    client.post(url, sent(client, url, signed="Ada Example"))
    assert (Contribution.objects.get().signed, Contribution.objects.get().signature) == ("", "none")


def test_the_open_link_sets_no_cookie_and_offers_no_name(client: Client, table: Roundtable) -> None:
    url = open_url(table)
    page = client.get(url)
    body = page.content.decode()
    assert len(page.content) < 20_000
    assert body.count("<button") == 1
    assert 'value="name"' not in body
    assert client.post(url, sent(client, url)).status_code == 302
    assert "Thank you" in client.get(f"{url}?said=1").content.decode()
    assert dict(client.cookies) == {}
    assert client.post(url, sent(client, url, signature="name")).status_code == 422


def test_a_forged_form_cannot_borrow_a_session_and_needs_no_cookie(cast: Cast, table: Roundtable) -> None:
    strict = Client(enforce_csrf_checks=True)
    url = open_url(table)
    assert strict.post(url, {"text": "Hello", "signature": "none"}).status_code == 302
    assert Contribution.objects.get().text == {"und": "Hello"}


@pytest.mark.parametrize(
    ("languages", "kept"), [(("ar", "ar"), "ar"), (("en", "uk"), "uk"), (("fr", "und"), "und"), (("ti", ""), "und")]
)
def test_any_language_is_kept_with_the_text(
    cast: Cast, client: Client, table: Roundtable, languages: tuple[str, str], kept: str
) -> None:
    page, chosen = languages
    url = open_url(table, page)
    assert client.get(url).status_code == 200
    client.post(url, sent(client, url, text="لا حافلة", language=chosen))
    assert Contribution.objects.get().text == {kept: "لا حافلة"}
    client.force_login(cast.editor)
    body = client.get(SAID).content.decode()
    assert re.search(rf'lang="{kept}" dir="(rtl|ltr|auto)">لا حافلة', body)
    assert "somebody" in body


def test_newcomers_are_met_in_their_own_language(client: Client, table: Roundtable) -> None:
    assert 'lang="ar" dir="rtl">ما الذي ينقصك هنا؟' in client.get(open_url(table, "ar")).content.decode()


def test_sent_twice_it_is_there_once(client: Client, table: Roundtable, invitation: Invitation) -> None:
    for url in (open_url(table), say_url(invitation)):
        form = sent(client, url)
        for _time in range(2):
            assert client.post(url, form).status_code == 302
    assert Contribution.objects.count() == 2


def test_another_text_under_a_known_key_is_a_text_of_its_own(table: Roundtable) -> None:
    write(table, client_key="same")
    write(table, "Another.", client_key="same")
    assert list(Contribution.objects.values_list("client_key", flat=True)) == ["same", None]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": " "}, "Write what you want to say."),
        ({"text": "x" * 2001}, "This text has 2001 characters; 2000 fit. Shorten it."),
        ({"signature": ""}, "Say how it is signed."),
        ({"signature": "pseudonym"}, "Write the name you choose, or sign without a name."),
        ({"signature": "pseudonym", "signed": "x" * 81}, "This name is too long. 80 characters fit."),
        ({"language": "xx"}, "Choose a language from the list."),
    ],
)
def test_what_is_missing_is_said(client: Client, table: Roundtable, changes: dict[str, str], sentence: str) -> None:
    url = open_url(table)
    answer = client.post(url, sent(client, url, **changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Contribution.objects.count() == 0


def test_signs_that_turn_a_text_round_are_taken_out(table: Roundtable) -> None:
    kept = write(table, "one\r\ntwo\x00\u202e three", signature=Signature.PSEUDONYM, signed="Blue\n\u2066bird")
    assert (kept.text["en"], kept.signed) == ("one\ntwo  three", "Blue bird")


def test_a_machine_that_fills_every_field_writes_nothing(client: Client, table: Roundtable) -> None:
    url = open_url(table)
    assert client.post(url, sent(client, url, website="https://example.org")).status_code == 302
    assert Contribution.objects.count() == 0


def test_a_flood_ends_for_the_day_with_an_honest_sentence(cast: Cast, client: Client, table: Roundtable) -> None:
    url = open_url(table)
    with time_machine.travel(NOW, tick=False):
        for number in range(100):
            write(table, f"{number}")
        answer = client.post(url, sent(client, url))
        assert answer.status_code == 429
        assert "Today 100 texts came in, more than can be read in a day" in answer.content.decode()
        write(make.a_roundtable(cast.near, 5, date=LATER), "Another table takes more.")
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert client.post(url, sent(client, url)).status_code == 302
    assert Contribution.objects.filter(roundtable=table).count() == 101


def test_one_guest_signs_ten_times_a_day(invitation: Invitation) -> None:
    table = invitation.roundtable
    for number in range(11):
        said = Saying(f"{number}", "en", Signature.NAME, "Ada Example")
        if number == 10:
            with pytest.raises(TooManyToday, match="10 times today"):
                contribute(region=table.region, roundtable=table, said=said, by=SYSTEM, invitation=invitation)
        else:
            contribute(region=table.region, roundtable=table, said=said, by=SYSTEM, invitation=invitation)


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED])
def test_nothing_is_taken_once_it_has_begun(client: Client, invitation: Invitation, state: State) -> None:
    urls = [open_url(invitation.roundtable), say_url(invitation)]
    Roundtable.objects.update(state=state)
    for url in urls:
        assert client.post(url, {"text": "Late", "signature": "none"}).status_code == 410
    assert Contribution.objects.count() == 0


def test_links_serve_one_purpose_and_end(client: Client, invitation: Invitation) -> None:
    table = invitation.roundtable
    old, say = open_url(table), say_url(invitation)
    hand_on_link(roundtable=table, by=SYSTEM, anew=True)
    assert client.get(old).status_code == 410
    assert client.get(say.replace("/say/", "/need/")).status_code == 404
    assert (
        client.get(answer_link(invitation, language="en", masked=False).replace("/answer/", "/say/")).status_code == 404
    )
    Invitation.objects.update(nonce=2)
    assert client.get(say).status_code == 410
    assert (
        client.get(need_link(Invitation(public_id="nobody", nonce=1), language="en", masked=False)).status_code == 404
    )


def test_a_draft_has_no_open_link(cast: Cast) -> None:
    with pytest.raises(ValidationError, match="not called yet"):
        hand_on_link(roundtable=make.a_roundtable(cast.near, 4, state=State.DRAFT, date=LATER), by=SYSTEM)


def test_the_convenor_hands_the_link_on_in_every_language(cast: Cast, client: Client, table: Roundtable) -> None:
    client.force_login(cast.editor)
    assert client.get(f"{SAID}sheet/").status_code == 403
    client.force_login(cast.convenor)
    assert "Make the link" in client.get(f"{SAID}sheet/").content.decode()
    client.post(f"{SAID}sheet/")
    page = client.get(f"{SAID}sheet/").content.decode()
    assert page.count("QR code of the page in") == 7
    links = re.findall(r'href="(http://[^"]+/(\w+)/link/contribute/[^"]+)"', page)
    assert [language for _url, language in links] == ["fr", "en", "ar", "prs", "ps", "uk", "ti"]
    assert Client().get(links[3][0]).status_code == 200
    client.post(f"{SAID}sheet/", {"act": "anew"})
    assert Client().get(links[3][0]).status_code == 410


def test_the_convenor_reads_brings_raises_and_sets_aside(cast: Cast, client: Client, table: Roundtable) -> None:
    item = AgendaItem.objects.create(roundtable=table, position=1, kind=ItemKind.OPEN_NEEDS)
    bus, room, noise = write(table), write(table, "A room to meet."), write(table, "Buy this.")
    client.force_login(cast.editor)
    assert "3 texts written ahead wait to be read" in client.get("/en/desk/near/roundtables/4/live/").content.decode()
    for one, act in ((bus, "bring"), (bus, "bring"), (room, "raise"), (room, "raise"), (noise, "aside")):
        client.post(f"{SAID}{one.public_id}/", {"act": act})
    note = Note.objects.get()
    assert (note.text, note.agenda_item, note.written_by) == ({"en": "No bus after six."}, item, "Editor")
    need = Need.objects.get()
    assert (need.text, Raising.objects.get(need=need).roundtable) == ({"en": "A room to meet."}, table)
    page = client.get(SAID).content.decode()
    assert "All have been read." in page
    client.post(f"{SAID}{bus.public_id}/", {"act": "raise"})
    note.refresh_from_db()
    assert (note.tag, Need.objects.count(), Raising.objects.filter(note=note).count()) == (NoteTag.NEED, 2, 1)
    client.post(f"{SAID}{noise.public_id}/", {"act": "back"})
    noise.refresh_from_db()
    assert noise.set_aside_at is None


def test_a_contribution_of_another_table_is_not_found(cast: Cast, client: Client, table: Roundtable) -> None:
    other = write(make.a_roundtable(cast.far, 4, date=LATER))
    client.force_login(cast.convenor)
    assert client.post(f"{SAID}{other.public_id}/", {"act": "bring"}).status_code == 404


def test_the_page_of_the_answer_leads_to_it(client: Client, invitation: Invitation) -> None:
    page = client.get(answer_link(invitation, language="en", masked=False)).content.decode()
    found = re.search(r'href="(http://[^"]+/link/say/[^"]+)"', page)
    assert found
    assert client.get(found[1]).status_code == 200


def test_who_was_absent_raises_a_need_that_waits_for_the_next_table(cast: Cast, client: Client) -> None:
    past = make.a_roundtable(cast.near, 3, state=State.HELD, date=date(2022, 1, 25))
    absent = make.an_invitation(past, make.a_contact(cast.near, cast.host, name="Ada Example"))
    url = need_link(absent, language="en", masked=False)
    client.post(url, filled(client, url, text="A minibus on Sundays."))
    kept = Contribution.objects.get()
    assert (kept.kind, kept.roundtable, kept.signed) == (ContributionKind.NEED, None, "Ada Example")
    with pytest.raises(ValidationError, match="waits for the next roundtable"):
        raise_contribution(contribution=kept, by=SYSTEM)
    client.force_login(cast.convenor)
    next_url = "/en/desk/near/roundtables/next/"
    page = client.get(next_url).content.decode()
    assert "A minibus on Sundays." in page
    assert "open_needs" in page
    client.post(next_url, filled(client, next_url, act="draft"))
    made = Roundtable.objects.get(number=4)
    kept.refresh_from_db()
    assert kept.roundtable == made
    assert "A minibus on Sundays." in client.get("/en/desk/near/roundtables/4/").content.decode()
    raised = raise_contribution(contribution=kept, by=SYSTEM)
    assert (raised.roundtable, raised.need.text) == (made, {"en": "A minibus on Sundays."})


def test_a_need_left_over_goes_on_to_the_next_table_and_a_thought_does_not(cast: Cast) -> None:
    past = make.a_roundtable(cast.near, 3, state=State.CALLED, date=LATER)
    need, thought = write(past, kind=ContributionKind.NEED), write(past, "A thought.")
    settled = write(past, "Another need.", kind=ContributionKind.NEED)
    set_aside(contribution=settled, by=SYSTEM)
    Roundtable.objects.update(state=State.HELD)
    table = make.a_roundtable(cast.near, 4, date=LATER)
    assert attach_waiting(table) == 1
    need.refresh_from_db()
    thought.refresh_from_db()
    assert (need.roundtable, thought.roundtable) == (table, past)


def test_a_need_for_a_table_that_is_opened_already_goes_there_at_once(cast: Cast, client: Client) -> None:
    past = make.a_roundtable(cast.near, 3, state=State.HELD)
    table = make.a_roundtable(cast.near, 4, date=LATER)
    url = need_link(make.an_invitation(past), language="en", masked=False)
    client.post(url, filled(client, url, text="A minibus."))
    assert Contribution.objects.get().roundtable == table


def test_erasing_a_person_takes_the_name_off_what_they_signed(cast: Cast, invitation: Invitation) -> None:
    table = invitation.roundtable
    said = Saying("Signed.", "en", Signature.NAME, "Ada Example")
    contribute(region=table.region, roundtable=table, said=said, by=SYSTEM, invitation=invitation)
    erase_person(contact=Contact.objects.get(pk=invitation.contact_id), by=SYSTEM)
    assert "Ada Example" not in every_text()


def test_a_line_brought_to_the_table_does_not_say_who_wrote_it(table: Roundtable) -> None:
    note = bring_to_table(contribution=write(table, signature=Signature.PSEUDONYM, signed="Blue bird"), by=SYSTEM)
    assert "Blue bird" not in f"{note.text}{note.written_by}"
