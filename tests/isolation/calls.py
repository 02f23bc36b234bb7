"""A call of each region with applications, assessors, points and a decision, each private text a canary."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from maillage.cooperation.models import Need
from maillage.initiatives.models import (
    Assessor,
    CallQuestion,
    Criterion,
    Decision,
    Judgement,
    PilotApplication,
    PilotCall,
    Score,
)
from maillage.people.models import Contact
from maillage.territory.models import Region, Theme
from tests import factories as make


def calls_of(region: Region, contact: Contact, need: Need, words: str) -> dict[str, Any]:
    """A call that has closed and waits for its decision, and one that was decided; what is not public says `words`."""
    now = timezone.now()
    call = PilotCall.objects.create(
        region=region,
        title={"en": "A call"},
        text={"en": "What is sought."},
        budget_eur=24_000,
        published_at=now - timedelta(days=20),
        closes_at=now - timedelta(days=5),
    )
    need.calls.add(call)
    application = judged_once(call, contact, words)
    PilotCall.objects.create(region=region, title={"en": f"{words}-draft"}, closes_at=now + timedelta(days=9))
    decided = PilotCall.objects.create(
        region=region,
        title={"en": "A decided call"},
        published_at=now - timedelta(days=40),
        closes_at=now - timedelta(days=30),
        decided_at=now - timedelta(days=20),
    )
    refused = judged_once(decided, contact, f"{words}-refused")
    Decision.objects.create(
        application=refused, is_chosen=False, because={"en": f"{words}-because"}, decided_at=decided.decided_at
    )
    return {"call": call, "application": application, "assessor": Assessor.objects.get(call=call)}


def judged_once(call: PilotCall, contact: Contact, words: str) -> PilotApplication:
    """Give a call one more of everything that belongs to it."""
    then = call.closes_at - timedelta(days=1)
    CallQuestion.objects.create(call=call, position=1, text={"en": "What?"})
    criterion = Criterion.objects.create(call=call, position=1, text={"en": "Answers a need"})
    application = PilotApplication.objects.create(
        call=call,
        nonce="secret",
        organisation_name=f"{words}-house",
        contact_name=f"{words}-writer",
        contact_email=f"{words}@example.org",
        title=f"{words}-title",
        answers={str(call.questions.first().pk): f"{words}-answer"},
        amount_eur=900,
        months=3,
        submitted_at=then,
    )
    assessor = Assessor.objects.create(call=call, contact=contact, nonce="secret", asked_at=then)
    Score.objects.create(assessor=assessor, application=application, criterion=criterion, points=3, given_at=then)
    Judgement.objects.create(assessor=assessor, application=application, words=f"{words}-words", given_at=then)
    return application


def settle_more_calls(call: PilotCall, contact: Contact, need: Need, number: int) -> None:
    """Add one more of everything to a call, and one more call to its region."""
    judged_once(call, contact, f"More {number}")
    need.calls.add(call)
    call.themes.add(Theme.objects.all()[number])
    PilotCall.objects.create(
        region=call.region, title={"en": f"Call {number}"}, published_at=call.published_at, closes_at=call.closes_at
    )
    make.a_contact(call.region)
