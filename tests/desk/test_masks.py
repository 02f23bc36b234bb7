"""A masked message holds no link that opens anything, whichever kind of mail it is and whatever it tells."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from django.utils import translation

import maillage
from maillage.cooperation.enums import Answer, State
from maillage.cooperation.models import DateOption, DatePoll, ReportText, ReportVersion, Review, Room
from maillage.initiatives.models import Assessor, CardAsk, Decision, PilotApplication, PilotCall
from maillage.kit import composers, tokens
from maillage.kit.composers import Message
from maillage.kit.models import OutboxMail
from maillage.people.models import Mentoring, Subscriber, TrainingModule, TrainingPresence, TrainingSession
from maillage.territory.models import Region
from tests import factories as make
from tests.isolation.lessons import lessons_of
from tests.isolation.lift_weeks import week_of
from tests.isolation.lifts import a_point, asked_once, offered_once

NOW = datetime(2022, 5, 10, 9, tzinfo=UTC)
# Whatever stands between slashes, quotes, brackets or spaces and has a sign of ours in it.
PIECE = re.compile(r"[^\s/\"'<>()?&=]*~[^\s/\"'<>()?&=]*")
# Every purpose of a link, as the modules of links name them.
PURPOSES = sorted(
    {
        purpose
        for path in Path(maillage.__file__).parent.rglob("*links.py")
        for purpose in re.findall(r'^[A-Z_]+ = "([a-z-]+)"$', path.read_text(), re.M)
    }
)


def words_of(message: Message) -> str:
    files = " ".join(file.content.decode("utf-8", "replace") for file in message.attachments)
    # A calendar file folds long lines with a line break and a space.
    unfolded = re.sub(r"\r?\n[ \t]", "", files)
    return unquote(" ".join([message.subject, message.text, message.html, unfolded, *message.headers.values()]))


def usable(words: str) -> list[str]:
    """Return the pieces that some door of the house would take for a key."""
    found = []
    for piece in PIECE.findall(words):
        for purpose in PURPOSES:
            try:
                tokens.read(purpose, piece)
            except tokens.LinkAltered:
                continue
            found.append(piece)
    return found


@pytest.fixture
def params(cast) -> dict[str, Any]:
    """What every composer needs to say the most it can."""
    coming = make.a_roundtable(cast.near, 4, date=date(2022, 5, 31), video_link="https://meet.example.org/room")
    held = make.a_roundtable(cast.near, 3, date=date(2022, 1, 25), state=State.HELD)
    contact = make.a_contact(cast.near, cast.member_organisation)
    commitment = make.a_commitment(held, organisation=cast.member_organisation, contact=contact)
    version = ReportVersion.objects.create(roundtable=held, number=1, frozen_at=NOW, frozen_by="x", published_at=NOW)
    ReportText.objects.create(version=version, language="en", title="Third roundtable", lead="They met.")
    subscriber = Subscriber.objects.create(region=cast.near, email="reader@example.org", confirmed_at=NOW)
    review = Review.objects.create(roundtable=held, opened_at=NOW, closes_at=NOW + timedelta(days=5))
    poll = DatePoll.objects.create(roundtable=held, asked_at=NOW, decided_at=NOW)
    DateOption.objects.create(poll=poll, date=date(2022, 1, 25), start_time=time(14))
    room = Room.objects.create(roundtable=held, number=1, title={"en": "Room"}, facilitator=contact)
    then = NOW - timedelta(days=30)
    call = PilotCall.objects.create(region=cast.near, title={"en": "Call"}, published_at=then, closes_at=NOW)
    application = PilotApplication.objects.create(call=call, nonce="n", title="Garden", organisation_name="House")
    Decision.objects.create(
        application=application, is_chosen=True, grant_eur=900, because={"en": "Good"}, decided_at=NOW
    )
    return {
        **of_volunteers(cast.near),
        **of_lifts(cast.near),
        "application": application.pk,
        "assessor": Assessor.objects.create(call=call, contact=contact, nonce="n", asked_at=NOW).pk,
        "pilot_report": make.a_pilot_report(cast.near, contact=contact).pk,
        "ask": CardAsk.objects.create(
            region=cast.near, organisation=contact.organisation, contact=contact, asked_at=NOW
        ).pk,
        "poll": poll.pk,
        "nonce": poll.nonce,
        "room": room.pk,
        "review": review.pk,
        "invitation": make.an_invitation(coming, contact, answer=Answer.COMING, answered_at=NOW).pk,
        "commitment": commitment.pk,
        "name": contact.name,
        "version": version.pk,
        "contact": contact.pk,
        "subscriber": subscriber.pk,
        "membership": cast.member.memberships.get().pk,
        "user": cast.member.pk,
        "seed": "0" * 32,
    }


def of_lifts(region: Region) -> dict[str, Any]:
    """What the mails to riders and drivers are about."""
    volunteer = make.a_volunteer(region)
    points = [a_point(region, number) for number in range(2)]
    request = asked_once(points, lambda what: f"Mask {what}")
    offer = offered_once(volunteer, points[0].place, lambda what: f"Mask {what}")
    outing = week_of({"region": region, "driver": volunteer, "offer": offer, "lift request": request})["outing"]
    week = {"outing": outing.pk, "monday": outing.plan.monday.isoformat(), "newcomer": request.newcomer_id}
    made = lessons_of(points[1], points[0], volunteer, lambda what: f"Mask {what}")
    lesson = {"enrolment": made["seat"].pk, "lesson": made["lesson"].pk}
    return {"request": request.pk, "offer": offer.pk, "region": region.pk, **week, **lesson}


def of_volunteers(region: Region) -> dict[str, Any]:
    """What the mails to volunteers are about."""
    volunteer = make.a_volunteer(region)
    module = TrainingModule.objects.create(region=region, subject="mentoring", title={"en": "Being a mentor"})
    session = TrainingSession.objects.create(module=module, starts_at=NOW, video_link="https://meet.example.org/t")
    pair = Mentoring.objects.create(region=region, volunteer=volunteer, mentee="Somebody", starts_on=NOW.date())
    presence = TrainingPresence.objects.create(session=session, volunteer=volunteer)
    return {"volunteer": volunteer.pk, "presence": presence.pk, "pair": pair.pk}


def rendered(composer: str, params: dict[str, Any], *, masked: bool) -> str:
    mail = OutboxMail(composer=composer, params=params, to="a@example.org", language="en", owner="near", key=composer)
    with translation.override("en"):
        return words_of(composers.compose(mail, masked=masked))


KINDS = sorted(name for name in composers._composers if not name.startswith(("test.", "tests.")))


@pytest.mark.parametrize("composer", KINDS)
def test_a_masked_message_opens_nothing(cast, params, composer: str) -> None:
    assert usable(rendered(composer, params, masked=True)) == []


def test_a_masked_report_opens_nothing_for_guests_either(cast, params) -> None:
    del params["subscriber"]
    assert usable(rendered("cooperation.report", params, masked=True)) == []
    assert usable(rendered("cooperation.report", params, masked=False)) != []


@pytest.mark.parametrize(
    "composer",
    [
        "cooperation.invitation",
        "cooperation.follow_up_request",
        "initiatives.card",
        "people.training_invitation",
        "sign-in-code",
    ],
)
def test_the_same_message_unmasked_does_open_so_this_test_can_see(cast, params, composer: str) -> None:
    assert usable(rendered(composer, params, masked=False)) != []


def test_a_masked_code_cannot_be_typed(cast, params) -> None:
    said, hidden = (rendered("sign-in-code", params, masked=masked) for masked in (False, True))
    codes = set(re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", said))
    assert codes
    assert not [code for code in codes if code in hidden]
