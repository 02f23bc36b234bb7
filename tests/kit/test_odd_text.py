"""Text that no page expects: NUL in an address, control characters, line ends where one line is meant."""

from __future__ import annotations

import pytest
from django.core import mail as sent_mail
from django.test import Client, override_settings

from maillage.kit import delivery
from maillage.kit.calendar import person
from maillage.kit.outbox import Message, composer, queue
from tests.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address",
    [
        "/en/news/a%00b/",
        "/en/pictures/news/a%00b.jpg",
        "/en/near/needs/a%00b/",
        "/en/near/commitments/a%00b/",
        "/en/desk/near/needs/a%00b/",
        "/en/desk/near/directory/contacts/a%00b/",
        "/en/link/answer/a%00b/",
    ],
)
def test_an_address_with_nul_leads_nowhere_on_either_database(client: Client, cast: Cast, address: str) -> None:
    client.force_login(cast.convenor)
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "commitments/new/?need=a%00b",
        "directory/contacts/new/?organisation=a%00b",
        "lifts/ask/?course=a%00b",
    ],
)
def test_a_query_with_nul_chooses_nothing_on_either_database(client: Client, cast: Cast, address: str) -> None:
    client.force_login(cast.convenor)
    assert client.get(f"/en/desk/near/{address}").status_code == 200


def test_a_form_with_nul_finds_nobody_on_either_database(client: Client, cast: Cast) -> None:
    client.force_login(cast.convenor)
    assert client.post("/en/desk/near/lifts/diary/told/", {"kind": "rider", "who": "a\0b"}).status_code == 404


@override_settings(MAIL_IS_SENT=True)
def test_a_subject_is_one_line_whatever_it_is_made_of(db: None) -> None:
    @composer("test.in-two-lines")
    def in_two_lines(mail: object, masked: bool) -> Message:
        return Message(subject="Report: One\r\nBcc: all@example.org\x0bTwo", text="Words.", html="")

    queued = queue("test.in-two-lines", key="two", to="a@example.org", language="en", params={}, subject="One\nTwo")
    delivery.deliver(queued.pk)
    assert [message.subject for message in sent_mail.outbox] == ["Report: One Bcc: all@example.org Two"]
    assert queued.subject == "One Two"


def test_a_name_in_a_calendar_is_one_line_without_control_characters() -> None:
    assert person('Ada\r\n "A"\x1b\tExample', "a@example.org").params["CN"] == "Ada 'A' Example"
