"""Subscribing is said twice, told to nobody else, and ended by one button."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client

from maillage.kit import tokens
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.people.enums import Role
from maillage.people.models import Subscriber
from maillage.website.links import CONFIRM, LEAVE, confirm_link, leave_link
from tests import factories as make
from tests.website.publishing import words

ASK = "/en/near/subscribe/"


def path_of(link: str) -> str:
    return link.removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def strict() -> Client:
    """A browser that checks forged forms as a real server does."""
    return Client(enforce_csrf_checks=True)


def test_an_address_is_asked_by_mail_before_it_is_subscribed(strict, near):
    response = strict.post(ASK, {"email": "Ann@Example.org"})
    assert "If Ann@Example.org is not subscribed yet, a mail is on its way." in words(response)
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.region, subscriber.confirmed_at) == ("ann@example.org", near, None)
    mail = OutboxMail.objects.get()
    assert (mail.composer, mail.to, mail.owner, mail.language) == ("subscribe-confirm", "ann@example.org", "near", "en")


def test_the_mail_has_one_button_whose_link_opens_a_page_with_one_button(strict, near):
    make.a_role(make.a_user("convenor@example.org"), Role.CONVENOR, near)
    strict.post(ASK, {"email": "ann@example.org"})
    message = compose(OutboxMail.objects.get(), masked=False)
    link = confirm_link(Subscriber.objects.get(), language="en", masked=False)
    assert message.subject == "Do you want to hear from Near?"
    assert message.html.count('class="b"') == 1
    assert message.reply_to == ("convenor@example.org",)
    assert path_of(link).rsplit("/", 2)[0] in message.html
    assert path_of(link).rsplit("/", 2)[0] in message.text
    page = strict.get(path_of(link))
    assert "Messages go to ann@example.org" in words(page)
    assert Subscriber.objects.get().confirmed_at is None
    assert "You are subscribed" in words(strict.post(path_of(link)))
    assert Subscriber.objects.get().confirmed_at is not None
    assert "You are subscribed" in words(strict.post(path_of(link)))


def test_on_the_desk_the_link_is_masked(strict, near):
    strict.post(ASK, {"email": "ann@example.org"})
    message = compose(OutboxMail.objects.get(), masked=True)
    assert tokens.MASK in message.text
    assert tokens.MASK in message.html


def test_the_answer_is_the_same_for_a_subscribed_address_and_no_mail_is_sent(strict, near):
    fresh = words(strict.post(ASK, {"email": "ann@example.org"}))
    Subscriber.objects.update(confirmed_at="2022-05-01T00:00:00Z")
    OutboxMail.objects.all().delete()
    again = words(strict.post(ASK, {"email": "ANN@example.org"}))
    assert again.replace("ANN", "ann") == fresh
    assert OutboxMail.objects.count() == 0
    assert Subscriber.objects.count() == 1


def test_pressing_twice_sends_one_mail_and_after_a_pause_another(strict, near):
    for _time in range(2):
        strict.post(ASK, {"email": "ann@example.org"})
    assert OutboxMail.objects.count() == 1
    with time_machine.travel("2022-05-10T09:20:00+00:00", tick=False):
        strict.post(ASK, {"email": "ann@example.org"})
    assert OutboxMail.objects.count() == 2
    assert Subscriber.objects.count() == 1


def test_one_address_is_not_flooded_through_many_regions(strict, near):
    for number in range(7):
        make.a_region(near.programme, slug=f"r{number}")
        strict.post(f"/en/r{number}/subscribe/", {"email": "ann@example.org"})
    assert OutboxMail.objects.count() == 5


def test_many_addresses_at_once_are_asked_to_come_back(strict, near):
    for number in range(20):
        strict.post(ASK, {"email": f"p{number}@example.org"})
    response = strict.post(ASK, {"email": "late@example.org"})
    assert response.status_code == 429
    assert "Many addresses were entered here just now. Try again in ten minutes." in words(response)
    assert not Subscriber.objects.filter(email="late@example.org").exists()
    with time_machine.travel("2022-05-10T09:11:00+00:00", tick=False):
        assert strict.post(ASK, {"email": "late@example.org"}).status_code == 200


def test_a_machine_that_fills_in_everything_is_thanked_and_forgotten(strict, near):
    response = strict.post(ASK, {"email": "bot@example.org", "website": "https://spam.example.org"})
    assert "Look at your mail" in words(response)
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("", "Write your address, such as name@example.org."),
        ("ann@", "This does not look like an address."),
        ("a@b.org\nBcc: x@y.org", "This does not look like an address."),
        (f"{'a' * 300}@example.org", "254"),
    ],
)
def test_a_wrong_address_is_said_beside_the_field(strict, near, email, said):
    response = strict.post(ASK, {"email": email})
    assert response.status_code == 422
    assert said in words(response)
    assert Subscriber.objects.count() == 0


def test_nothing_of_this_sets_a_cookie(strict, near):
    strict.post(ASK, {"email": "ann@example.org"})
    link = path_of(confirm_link(Subscriber.objects.get(), language="en", masked=False))
    for response in (strict.get(ASK), strict.get(link), strict.post(link), strict.get("/en/near/")):
        assert not response.cookies


def test_a_link_after_seven_days_has_ended_and_changes_nothing(strict, near):
    subscriber = Subscriber.objects.create(region=near, email="ann@example.org")
    link = path_of(confirm_link(subscriber, language="en", masked=False))
    with time_machine.travel("2022-05-17T10:00:00+00:00", tick=False):
        response = strict.post(link)
    assert response.status_code == 410
    assert "This link was good for seven days" in words(response)
    assert Subscriber.objects.get().confirmed_at is None


@pytest.mark.parametrize("purpose", [LEAVE, "answer", "sign-in"])
def test_a_link_made_for_something_else_does_not_confirm(strict, near, purpose):
    subscriber = Subscriber.objects.create(region=near, email="ann@example.org")
    response = strict.post(f"/en/subscribe/{tokens.sign(purpose, str(subscriber.pk))}/")
    assert response.status_code == 404
    assert "This link was cut or changed on its way" in words(response)
    assert Subscriber.objects.get().confirmed_at is None


def test_an_altered_link_does_nothing(strict, near):
    subscriber = Subscriber.objects.create(region=near, email="ann@example.org")
    token = tokens.sign(CONFIRM, str(subscriber.pk))
    assert strict.post(f"/en/subscribe/9{token}/").status_code == 404
    assert strict.post(f"/en/unsubscribe/{token}/").status_code == 404
    assert Subscriber.objects.filter(confirmed_at=None).count() == 1


def test_leaving_takes_one_button_and_forgets_the_address(strict, near):
    subscriber = Subscriber.objects.create(region=near, email="ann@example.org", confirmed_at="2022-05-01T00:00:00Z")
    link = path_of(leave_link(subscriber, language="en", masked=False))
    assert "No more messages about Near will go to ann@example.org" in words(strict.get(link))
    assert Subscriber.objects.count() == 1
    assert "Your address is deleted" in words(strict.post(link))
    assert Subscriber.objects.count() == 0
    assert "There is nothing left to do." in words(strict.get(link))


def test_the_link_to_leave_never_ends(strict, near):
    subscriber = Subscriber.objects.create(region=near, email="ann@example.org", confirmed_at="2022-05-01T00:00:00Z")
    link = path_of(leave_link(subscriber, language="en", masked=False))
    with time_machine.travel("2027-05-10T10:00:00+00:00", tick=False):
        strict.post(link)
    assert Subscriber.objects.count() == 0


def test_each_step_is_on_the_trail_without_the_address(strict, near):
    strict.post(ASK, {"email": "ann@example.org"})
    subscriber = Subscriber.objects.get()
    strict.post(path_of(confirm_link(subscriber, language="en", masked=False)))
    strict.post(path_of(leave_link(subscriber, language="en", masked=False)))
    entries = AuditEntry.objects.order_by("id")
    assert [entry.verb for entry in entries] == ["ask to subscribe", "confirm subscription", "end subscription"]
    assert not any("ann@" in f"{entry.actor_label}{entry.details}" for entry in entries)
