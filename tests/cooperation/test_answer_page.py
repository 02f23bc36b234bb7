"""The page behind an answer link: one press answers, in plain words, and nothing a visitor sends breaks it."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from maillage.cooperation.actions.seats import set_seats
from maillage.cooperation.links import answer_link
from maillage.cooperation.models import Invitation, Roundtable
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from tests.calendars import read_calendar
from tests.conftest import Cast
from tests.cooperation.calling import filled
from tests.cooperation.seating import BY, a_table, guests, held, is_sound, says, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    return a_table(cast.near, 1)


def link_of(invitation: Invitation, language: str = "en") -> str:
    return answer_link(invitation, language=language, masked=False)


def page_of(client: Client, invitation: Invitation) -> str:
    return re.sub(r"\s+", " ", client.get(link_of(invitation)).content.decode())


def presses(client: Client, invitation: Invitation, answer: str = "", **typed: str) -> str:
    """Open the page, type, press a button, and return the page that follows."""
    sent = filled(client, link_of(invitation), **typed)
    sent.pop("answer", None)
    named = {"answer": answer} if answer else {}
    page = client.post(link_of(invitation), {**sent, **named}, follow=True).content.decode()
    return re.sub(r"\s+", " ", page)


def test_one_press_answers_and_the_file_is_offered(client: Client, table: Roundtable) -> None:
    (guest,) = guests(table, 1)
    assert "1 seat is left." in page_of(client, guest)
    page = presses(client, guest, "coming")
    assert "Noted: you are coming." in page
    assert "A seat is kept for you." in page
    url = re.search(r'href="([^"]+calendar\.ics)"', page)
    assert url
    answer = client.get(url[1])
    assert answer["Content-Type"].startswith("text/calendar; method=REQUEST")
    assert read_calendar(answer.content).vevent.attendee.params["PARTSTAT"] == ["ACCEPTED"]


def test_the_buttons_are_the_answers(client: Client, table: Roundtable) -> None:
    (guest,) = guests(table, 1)
    pressed = re.findall(r'<button class="btn[^"]*" name="answer" value="([\w-]+)"', page_of(client, guest))
    assert pressed == ["coming", "not_coming", "maybe", "substitute"]
    Roundtable.objects.update(mode="hybrid")
    pressed = re.findall(r'<button class="btn[^"]*" name="answer" value="([\w-]+)"', page_of(client, guest))
    assert pressed == ["coming-on_site", "coming-online", "not_coming", "maybe", "substitute"]


def test_one_press_is_enough_where_people_meet_both_ways(client: Client, table: Roundtable) -> None:
    Roundtable.objects.update(mode="hybrid")
    one, two = guests(table, 2)
    assert "Noted: you are coming, on site." in presses(client, one, "coming-on_site")
    assert "All seats on site are taken." in page_of(client, two)
    assert "Noted: you take part online." in presses(client, two, "coming-online")
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.comes, two.comes, held(table)) == ("on_site", "online", [one.pk])
    presses(client, two, message="Hello")
    two.refresh_from_db()
    assert (two.comes, two.message) == ("online", "Hello")


def test_who_waits_reads_the_place_and_gets_no_file(client: Client, table: Roundtable) -> None:
    one, two, three = guests(table, 3)
    for guest in (one, two):
        says(guest, "coming")
    before = page_of(client, three)
    assert "All seats are taken. If you say that you come, you are number 2 on the waiting list." in before
    page = presses(client, three, "coming")
    assert "Noted: you are number 2 on the waiting list." in page
    assert "calendar.ics" not in page
    confirmed = OutboxMail.objects.filter(composer="cooperation.confirmation").latest("pk")
    with translation.override("en"):
        message = compose(confirmed, masked=False)
    assert "You are number 2 on the waiting list." in message.text
    assert message.attachments == ()


def test_the_mail_of_a_seat_has_one_button_and_the_file(client: Client, table: Roundtable) -> None:
    one, two = guests(table, 2)
    for guest in (one, two):
        says(guest, "coming")
    says(one, "not_coming")
    with translation.override("en"):
        message = compose(OutboxMail.objects.get(composer="cooperation.moved_up"), masked=False)
    assert message.subject.startswith("You have a seat: ")
    assert message.html.count('class="b"') == 1
    assert [file.mime_type for file in message.attachments] == ["text/calendar; method=REQUEST"]


def test_a_name_and_a_no_mean_that_somebody_else_comes(client: Client, table: Roundtable) -> None:
    one, two, three = guests(table, 3)
    assert "Noted: Bo comes instead of you." in presses(client, one, "not_coming", substitute_name="Bo")
    assert "number 1 on the waiting list" in presses(client, two, substitute_name="Cy")
    page = presses(client, three, "coming", substitute_name="Di")
    assert "Somebody else is named here. Press the button below the name, or empty it." in page
    assert "Noted: you are number 1" in presses(client, two, "coming"), "the name that was there before is no reason"
    two.refresh_from_db()
    assert (two.answer, two.substitute_name) == ("coming", "")


def test_details_are_added_without_answering_again(client: Client, table: Roundtable) -> None:
    (guest,) = guests(table, 1)
    presses(client, guest, "maybe")
    presses(client, guest, access_needs="a ramp", interpreter="prs")
    guest.refresh_from_db()
    assert (guest.answer, guest.access_needs, guest.interpreter) == ("maybe", "a ramp", "prs")


def test_a_name_cannot_break_a_mail_or_a_file(client: Client, table: Roundtable) -> None:
    (guest,) = guests(table, 1)
    evil = "Bo\r\nBcc: all@example.org\nATTENDEE:mailto:x@example.org"
    says(guest, "substitute", substitute_name=evil, substitute_email="bo@example.org")
    guest.refresh_from_db()
    assert guest.substitute_name == "Bo Bcc: all@example.org ATTENDEE:mailto:x@example.org"
    mail = OutboxMail.objects.get(composer="cooperation.substitute")
    message = compose(mail, masked=False)
    assert "\n" not in message.subject
    assert message.attachments[0].content.count(b"\r\nATTENDEE") == 1
    sent = {"answer": "substitute", "substitute_name": "B", "substitute_email": "a@b.org\nBcc: c@d.org"}
    assert "This is not an e-mail address." in client.post(link_of(guest), sent).content.decode()


BAD = [
    {},
    {"answer": "perhaps"},
    {"answer": "substitute"},
    {"answer": "coming-online"},
    {"answer": "coming", "comes": "by boat"},
    {"answer": "coming", "interpreter": "xx"},
    {"answer": "substitute", "substitute_name": "n" * 151, "substitute_email": "x"},
    {"answer": "coming", "message": "m" * 1001, "access_needs": "a\0b"},
    {"answer": "substitute", "substitute_name": " \n ", "substitute_email": "x" * 300 + "@example.org"},
]
DJANGOS = [
    "This field is required.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Null characters are not allowed.",
    "Enter a valid email address.",
]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_no_sentence_of_the_framework_is_shown_in_any_language(
    client: Client, table: Roundtable, language: str
) -> None:
    (guest,) = guests(table, 1)
    with translation.override(language):
        theirs = [gettext(sentence).split("%(value)s")[0].strip() for sentence in DJANGOS]
    for mode, bad in [("hybrid", BAD[0]), *[("on_site", sent) for sent in BAD]]:
        Roundtable.objects.update(mode=mode)
        answer = client.post(link_of(guest, language), bad)
        page = answer.content.decode()
        if bad != BAD[4]:
            assert answer.status_code == 200, bad
            assert 'role="alert"' in page
        assert [sentence for sentence in theirs if sentence and sentence in page] == []
        assert "Ensure this value" not in page
    Roundtable.objects.update(mode="on_site")


def test_an_answer_after_the_start_takes_no_seat(client: Client, table: Roundtable) -> None:
    (guest,) = guests(table, 1)
    with time_machine.travel("2099-05-26 12:00:00Z", tick=False):
        assert client.post(link_of(guest), {"answer": "coming"}).status_code == 410
        assert client.get(f"{link_of(guest)}calendar.ics").status_code == 410
    assert (held(table), waiting(table)) == ([], [])


def test_the_convenor_sees_the_seats_on_each_screen_and_gives_one_by_hand(
    cast: Cast, client: Client, table: Roundtable
) -> None:
    client.force_login(cast.convenor)
    one, two = guests(table, 2)
    for guest in (one, two):
        says(guest, "coming")
    for name in ("roundtable-prepare", "roundtable-who", "roundtable-live"):
        page = client.get(reverse(f"cooperation:{name}", args=["near", 4])).content.decode()
        section = page.partition('aria-labelledby="h-seats"')[2].partition("</section>")[0]
        assert re.findall(r"<dt>(\w+)</dt><dd>(\d+)</dd>", section) == [("Taken", "1"), ("Free", "0"), ("Waiting", "1")]
    seat = reverse("cooperation:invitation-seat", args=["near", 4, two.public_id])
    assert "All seats are taken." in client.post(seat, follow=True).content.decode()
    assert client.get(seat).status_code == 405
    assert waiting(table) == [two.pk]


def test_the_number_of_seats_is_set_where_the_roundtable_is(cast: Cast, client: Client, table: Roundtable) -> None:
    client.force_login(cast.convenor)
    Roundtable.objects.update(venue={"en": "Town hall", "fr": "Mairie"})
    for guest in guests(table, 2):
        says(guest, "coming")
    url = reverse("cooperation:roundtable-prepare", args=["near", 4])
    assert filled(client, url)["seats"] == "1"
    client.post(url, filled(client, url, seats="2", act="draft"))
    assert (len(held(table)), waiting(table)) == (2, [])
    refused = client.post(url, filled(client, url, seats="1", act="draft")).content.decode()
    assert "2 seats are promised already. Set at least as many, or withdraw invitations first." in refused
    for bad in ("0", "-3", "many", "99999999999"):
        page = client.post(url, filled(client, url, seats=bad, act="draft")).content.decode()
        assert "Write a whole number from 1 to 5,000" in page
    client.post(url, filled(client, url, seats="", act="draft"))
    assert (held(table), is_sound(table)) == ([], True)


def test_the_next_roundtable_opens_with_as_many_seats(cast: Cast, client: Client, table: Roundtable) -> None:
    client.force_login(cast.convenor)
    set_seats(roundtable=table, seats=40, by=BY)
    assert filled(client, reverse("cooperation:roundtable-next", args=["near"]))["seats"] == "40"
