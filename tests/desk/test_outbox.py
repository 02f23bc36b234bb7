"""The outbox shows what was written and whether it arrived, and gives away no personal link."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.cooperation.links import answer_link
from maillage.desk.actions.try_again import try_again
from maillage.desk.letters import KINDS, OTHER
from maillage.kit import composers, tokens
from maillage.kit.audit import SYSTEM
from maillage.kit.composers import Message
from maillage.kit.models import AuditEntry, MailState, OutboxMail
from tests import factories as make
from tests.desk.reading import Page

NOW = datetime(2022, 5, 10, 9, tzinfo=UTC)
# A token of ours: a payload, the second it was signed, the signature.
TOKEN = re.compile(r"[^\s/\"'<>]+~[\w-]+~[\w-]{20,}")


def a_mail(owner: str = "near", **fields: Any) -> OutboxMail:
    number = next(make.count)
    return OutboxMail.objects.create(
        **{
            "key": f"key-{number}",
            "composer": "cooperation.invitation",
            "to": f"guest{number}@example.org",
            "language": "en",
            "owner": owner,
            "message_id": f"<{number}@example.org>",
            "next_try_at": NOW,
            **fields,
        }
    )


@pytest.fixture
def invitation(cast):
    return make.an_invitation(make.a_roundtable(cast.near, 4, date="2022-05-31"))


@pytest.fixture
def client(cast, browser) -> Client:
    return browser(cast.convenor)


def address(name: str, *args: object) -> str:
    return reverse(f"desk:{name}", args=["near", *args])


def test_mails_are_listed_newest_first_with_their_state(cast, client) -> None:
    a_mail(subject="Older", state=MailState.SENT, sent_at=NOW)
    a_mail(subject="Newer", state=MailState.FAILED, attempts=8, last_error="The mail server did not answer.")
    page = Page(client.get(address("outbox")))
    assert page.headings == ["Outbox", "Messages", "Newer", "Older"]
    assert "not delivered after 8 attempts The mail server did not answer." in page.text
    assert "sent on 10 May 2022 at 11:00" in page.text


def test_the_list_is_narrowed_to_one_state(cast, client) -> None:
    a_mail(subject="Waits")
    a_mail(subject="Failed", state=MailState.FAILED)
    page = Page(client.get(address("outbox"), {"state": "failed"}))
    assert ("Failed" in page.headings, "Waits" in page.headings) == (True, False)
    assert [words for words in page.current if words != "English"] == ["Outbox", "not delivered 1"]
    everything = Page(client.get(address("outbox"), {"state": "nonsense"}))
    assert {"Failed", "Waits"} <= set(everything.headings)


def test_twenty_five_stand_on_a_page(cast, client) -> None:
    for _ in range(26):
        a_mail(subject="One")
    assert Page(client.get(address("outbox"))).headings.count("One") == 25
    assert Page(client.get(address("outbox"), {"page": 2})).headings.count("One") == 1


def test_an_empty_outbox_says_what_comes_first(cast, client) -> None:
    page = Page(client.get(address("outbox")))
    assert "Invitations are the first messages" in page.text
    assert page.links["Call the next roundtable"] == "/en/desk/near/roundtables/next/"
    a_mail()
    assert "No message is in this state." in Page(client.get(address("outbox"), {"state": "sent"})).text


@pytest.mark.parametrize(("is_sent", "told"), [(False, True), (True, False)])
def test_without_a_mail_server_the_page_says_what_to_do(cast, client, is_sent: bool, told: bool) -> None:
    with override_settings(MAIL_IS_SENT=is_sent):
        assert ("EMAIL_URL" in Page(client.get(address("outbox"))).text) is told


def test_mails_of_another_region_do_not_exist_here(cast, client) -> None:
    foreign = a_mail(owner="far", subject="Theirs", state=MailState.FAILED)
    assert "Theirs" not in Page(client.get(address("outbox"))).headings
    for name in ("outbox-mail", "outbox-preview"):
        assert client.get(address(name, foreign.pk)).status_code == 404
    assert client.post(address("outbox-again", foreign.pk)).status_code == 404
    foreign.refresh_from_db()
    assert foreign.state == MailState.FAILED


def test_editors_and_members_do_not_read_mails(cast, browser) -> None:
    mail = a_mail(subject="Dear guest")
    for user in (cast.member, cast.editor):
        for name, args in (("outbox", ()), ("outbox-mail", (mail.pk,)), ("outbox-preview", (mail.pk,))):
            response = browser(user).get(address(name, *args))
            assert (response.status_code, b"Dear guest" in response.content) == (403, False)


def test_a_mail_is_read_without_its_personal_links(cast, client, invitation) -> None:
    mail = a_mail(params={"invitation": invitation.pk})
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address("outbox-mail", mail.pk)).content.decode()
    preview = client.get(address("outbox-preview", mail.pk)).content.decode()
    assert len(queries) <= 12
    for words in (page, preview):
        assert tokens.MASK in words
        assert TOKEN.findall(words) == []


def test_the_links_of_a_demonstration_work(cast, client, invitation) -> None:
    mail = a_mail(params={"invitation": invitation.pk}, is_demonstration=True)
    page = Page(client.get(address("outbox-mail", mail.pk)))
    answers = [link for link in page.links.values() if "/link/answer/" in link]
    payloads = [tokens.read("answer", unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2]) for link in answers]
    assert set(payloads) == {f"{invitation.public_id}.{invitation.nonce}"}


def test_the_preview_is_alone_in_a_sandbox(cast, client, invitation) -> None:
    mail = a_mail(params={"invitation": invitation.pk})
    policy = client.get(address("outbox-preview", mail.pk))["Content-Security-Policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == rules["script-src"] == rules["img-src"] == rules["connect-src"] == ["'none'"]
    assert rules["sandbox"] == []


def test_a_mail_whose_matter_is_gone_says_so(cast, client) -> None:
    for fields in ({"params": {"invitation": 999_999}}, {"composer": "nobody"}, {"params": {}}):
        mail = a_mail(**fields)
        assert "cannot be made any more" in Page(client.get(address("outbox-mail", mail.pk))).text
        assert client.get(address("outbox-preview", mail.pk)).status_code == 404


def test_what_a_mail_says_is_never_markup_of_the_page(cast, client) -> None:
    @composers.composer("tests.hostile")
    def hostile(mail: OutboxMail, masked: bool) -> Message:
        return Message("<b>bold</b>", "<script>alert(1)</script>", "")

    page = client.get(address("outbox-mail", a_mail(composer="tests.hostile").pk)).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_a_failed_mail_is_sent_again_under_the_same_id(cast, client) -> None:
    mail = a_mail(state=MailState.FAILED, attempts=8, last_error="No.")
    page = Page(client.get(address("outbox-mail", mail.pk)))
    assert "Send it again" in page.buttons
    response = client.post(address("outbox-again", mail.pk), follow=True)
    before = mail.message_id
    mail.refresh_from_db()
    assert (mail.message_id, mail.attempts, mail.last_error) == (before, 0, "")
    assert mail.state in {MailState.WAITING, MailState.KEPT}
    assert "The message is in the queue again." in Page(response).text
    assert AuditEntry.objects.get(verb="try mail again").owner == "near"


@pytest.mark.parametrize("state", [MailState.WAITING, MailState.SENT, MailState.KEPT, MailState.CANCELLED])
def test_nothing_else_is_sent_twice(cast, client, state: MailState) -> None:
    mail = a_mail(state=state, sent_at=NOW)
    page = Page(client.get(address("outbox-mail", mail.pk)))
    assert "Send it again" not in page.buttons
    response = client.post(address("outbox-again", mail.pk), follow=True)
    mail.refresh_from_db()
    assert mail.state == state
    assert "Nothing was sent again." in Page(response).text
    assert not AuditEntry.objects.exists()


def test_reading_changes_nothing(cast, client) -> None:
    mail = a_mail(state=MailState.FAILED)
    assert client.get(address("outbox-again", mail.pk)).status_code == 405
    mail.refresh_from_db()
    assert mail.state == MailState.FAILED


def test_the_pattern_of_this_test_finds_real_tokens(cast, invitation) -> None:
    assert TOKEN.search(answer_link(invitation, language="en", masked=False))
    assert not TOKEN.search(answer_link(invitation, language="en", masked=True))


def test_every_kind_of_mail_has_a_name_here() -> None:
    ours = {name for name in composers._composers if not name.startswith(("test.", "tests."))}
    assert {name for name in ours if KINDS.get(name, OTHER) == OTHER} == set()


def test_trying_again_wakes_a_worker_once(cast, monkeypatch) -> None:
    woken: list[int] = []
    monkeypatch.setattr("maillage.desk.actions.try_again.wake", lambda mail: woken.append(mail.pk))
    mail = a_mail(state=MailState.FAILED)
    try_again(mail=mail, by=SYSTEM)
    assert woken == [mail.pk]


def test_three_mails_cost_no_more_queries_than_one(cast, client) -> None:
    a_mail()
    with CaptureQueriesContext(connection) as one:
        client.get(address("outbox"))
    for state in (MailState.SENT, MailState.KEPT):
        a_mail(state=state, sent_at=NOW)
    with CaptureQueriesContext(connection) as three:
        client.get(address("outbox"))
    assert len(three) == len(one) <= 12
