"""Letters say what, when and how, in the reader's language, with links that only their reader gets."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils import translation

from maillage.cooperation.actions.follow_up import ask_owner
from maillage.cooperation.actions.invite import invite
from maillage.cooperation.actions.reply import Reply, reply
from maillage.cooperation.actions.schedule import cancel_roundtable
from maillage.cooperation.calendar import calendar_of
from maillage.cooperation.enums import Mode
from maillage.cooperation.models import AgendaItem, Invitation, Roundtable
from maillage.core.wording import Wording
from maillage.kit.audit import SYSTEM
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, compose
from maillage.kit.tokens import MASK
from tests import factories as make
from tests.calendars import read_calendar
from tests.conftest import Cast
from tests.cooperation.calling import LATER

pytestmark = pytest.mark.django_db


def worded(mail: OutboxMail, *, masked: bool = False) -> Message:
    with translation.override(mail.language):
        return compose(mail, masked=masked)


@pytest.fixture
def table(cast: Cast) -> Roundtable:
    table = make.a_roundtable(cast.near, 4, date=LATER, answer_by=date(2099, 5, 20))
    AgendaItem.objects.create(roundtable=table, position=1, kind="commitments_review")
    AgendaItem.objects.create(roundtable=table, position=2, kind="other", title={"fr": "Se loger", "en": "Housing"})
    return table


@pytest.fixture
def guest(cast: Cast, table: Roundtable) -> Invitation:
    contact = make.a_contact(cast.near, cast.host, preferred_language="en", name="Ada <b>Example</b>")
    return invite(roundtable=table, contacts=[contact], by=SYSTEM)[0]


def test_an_invitation_says_event_date_and_mode_and_answers_go_to_the_convenor(guest: Invitation) -> None:
    mail = OutboxMail.objects.get()
    message = worded(mail)
    assert message.subject == mail.subject == "Invitation: Near, fourth roundtable, Tuesday 26 May 2099, online"
    assert message.reply_to == ("convenor@example.org",)
    assert "We hope for your answer by 20 May 2099." in message.text
    assert "1. What was promised\n2. Housing" in message.text
    assert "Sent by The Host." in message.text
    assert "You get this because you are in the directory of the platform of Near." in message.text
    assert "Co-funded by a fund." in message.text


def test_html_and_text_say_the_same_with_one_button_and_no_picture(guest: Invitation) -> None:
    message = worded(OutboxMail.objects.get())
    assert message.html.count('class="b"') == 1
    assert "<img" not in message.html
    assert "src=" not in message.html
    links = set(re.findall(r'href="([^"]+)"', message.html))
    assert links == set(re.findall(r"http://\S+", message.text))
    assert len(links) == 5


def test_a_masked_letter_holds_no_link_that_works(guest: Invitation) -> None:
    message = worded(OutboxMail.objects.get(), masked=True)
    links = re.findall(r"http://\S+", message.text)
    assert len(links) == 5
    assert all(MASK in link for link in links)
    assert MASK not in worded(OutboxMail.objects.get()).text


def test_the_calendar_file_asks_and_names_guest_organiser_and_sequence(table: Roundtable, guest: Invitation) -> None:
    Roundtable.objects.filter(pk=table.pk).update(version=3, video_link="https://meet.example.org/x")
    file = worded(OutboxMail.objects.get()).attachments[0]
    calendar = read_calendar(file.content)
    event = calendar.vevent
    assert (calendar.method.value, event.sequence.value, event.status.value) == ("REQUEST", "3", "CONFIRMED")
    assert event.dtstart.value.isoformat() == "2099-05-26T14:00:00+02:00"
    assert event.organizer.value == "mailto:convenor@example.org"
    assert event.attendee.value == f"mailto:{guest.contact.email}"
    assert event.location.value == "https://meet.example.org/x"
    assert event.uid.value.startswith("roundtable-near-4@")


def test_a_cancellation_takes_the_same_entry_out_of_the_calendar(table: Roundtable, guest: Invitation) -> None:
    asked = read_calendar(worded(OutboxMail.objects.get()).attachments[0].content)
    cancel_roundtable(roundtable=table, reason=Wording(en="The hall is flooded."), by=SYSTEM)
    message = worded(OutboxMail.objects.get(composer="cooperation.cancelled"))
    gone = read_calendar(message.attachments[0].content)
    assert (gone.method.value, gone.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert gone.vevent.uid.value == asked.vevent.uid.value
    assert int(gone.vevent.sequence.value) > int(asked.vevent.sequence.value)
    assert "The hall is flooded." in message.text


def test_the_promises_of_the_organisation_are_asked_for_in_the_invitation(
    cast: Cast, table: Roundtable, guest: Invitation
) -> None:
    former = make.a_roundtable(cast.near, 3)
    make.a_commitment(former, organisation=cast.host)
    make.a_commitment(former, organisation=cast.member_organisation, text={"en": "Of another."})
    text = worded(OutboxMail.objects.get()).text
    assert "We write one page." in text
    assert "/en/link/commitment/" in text
    assert "Of another." not in text


@pytest.mark.parametrize(
    ("answer", "sentence", "files"),
    [
        ("coming", "You are coming. The calendar file is attached.", 1),
        ("substitute", "Bo comes instead of you.", 0),
        ("maybe", "You are not sure yet. Tell us as soon as you know.", 1),
        ("not_coming", "You cannot come. The report will tell what was said.", 0),
    ],
)
def test_a_confirmation_says_what_was_noted(guest: Invitation, answer: str, sentence: str, files: int) -> None:
    reply(invitation=guest, said=Reply(answer, substitute_name="Bo"), by=SYSTEM)
    message = worded(OutboxMail.objects.get(composer="cooperation.confirmation"))
    assert sentence in message.text
    assert len(message.attachments) == files


def test_what_people_write_is_escaped_in_html(guest: Invitation) -> None:
    said = Reply("substitute", substitute_name="Bo <script>", substitute_email="bo@example.org")
    reply(invitation=guest, said=said, by=SYSTEM)
    message = worded(OutboxMail.objects.get(composer="cooperation.substitute"))
    assert "Bo &lt;script&gt;" in message.html
    assert "<b>Example</b>" not in message.html
    assert "Bo <script>" in message.text
    assert "link/answer" not in message.text


def test_every_letter_can_be_worded_in_french_too(cast: Cast, table: Roundtable, guest: Invitation) -> None:
    commitment = make.a_commitment(make.a_roundtable(cast.near, 3), contact=guest.contact)
    reply(invitation=guest, said=Reply("substitute", substitute_name="Bo", substitute_email="b@example.org"), by=SYSTEM)
    ask_owner(commitment=commitment, by=SYSTEM)
    for name in ("reminder", "changed", "cancelled"):
        OutboxMail.objects.create(
            key=name,
            composer=f"cooperation.{name}",
            to="a@example.org",
            language="fr",
            params={"invitation": guest.pk},
            message_id=name,
            next_try_at="2026-01-01T00:00Z",
        )
    OutboxMail.objects.update(language="fr")
    words = {mail.composer: worded(mail) for mail in OutboxMail.objects.all()}
    assert len(words) == 7
    assert all("26 mai 2099" in message.subject for name, message in words.items() if "follow" not in name)
    assert all('lang="fr"' in message.html and message.text for message in words.values())


def test_without_a_convenor_the_organisation_answers(cast: Cast, guest: Invitation) -> None:
    cast.near.memberships.all().delete()
    assert worded(OutboxMail.objects.get()).reply_to == (guest.contact.email,)


def test_the_feed_of_a_region_stands_still_and_hides_the_link(cast: Cast, table: Roundtable) -> None:
    table.video_link = "https://meet.example.org/x"
    table.mode = Mode.HYBRID
    table.venue = type(table.venue)(en="Town hall")
    former = make.a_roundtable(cast.near, 1, start_time=None, state="cancelled")
    feed = calendar_of([former, table], "Near")
    assert feed == calendar_of([former, table], "Near")
    assert b"meet.example.org" not in feed
    calendar = read_calendar(feed)
    assert [event.status.value for event in calendar.vevent_list] == ["CANCELLED", "CONFIRMED"]
    assert calendar.vevent_list[0].dtstart.value == date(2022, 1, 25)
    assert calendar.vevent_list[1].location.value == "Town hall"
