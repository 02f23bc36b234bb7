"""Signing in: nobody learns who is registered, codes and links end, the demonstration stays on this machine."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from maillage.demonstration.roles import sign_in_links
from maillage.kit.models import MailState, OutboxMail
from maillage.kit.outbox import compose
from maillage.people.actions import demonstration_link, sign_in_link
from maillage.people.codes import code_of
from maillage.people.models import User
from tests import factories as make
from tests.conftest import Cast

LOGIN = "/en/account/login/"
CONFIRM = "/en/account/login/code/"
KNOWN, UNKNOWN = "convenor@example.org", "nobody.here@example.org"


@pytest.fixture(autouse=True)
def fresh_limits(db: None) -> None:
    cache.clear()


def ask(client: Client, email: str, **extra: Any) -> HttpResponse:
    return client.post(LOGIN, {"email": email}, follow=True, **extra)


def code_for(email: str) -> str:
    mail = OutboxMail.objects.filter(to=email).latest("id")
    found = re.search(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b", compose(mail, masked=False).text)
    assert found is not None
    return found.group()


def bare(response: HttpResponse) -> str:
    text = response.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
    return text.replace(KNOWN, "ADDRESS").replace(UNKNOWN, "ADDRESS")


def who_is_signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_known_and_unknown_addresses_get_the_same_page_cookies_and_redirects(cast: Cast) -> None:
    known, unknown = Client(), Client()
    first, second = ask(known, KNOWN), ask(unknown, UNKNOWN)
    assert first.redirect_chain == second.redirect_chain == [(CONFIRM, 302)]
    assert bare(first) == bare(second)
    assert "ADDRESS" in bare(first)
    assert [(c.key, c["max-age"], c["path"], c["samesite"]) for c in known.cookies.values()] == [
        (c.key, c["max-age"], c["path"], c["samesite"]) for c in unknown.cookies.values()
    ]


def test_a_wrong_code_is_told_in_the_same_words_to_known_and_unknown(cast: Cast) -> None:
    known, unknown = Client(), Client()
    ask(known, KNOWN), ask(unknown, UNKNOWN)
    for _round in range(4):
        first, second = (client.post(CONFIRM, {"code": "AAAA-AAAA"}) for client in (known, unknown))
        assert (first.status_code, bare(first)) == (second.status_code, bare(second))
        assert "This is not the code of the latest message" in bare(first)
    last = [client.post(CONFIRM, {"code": "AAAA-AAAA"}, follow=True) for client in (known, unknown)]
    assert last[0].redirect_chain == last[1].redirect_chain == [(LOGIN, 302)]
    assert bare(last[0]) == bare(last[1])


def test_only_a_known_address_gets_a_mail_and_an_unknown_one_leaves_no_trace(cast: Cast) -> None:
    ask(Client(), KNOWN)
    ask(Client(), UNKNOWN)
    assert list(OutboxMail.objects.filter(state=MailState.WAITING).values_list("to", flat=True)) == [KNOWN]
    assert not OutboxMail.objects.filter(to=UNKNOWN).exists()


def writes_of_asking(email: str) -> list[tuple[str, ...]]:
    with CaptureQueriesContext(connection) as queries:
        ask(Client(), email)
    words = [re.sub(r"[^\w ]", "", query["sql"]).split() for query in queries]
    return [(verb, rest[rest.index("INTO") + 1]) for verb, *rest in words if verb == "INSERT"]


def test_known_and_unknown_addresses_cost_the_same_writes(cast: Cast) -> None:
    ask(Client(), "somebody@example.org")
    written = writes_of_asking(KNOWN)
    assert ("INSERT", "kit_outboxmail") in written
    assert ("INSERT", "django_tasks_database_dbtaskresult") in written
    assert writes_of_asking(UNKNOWN) == written


def test_the_code_from_the_mail_signs_in_and_goes_where_the_person_wanted(cast: Cast) -> None:
    client = Client()
    client.post(f"{LOGIN}?next=/en/privacy/", {"email": KNOWN, "next": "/en/privacy/"})
    answer = client.post(CONFIRM, {"code": code_for(KNOWN).lower().replace("-", " "), "next": "/en/privacy/"})
    assert (answer.status_code, answer["Location"]) == (302, "/en/privacy/")
    assert who_is_signed_in(client) == str(cast.convenor.pk)


def test_nobody_is_sent_to_another_host_after_signing_in(cast: Cast) -> None:
    client = Client()
    ask(client, KNOWN)
    answer = client.post(CONFIRM, {"code": code_for(KNOWN), "next": "https://evil.example/"})
    assert answer["Location"] == reverse("desk:home")


def test_a_code_ends_after_ten_minutes(cast: Cast) -> None:
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(client, KNOWN)
        code = code_for(KNOWN)
        clock.shift(timedelta(minutes=10, seconds=1))
        answer = client.post(CONFIRM, {"code": code})
    assert answer["Location"] == LOGIN
    assert who_is_signed_in(client) is None


def test_after_five_wrong_tries_the_right_code_is_worth_nothing(cast: Cast) -> None:
    client = Client()
    ask(client, KNOWN)
    for _try in range(5):
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
    client.post(CONFIRM, {"code": code_for(KNOWN)})
    assert who_is_signed_in(client) is None


def test_five_tries_are_counted_even_when_the_session_is_put_back(cast: Cast) -> None:
    client = Client()
    ask(client, KNOWN)
    before = dict(client.session.items())
    for _try in range(5):
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
        session = client.session
        session.update(before)
        session.save()
    answer = client.post(CONFIRM, {"code": code_for(KNOWN)})
    assert who_is_signed_in(client) is None
    assert "That was too often in a short time" in answer.content.decode()


def test_twenty_wrong_tries_an_hour_close_the_address_for_everybody(cast: Cast) -> None:
    for number in range(4):
        client = Client(REMOTE_ADDR=f"198.51.{number}.7")
        ask(client, KNOWN)
        for _try in range(5):
            client.post(CONFIRM, {"code": "AAAA-AAAA"})
    client = Client(REMOTE_ADDR="203.0.113.9")
    ask(client, KNOWN)
    answer = client.post(CONFIRM, {"code": code_for(KNOWN)})
    assert "That was too often in a short time" in answer.content.decode()


def test_limits_count_by_network_of_256_addresses(cast: Cast) -> None:
    for number in range(20):
        client = Client(REMOTE_ADDR=f"198.51.100.{number + 1}")
        ask(client, f"guess{number}@example.org")
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
    client = Client(REMOTE_ADDR="198.51.100.200")
    ask(client, KNOWN)
    answer = client.post(CONFIRM, {"code": code_for(KNOWN)})
    assert "That was too often in a short time" in answer.content.decode()


def test_no_table_holds_a_code_that_works(cast: Cast) -> None:
    client = Client()
    ask(client, KNOWN)
    code = code_for(KNOWN)
    kept = str(OutboxMail.objects.latest("id").params) + str(dict(client.session.items()))
    assert code not in kept
    assert code.replace("-", "") not in kept


def test_codes_of_different_seeds_differ_and_have_eight_plain_characters() -> None:
    codes = {code_of(str(number)) for number in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(r"[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}", code) for code in codes)


def test_the_desk_never_sees_the_code_or_the_link(cast: Cast) -> None:
    ask(Client(), KNOWN)
    mail = OutboxMail.objects.latest("id")
    words = compose(mail, masked=True)
    assert "hidden-on-the-desk" in words.text
    assert code_for(KNOWN) not in words.text + words.html


def test_a_link_shows_one_button_and_changes_nothing_until_it_is_pressed(cast: Cast) -> None:
    client, link = Client(), sign_in_link(cast.convenor)
    page = client.get(link).content.decode()
    assert page.count("<button") == 1
    assert who_is_signed_in(client) is None
    client.post(link)
    assert who_is_signed_in(client) == str(cast.convenor.pk)


def test_a_link_works_once(cast: Cast) -> None:
    link = sign_in_link(cast.convenor)
    Client().post(link)
    second = Client()
    answer = second.post(link)
    assert answer.status_code == 410
    assert "works once, for ten minutes" in answer.content.decode()
    assert who_is_signed_in(second) is None


def test_a_link_ends_when_somebody_signed_in_by_code_since(cast: Cast) -> None:
    link, client = sign_in_link(cast.convenor), Client()
    ask(client, KNOWN)
    client.post(CONFIRM, {"code": code_for(KNOWN)})
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize("age", [timedelta(minutes=10, seconds=1), timedelta(days=3)])
def test_a_link_ends_after_ten_minutes(cast: Cast, age: timedelta) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        link = sign_in_link(cast.convenor)
        clock.shift(age)
        assert "Send me a new code" in Client().get(link).content.decode()


def test_an_altered_or_foreign_link_signs_nobody_in(cast: Cast) -> None:
    demonstration = make.a_user("lead@demonstration.invalid", is_demonstration=True)
    token = demonstration_link(demonstration).rsplit("/", 2)[-2]
    for link in (sign_in_link(cast.convenor)[:-3] + "x/", f"/en/account/link/{token}/"):
        client = Client()
        answer = client.post(link)
        assert answer.status_code == 410
        assert "This link is not whole" in answer.content.decode()
        assert who_is_signed_in(client) is None


def test_somebody_who_left_cannot_use_a_link(cast: Cast) -> None:
    link = sign_in_link(cast.convenor)
    User.objects.filter(pk=cast.convenor.pk).update(is_active=False)
    assert Client().post(link).status_code == 410


class TestDemonstration:
    def people(self) -> dict[str, str]:
        for name in ("lead", "convenor.saone-et-loire", "convenor.vaucluse", "editor.saone-et-loire"):
            make.a_user(f"{name}@demonstration.invalid", is_demonstration=True)
        make.a_user("member.saone-et-loire@demonstration.invalid", is_demonstration=False)
        return dict(sign_in_links())

    def test_there_is_a_link_for_each_role_of_a_demonstration_person(self, cast: Cast) -> None:
        assert list(self.people()) == [
            "network lead",
            "convenor of Saône-et-Loire",
            "convenor of Vaucluse",
            "editor in Saône-et-Loire",
        ]

    def test_a_link_works_any_number_of_times(self, cast: Cast) -> None:
        link = self.people()["network lead"]
        for _time in range(3):
            client = Client(headers={"host": "127.0.0.1:8000"})
            page = client.get(link)
            assert page.content.decode().count("<button") == 1
            client.post(link)
            assert who_is_signed_in(client) == str(User.objects.get(email="lead@demonstration.invalid").pk)

    @pytest.mark.parametrize(
        "how",
        [
            {"REMOTE_ADDR": "192.0.2.7"},
            {"REMOTE_ADDR": ""},
            {"headers": {"host": "example.org"}},
            {"headers": {"x-forwarded-for": "127.0.0.1"}},
            {"headers": {"forwarded": "for=127.0.0.1"}},
            {"headers": {"via": "1.1 proxy"}},
        ],
    )
    def test_from_elsewhere_there_is_no_such_page(self, cast: Cast, settings: Any, how: dict[str, Any]) -> None:
        settings.ALLOWED_HOSTS = ["*"]
        link = self.people()["network lead"]
        headers = {"host": "localhost:8000", **how.pop("headers", {})}
        client = Client(headers=headers, **how)
        assert [client.get(link).status_code, client.post(link).status_code] == [404, 404]
        assert who_is_signed_in(client) is None

    def test_a_real_person_never_signs_in_that_way(self, cast: Cast) -> None:
        client = Client(headers={"host": "localhost"})
        assert client.post(demonstration_link(cast.convenor)).status_code == 404
        assert who_is_signed_in(client) is None


@pytest.mark.parametrize(
    ("who", "answers"),
    [("member", "convenor"), ("convenor", "lead"), ("far_convenor", "lead"), ("foreign_convenor", None)],
)
def test_an_answer_to_the_mail_reaches_somebody_who_can_help(cast: Cast, who: str, answers: str | None) -> None:
    asks = getattr(cast, who)
    ask(Client(), asks.email)
    message = compose(OutboxMail.objects.get(to=asks.email), masked=False)
    assert message.reply_to == ((getattr(cast, answers).email,) if answers else ())


def test_a_page_that_asks_behind_the_back_of_who_is_signed_out_gets_no_cookie(cast: Cast) -> None:
    """The cookie of another page of sign-in would undo the one on which this person is just signing in again."""
    desk = reverse("desk:region", args=[cast.near.slug])
    asked = Client().get(desk, headers={"HX-Request": "true"})
    assert (asked.status_code, asked.content.decode()) == (403, "You are signed out.")
    assert not asked.cookies
    opened = Client().get(desk)
    assert opened.status_code == 302
    assert opened["Location"].startswith(LOGIN)
