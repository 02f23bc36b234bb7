"""The review of a drafted report by those who were there, and what the roundtable was worth to them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from maillage.cooperation.actions.feedback import Worth, give_feedback, respondent_of
from maillage.cooperation.actions.report import draft_report, freeze_report
from maillage.cooperation.actions.review import Remarked, close_review, open_review, remark, settle_remark
from maillage.cooperation.enums import Settlement
from maillage.cooperation.models import Feedback, Presence, Remark, ReportDraft, Review
from maillage.cooperation.review_links import feedback_link, review_link
from maillage.kit.audit import Actor
from maillage.kit.models import AuditEntry, OutboxMail
from maillage.kit.outbox import compose
from maillage.people.models import Contact
from tests import factories as make
from tests.conftest import Cast
from tests.cooperation.meeting import BY, Meeting, a_meeting

READER = Actor("link", "reader", "Reader")


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting that two of four guests came to, with its report drafted."""
    meeting = a_meeting(cast.near)
    for guest in meeting.guests[:2]:
        Presence.objects.create(roundtable=meeting.roundtable, contact=guest, arrived_at=timezone.now())
    draft_report(roundtable=meeting.roundtable, by=BY)
    return meeting


@pytest.fixture
def review(meeting: Meeting) -> Review:
    return open_review(roundtable=meeting.roundtable, days=5, by=BY)[0]


def words(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def path_of(link: str) -> str:
    return "/" + link.split("/", 3)[3]


def page_for(review: Review, reader: Contact, language: str = "en") -> str:
    return path_of(review_link(review, reader, language=language, masked=False))


def first_sentence(language: str = "en") -> dict[str, Any]:
    block = ReportDraft.objects.get(language=language).blocks[0]
    return {"language": language, "block": 0, "position": 0, "sentence": block["sentences"][0]["text"]}


def test_those_who_were_there_are_asked_once_until_the_end_of_the_day(cast: Cast, meeting: Meeting) -> None:
    with time_machine.travel(datetime(2022, 2, 1, 23, 30, tzinfo=UTC), tick=False):
        review, asked = open_review(roundtable=meeting.roundtable, days=5, by=BY)
        assert asked == 2
        # It is the 2nd of February in Paris by then.
        assert review.closes_at == datetime(2022, 2, 7, 22, 59, tzinfo=UTC)
        again, _ = open_review(roundtable=meeting.roundtable, days=7, by=BY)
    assert (again.pk, again.closes_at) == (review.pk, datetime(2022, 2, 9, 22, 59, tzinfo=UTC))
    mails = OutboxMail.objects.filter(composer="cooperation.review")
    assert sorted(mail.to for mail in mails) == sorted(guest.email for guest in meeting.guests[:2])
    message = compose(mails[0], masked=False)
    assert message.subject == "Read the draft: third roundtable of Near, 25 January 2022"
    assert message.html.count('class="b"') == 1
    assert message.reply_to == (cast.convenor.email,)


@pytest.mark.parametrize("days", [0, 22])
def test_a_review_lasts_one_to_twenty_one_days(meeting: Meeting, days: int) -> None:
    with pytest.raises(ValidationError, match="1 to 21 days"):
        open_review(roundtable=meeting.roundtable, days=days, by=BY)
    assert not Review.objects.exists()


def test_without_a_draft_and_after_freezing_there_is_nothing_to_review(cast: Cast, meeting: Meeting) -> None:
    other = a_meeting(cast.near, number=4).roundtable
    with pytest.raises(ValidationError, match="no draft yet"):
        open_review(roundtable=other, days=5, by=BY)
    freeze_report(roundtable=meeting.roundtable, by=BY)
    with pytest.raises(ValidationError, match="frozen"):
        open_review(roundtable=meeting.roundtable, days=5, by=BY)


def test_a_reader_remarks_by_link_without_an_account_and_sees_what_became_of_it(
    meeting: Meeting, review: Review, client: Client
) -> None:
    page = page_for(review, meeting.guests[0])
    shown = client.get(page)
    assert first_sentence()["sentence"] in shown.content.decode()
    assert not client.cookies.get("sessionid")
    form = {**first_sentence(), "text": "It was the 26th.", "proposed": "It was another day.", "client_key": "k1"}
    for _twice in range(2):
        assert client.post(page, form).status_code == 302
    made = Remark.objects.get()
    assert (made.contact, made.text, made.settlement) == (meeting.guests[0], "It was the 26th.", Settlement.OPEN)
    settle_remark(remark=made, settlement=Settlement.DECLINED, by=BY, reply="The minutes say the 25th.")
    assert "The minutes say the 25th." in words(client.get(page))
    assert "The minutes say the 25th." not in words(client.get(page_for(review, meeting.guests[1])))


def test_a_remark_taken_over_rewrites_the_sentence_and_keeps_its_source(meeting: Meeting, review: Review) -> None:
    place = first_sentence("fr")
    said = Remarked(**place, text="", proposed="Une autre phrase.")
    made = remark(review=review, contact=meeting.guests[0], said=said, by=READER)
    before = ReportDraft.objects.get(language="fr").blocks[0]["sentences"][0]
    settle_remark(remark=made, settlement=Settlement.TAKEN, by=BY)
    after = ReportDraft.objects.get(language="fr").blocks[0]["sentences"][0]
    assert after["text"] == "Une autre phrase."
    assert (after["source"], after["was"]) == (before["source"], before["text"])
    assert settle_remark(remark=made, settlement=Settlement.DECLINED, by=BY).settlement == Settlement.TAKEN


def test_a_sentence_that_changed_since_is_not_overwritten(meeting: Meeting, review: Review) -> None:
    said = Remarked(**{**first_sentence(), "sentence": "What it said before."}, text="", proposed="Mine.")
    made = remark(review=review, contact=meeting.guests[0], said=said, by=READER)
    with pytest.raises(ValidationError, match="reads differently by now"):
        settle_remark(remark=made, settlement=Settlement.TAKEN, by=BY)
    made.refresh_from_db()
    assert made.settlement == Settlement.OPEN


def test_the_convenor_opens_settles_and_closes_on_the_wrap_up(meeting: Meeting, cast: Cast, client: Client) -> None:
    client.force_login(cast.convenor)
    desk = meeting.url("wrap-up").removesuffix("wrap-up/")
    assert "2 people who were there are asked" in words(client.post(f"{desk}review/open/", {"days": "5"}, follow=True))
    said = Remarked(**first_sentence(), text="Say the name.", proposed="")
    made = remark(review=Review.objects.get(), contact=meeting.guests[0], said=said, by=READER)
    page = words(client.get(meeting.url("wrap-up")))
    assert "1 remark on the draft is not settled." in page
    assert "Say the name." in page
    nothing = words(client.post(f"{desk}review/{made.public_id}/settle/", {}, follow=True))
    assert "Press “Take it over” or “Leave it as it is”" in nothing
    client.post(f"{desk}review/{made.public_id}/settle/", {"settlement": "taken", "reply": "Done."})
    made.refresh_from_db()
    assert (made.settlement, made.reply) == (Settlement.TAKEN, "Done.")
    client.post(f"{desk}review/close/")
    assert Review.objects.get().closes_at <= timezone.now() + timedelta(seconds=1)
    assert "Choose from 1 to 21 days." in words(client.post(f"{desk}review/open/", {"days": "x"}, follow=True))


def test_a_link_used_after_freezing_or_too_late_says_so_and_keeps_nothing(
    meeting: Meeting, review: Review, client: Client
) -> None:
    page = page_for(review, meeting.guests[0])
    form = {**first_sentence(), "text": "Late."}
    with time_machine.travel(review.closes_at + timedelta(minutes=1)):
        late = client.post(page, form)
    assert (late.status_code, "The time to remark on this report is over." in words(late)) == (410, True)
    freeze_report(roundtable=meeting.roundtable, by=BY)
    review.refresh_from_db()
    assert review.closes_at <= timezone.now()
    frozen = client.post(page, form)
    assert (frozen.status_code, "The report is frozen" in words(frozen)) == (410, True)
    assert client.get(page[:-4] + "AAA/").status_code == 404
    assert not Remark.objects.exists()


def test_freezing_between_reading_and_sending_refuses_the_remark(meeting: Meeting, review: Review) -> None:
    freeze_report(roundtable=meeting.roundtable, by=BY)
    with pytest.raises(ValidationError, match="frozen since"):
        remark(review=review, contact=meeting.guests[0], said=Remarked("en", 0, "Late."), by=READER)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"text": "  "}, "Write what is wrong, or how it should read."),
        ({"text": "x" * 2001}, "This text has 2001 characters; 2000 fit."),
        ({"proposed": "x" * 200_000}, "This text has 200000 characters; 2000 fit."),
    ],
)
def test_a_remark_that_cannot_be_kept_says_why_and_keeps_what_was_typed(
    meeting: Meeting, review: Review, client: Client, typed: dict[str, str], sentence: str
) -> None:
    answer = client.post(page_for(review, meeting.guests[0]), {**first_sentence(), **typed})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert not Remark.objects.exists()


def test_a_link_remarks_at_most_forty_times_a_day(meeting: Meeting, review: Review) -> None:
    for number in range(40):
        remark(review=review, contact=meeting.guests[0], said=Remarked("en", 0, f"No. {number}"), by=READER)
    with pytest.raises(ValidationError, match="40 times today"):
        remark(review=review, contact=meeting.guests[0], said=Remarked("en", 0, "One more"), by=READER)
    assert Remark.objects.count() == 40


def test_who_was_not_there_or_was_forgotten_has_no_page(meeting: Meeting, review: Review, client: Client) -> None:
    assert client.get(page_for(review, meeting.guests[3])).status_code == 410
    page = page_for(review, meeting.guests[0])
    Contact.objects.filter(pk=meeting.guests[0].pk).update(name="", email="", phone="")
    assert client.get(page).status_code == 410


def test_a_review_that_ended_is_not_mailed_any_more(meeting: Meeting, review: Review) -> None:
    mail = OutboxMail.objects.filter(composer="cooperation.review").first()
    close_review(review=review, by=BY)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        from maillage.cooperation.review_mails import still_open

        assert mail is not None
        assert not still_open(mail)


def test_feedback_is_given_by_link_without_a_name_and_can_be_changed(meeting: Meeting, client: Client) -> None:
    guest = meeting.guests[0]
    page = path_of(feedback_link(meeting.roundtable, guest, language="en", masked=False))
    assert "Answer at least one question." in words(client.post(page, {}))
    client.post(page, {"useful": "4", "new_contact_made": "yes", "liked": "The rooms"})
    client.post(page, {"useful": "5", "new_contact_made": "no"})
    given = Feedback.objects.get()
    assert (given.useful, given.new_contact_made, given.liked) == (5, False, "")
    assert given.respondent == respondent_of(meeting.roundtable, guest)
    trail = AuditEntry.objects.filter(verb="give feedback")
    assert {(entry.actor_label, entry.actor_id) for entry in trail} == {("maillage", "")}
    assert str(guest.public_id) not in given.respondent


def test_feedback_shows_once_three_have_answered(meeting: Meeting, cast: Cast, client: Client) -> None:
    client.force_login(cast.convenor)
    people = [*meeting.guests[:2], make.a_contact(cast.near)]
    for number, person in enumerate(people):
        page = words(client.get(meeting.url("wrap-up")))
        assert "Liked 0" not in page
        worth = Worth(useful=3 + number, new_contact_made=number > 0, liked=f"Liked {number}")
        give_feedback(roundtable=meeting.roundtable, contact=person, worth=worth)
    page = words(client.get(meeting.url("wrap-up")))
    assert "3 answers. Useful: 4.0 of 5. 2 people met somebody new to work with." in page
    assert "Liked 0 Liked 1 Liked 2" in page


@pytest.mark.parametrize("typed", [{"useful": "6"}, {"useful": "x"}, {"new_contact_made": "perhaps"}])
def test_an_answer_that_is_not_offered_is_refused(meeting: Meeting, client: Client, typed: dict[str, str]) -> None:
    page = path_of(feedback_link(meeting.roundtable, meeting.guests[0], language="en", masked=False))
    answer = client.post(page, typed)
    assert (answer.status_code, "Choose one of the answers shown." in words(answer)) == (422, True)
    assert not Feedback.objects.exists()
