"""A guest answers without an account: one page, one press, and no link does more than it says."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.test import Client

from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.enums import Mode, State
from maillage.cooperation.links import answer_link, stop_link
from maillage.cooperation.models import Cancellation, Invitation, Roundtable
from maillage.kit import tokens
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry, OutboxMail
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.calling import LATER

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    table = make.a_roundtable(cast.near, 4, date=LATER)
    make.an_invitation(table, make.a_contact(cast.near, name="Somebody Else"))
    return make.an_invitation(table, make.a_contact(cast.near, cast.host, name="Ada Example"))


def link_of(invitation: Invitation, language: str = "en") -> str:
    return answer_link(invitation, language=language, masked=False)


def pressed_by_default(page: str) -> list[str]:
    """The answers whose buttons stand out."""
    return re.findall(r'<button class="btn" name="answer" value="([\w-]+)"', page)


def test_opening_an_answer_link_chooses_and_changes_nothing(client: Client, invitation: Invitation) -> None:
    answer = client.get(f"{link_of(invitation)}?answer=not_coming")
    page = answer.content.decode()
    assert pressed_by_default(page) == ["not_coming"]
    assert "no-store" in answer.headers["Cache-Control"]
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_at) == ("none", None)
    assert (AuditEntry.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_nobody_elses_name_is_on_the_page(client: Client, invitation: Invitation) -> None:
    page = client.get(link_of(invitation)).content.decode()
    assert "Ada Example" in page
    assert "Somebody Else" not in page


def test_coming_is_noted_and_confirmed_with_a_calendar_file(client: Client, invitation: Invitation) -> None:
    sent = {"answer": "coming", "interpreter": "prs", "access_needs": "a ramp", "message": "the bus"}
    page = client.post(link_of(invitation), sent, follow=True).content.decode()
    assert "Noted: you are coming." in page
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.comes, invitation.interpreter) == ("coming", Mode.ONLINE, "prs")
    assert (invitation.access_needs, invitation.message) == ("a ramp", "the bus")
    assert invitation.answered_by == "Ada Example"
    assert invitation.contact.last_heard_at == invitation.answered_at
    mail = OutboxMail.objects.get()
    assert (mail.composer, mail.to, mail.language) == ("cooperation.confirmation", invitation.contact.email, "fr")


def test_a_second_answer_replaces_the_first(client: Client, invitation: Invitation) -> None:
    client.post(link_of(invitation), {"answer": "substitute", "substitute_name": "Bo", "substitute_email": "bo@a.org"})
    client.post(link_of(invitation), {"answer": "not_coming"})
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.comes, invitation.substitute_name, invitation.substitute_email) == (
        "not_coming",
        "",
        "",
        "",
    )
    assert AuditEntry.objects.filter(verb="reply").count() == 2


def test_a_substitute_gets_a_mail_of_their_own(client: Client, invitation: Invitation) -> None:
    client.post(link_of(invitation), {"answer": "substitute", "substitute_name": "Bo", "substitute_email": "bo@a.org"})
    assert OutboxMail.objects.get(composer="cooperation.substitute").to == "bo@a.org"


@pytest.mark.parametrize(
    ("mode", "sent", "sentence"),
    [
        (Mode.ONLINE, {}, "Say whether you come: press one of the buttons."),
        (Mode.ONLINE, {"answer": "substitute"}, "Write who comes, so that there is a seat."),
        (Mode.ONLINE, {"answer": "coming", "substitute_email": "x"}, "This is not an e-mail address."),
        (Mode.HYBRID, {"answer": "coming"}, "Say whether it is online or on site"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_noted(
    client: Client, invitation: Invitation, mode: str, sent: dict[str, str], sentence: str
) -> None:
    Roundtable.objects.filter(pk=invitation.roundtable_id).update(mode=mode)
    assert sentence in client.post(link_of(invitation), sent).content.decode()
    invitation.refresh_from_db()
    assert invitation.answer == "none"


def test_at_a_hybrid_roundtable_the_way_is_chosen(client: Client, invitation: Invitation) -> None:
    Roundtable.objects.filter(pk=invitation.roundtable_id).update(mode=Mode.HYBRID)
    client.post(link_of(invitation), {"answer": "coming", "comes": "on_site"})
    invitation.refresh_from_db()
    assert invitation.comes == Mode.ON_SITE


def test_answers_are_taken_until_the_start(client: Client, invitation: Invitation) -> None:
    with time_machine.travel("2099-05-26 11:59:00Z", tick=False):
        assert client.post(link_of(invitation), {"answer": "coming"}).status_code == 302
    with time_machine.travel("2099-05-26 12:00:00Z", tick=False):
        answer = client.post(link_of(invitation), {"answer": "not_coming"})
        assert answer.status_code == 410
        assert "The roundtable has begun; answers were taken until then." in answer.content.decode()
    invitation.refresh_from_db()
    assert invitation.answer == "coming"


def test_without_a_time_answers_are_taken_until_the_day_is_over(client: Client, invitation: Invitation) -> None:
    Roundtable.objects.filter(pk=invitation.roundtable_id).update(start_time=None, date=date(2099, 5, 26))
    with time_machine.travel("2099-05-26 21:00:00Z", tick=False):
        assert client.get(link_of(invitation)).status_code == 200
    with time_machine.travel("2099-05-26 22:00:00Z", tick=False):
        assert client.get(link_of(invitation)).status_code == 410


def test_a_cancelled_roundtable_says_why(client: Client, invitation: Invitation) -> None:
    Roundtable.objects.filter(pk=invitation.roundtable_id).update(state=State.CANCELLED)
    Cancellation.objects.create(roundtable=invitation.roundtable, because={"en": "The hall is flooded."})
    answer = client.get(link_of(invitation))
    assert answer.status_code == 410
    assert "The hall is flooded." in answer.content.decode()


def test_a_withdrawn_link_ends_and_stays_ended(client: Client, invitation: Invitation) -> None:
    old = link_of(invitation)
    Invitation.objects.filter(pk=invitation.pk).update(nonce=2)
    assert client.post(old, {"answer": "coming"}).status_code == 410
    Invitation.objects.filter(pk=invitation.pk).update(revoked_at="2026-01-01T00:00Z")
    invitation.refresh_from_db()
    answer = client.get(link_of(invitation))
    assert answer.status_code == 410
    assert "This invitation was withdrawn." in answer.content.decode()


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "abc.1~1xV~sig",
        tokens.MASK,
        "%00",
        "a" * 3000,
    ],
)
def test_an_altered_link_is_said_to_be_not_whole(client: Client, db: None, token: str) -> None:
    answer = client.get(f"/en/link/answer/{token}/")
    assert answer.status_code == 404
    assert "This link is not whole" in answer.content.decode()


def test_a_link_of_another_purpose_or_of_no_row_opens_nothing(client: Client, invitation: Invitation) -> None:
    payload = f"{invitation.public_id}.{invitation.nonce}"
    for purpose, wrong in (("follow-up", payload), ("answer", "nobody.1"), ("answer", "nodot"), ("answer", "a.x")):
        assert client.get(f"/en/link/answer/{tokens.sign(purpose, wrong)}/").status_code == 404
    assert client.get(f"/en/link/commitment/{tokens.sign('answer', payload)}/").status_code == 404
    assert client.get(f"/en/link/stop/{tokens.sign('answer', payload)}/").status_code == 404


def test_an_answer_after_the_start_is_refused_in_the_action_too(cast: Cast) -> None:
    late = make.an_invitation(make.a_roundtable(cast.near, 1))
    with pytest.raises(Exception, match="has begun"):
        reply(invitation=late, said=Reply("coming"), by=SYSTEM)


def test_invitations_are_stopped_and_taken_up_by_one_button(client: Client, invitation: Invitation) -> None:
    contact = invitation.contact
    url = stop_link(contact, language="en", masked=False)
    assert client.get(url).status_code == 200
    contact.refresh_from_db()
    assert contact.unsubscribed_at is None
    assert "You get no more invitations" in client.post(url, {"x": "y"}, follow=True).content.decode()
    contact.refresh_from_db()
    assert contact.unsubscribed_at is not None
    client.post(url, {"x": "y"})
    contact.refresh_from_db()
    assert contact.unsubscribed_at is None


def test_a_stop_link_is_good_for_two_years(client: Client, invitation: Invitation) -> None:
    with time_machine.travel("2020-01-01"):
        url = stop_link(invitation.contact, language="en", masked=False)
    with time_machine.travel("2021-12-01"):
        assert client.get(url).status_code == 200
    with time_machine.travel("2022-02-01"):
        assert client.get(url).status_code == 410


def test_a_link_in_wrong_hands_writes_to_few(client: Client, invitation: Invitation) -> None:
    for number in range(30):
        said = {"answer": "substitute", "substitute_name": "B", "substitute_email": f"b{number}@example.org"}
        client.post(link_of(invitation), said)
    invitation.refresh_from_db()
    assert invitation.substitute_email == "b29@example.org"
    assert OutboxMail.objects.count() == 11
