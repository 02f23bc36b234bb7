"""One mail of each composer in each language, worded from the furnished demonstration with masked links."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from typing import Any

from django.utils import translation

from maillage.cooperation.models import Room, Roundtable
from maillage.kit.composers import _composers
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import compose
from maillage.people.models import Contact, Subscriber, User
from tests.journeys.furnish import BY, REGION, rows_of
from tests.journeys.furnish_before import a_poll
from tests.journeys.furnish_calls import call_letters
from tests.journeys.furnish_lessons import lesson_letters
from tests.journeys.furnish_lifts import lift_letters
from tests.journeys.furnish_pilots import pilot_letters
from tests.journeys.furnish_volunteers import volunteer_letters
from tests.journeys.furnish_weeks import week_letters

LANGUAGES = ("en", "fr")
OF_AN_INVITATION = (
    "invitation",
    "reminder",
    "confirmation",
    "waiting",
    "moved_up",
    "substitute",
    "changed",
    "cancelled",
    "withdrawn",
)


@dataclass(frozen=True)
class Letter:
    """One mail as its reader gets it."""

    name: str
    language: str
    subject: str
    text: str
    html: str
    reply_to: list[str]
    files: list[str]


def print_letters() -> None:
    """Print every mail as JSON; nothing is kept."""
    roundtable = Roundtable.objects.filter(region__slug=REGION, number__gt=4).select_related("region").first()
    assert roundtable
    params = params_of(roundtable)
    assert {name.strip() for name in params} == set(_composers), "A mail has no line here."
    letters = [worded(name, language, given) for name, given in params.items() for language in LANGUAGES]
    sys.stdout.write(json.dumps([asdict(letter) for letter in letters]))


def params_of(roundtable: Roundtable) -> dict[str, dict[str, Any]]:
    """Return what each composer is given."""
    rows = rows_of(roundtable.region, roundtable)
    answered = roundtable.invitations.exclude(substitute_name="").first() or rows["invitation"]
    report = {"version": rows["version"].pk}
    poll = a_poll(BY)
    asked = {"poll": poll.pk, "contact": Contact.objects.filter(region=poll.roundtable.region).earliest("pk").pk}
    room = Room.objects.filter(roundtable=roundtable).exclude(facilitator=None).earliest("number")
    return {
        **{f"cooperation.{name}": {"invitation": answered.pk} for name in OF_AN_INVITATION},
        "cooperation.follow_up_request": {"commitment": rows["commitment"].pk},
        "cooperation.date_question": asked,
        "cooperation.date_fixed": asked,
        "cooperation.room_link": {"room": room.pk, "contact": room.facilitator_id},
        "cooperation.review": {"review": rows["draft"].roundtable.review.pk, "contact": rows["contact"].pk},
        **call_letters(rows),
        **pilot_letters(rows),
        **volunteer_letters(rows),
        **lift_letters(rows),
        **lesson_letters(rows),
        **week_letters(rows),
        "initiatives.card": {"ask": rows["card ask"].pk},
        "initiatives.card_reminder": {"ask": rows["card ask"].pk},
        "cooperation.report": {**report, "contact": rows["contact"].pk},
        "cooperation.report ": {**report, "subscriber": Subscriber.objects.earliest("pk").pk},
        "subscribe-confirm": {"subscriber": rows["subscriber"].pk},
        "sign-in-code": {"user": User.objects.earliest("pk").pk, "seed": ""},
        "role-given": {"membership": rows["membership"].pk, "given_by": "A lead", "reply_to": "lead@example.org"},
    }


def worded(name: str, language: str, params: dict[str, Any]) -> Letter:
    mail = OutboxMail(composer=name.strip(), language=language, params=params, to="reader@example.org", owner=REGION)
    with translation.override(language):
        message = compose(mail, masked=True)
    label = f"{name.strip()} to subscribers" if name.endswith(" ") else name
    files = [file.name for file in message.attachments]
    return Letter(label, language, message.subject, message.text, message.html, list(message.reply_to), files)
