"""What the tests of calls share: a call that is open, applications that are sent, assessors who judge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

import time_machine

from maillage.core.wording import Wording
from maillage.initiatives.actions.applications import Written, begin_application, save_application
from maillage.initiatives.actions.assessing import Verdict, ask_assessors, judge
from maillage.initiatives.actions.calls import CallPlan, publish_call, write_call
from maillage.initiatives.models import Assessor, PilotApplication, PilotCall
from maillage.kit.audit import SYSTEM
from maillage.people.models import Contact
from maillage.territory.models import Region

OPEN = datetime(2030, 3, 1, 10, 20, 30, tzinfo=UTC)
# The fifteenth at noon in Paris is eleven o'clock at Greenwich.
CLOSES = datetime(2030, 3, 15, 11, 0, tzinfo=UTC)
AFTER = datetime(2030, 3, 20, 9, 0, tzinfo=UTC)


def plan(**changes: Any) -> CallPlan:
    return CallPlan(
        **{
            "title": Wording({"en": "Welcome in villages", "fr": "Accueil au village"}),
            "text": Wording({"en": "We look for projects.", "fr": "Nous cherchons des projets."}),
            "closes_on": date(2030, 3, 15),
            "closes_time": time(12),
            "budget_eur": 24_000,
            "largest_grant_eur": 12_000,
            "months": 10,
            **changes,
        }
    )


def an_open_call(region: Region, **changes: Any) -> PilotCall:
    """A call that was published on the first of March and closes on the fifteenth."""
    with time_machine.travel(OPEN, tick=False):
        return publish_call(call=write_call(region=region, plan=plan(**changes), by=SYSTEM), by=SYSTEM)


def written(call: PilotCall, **changes: Any) -> Written:
    answers = {str(question.pk): f"Answer {question.position}." for question in call.questions.all()}
    return Written(
        **{
            "organisation_name": "The Village Café",
            "contact_name": "Ada Example",
            "title": "Tables for two languages",
            "amount_eur": 9_000,
            "months": 8,
            "answers": answers,
            **changes,
        }
    )


def begun(call: PilotCall, email: str = "ada@example.org", language: str = "fr") -> PilotApplication:
    with time_machine.travel(OPEN, tick=False):
        begin_application(call=call, email=email, language=language)
    return PilotApplication.objects.select_related("call__region__programme").get(call=call, contact_email=email)


def sent(call: PilotCall, email: str = "ada@example.org", **changes: Any) -> PilotApplication:
    """An application that was sent in time."""
    application = begun(call, email)
    with time_machine.travel(OPEN, tick=False):
        save_application(application=application, written=written(call, **changes), version=0, by=SYSTEM, send=True)
    application.refresh_from_db()
    return application


def asked(call: PilotCall, contacts: Sequence[Contact]) -> list[Assessor]:
    with time_machine.travel(OPEN, tick=False):
        ask_assessors(call=call, contacts=contacts, by=SYSTEM)
    known = {
        one.contact_id: one for one in Assessor.objects.filter(call=call).select_related("call__region", "contact")
    }
    return [known[contact.pk] for contact in contacts]


def judged(assessor: Assessor, application: PilotApplication, *points: int, **more: Any) -> None:
    """Give these points line by line, the last one for all lines that are left."""
    lines = list(application.call.criteria.all())
    given = [*points, *([points[-1]] * (len(lines) - len(points)))] if points else []
    verdict = Verdict({line.pk: one for line, one in zip(lines, given, strict=False)}, **more)
    with time_machine.travel(AFTER, tick=False):
        judge(assessor=assessor, application=application, verdict=verdict, by=SYSTEM)
