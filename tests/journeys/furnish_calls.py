"""Furnishes calls for pilots: one that is open, one that is judged, one that is decided."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from maillage.cooperation.models import Need
from maillage.core.wording import Wording
from maillage.initiatives import call_links
from maillage.initiatives.actions.assessing import Verdict, judge
from maillage.initiatives.actions.deciding import Choice, decide_call
from maillage.initiatives.actions.grids import propose_grid, propose_questions
from maillage.initiatives.models import Assessor, PilotApplication, PilotCall
from maillage.kit.audit import Actor
from maillage.people.models import Contact
from maillage.territory.models import Region, Theme

OPEN, JUDGED, DECIDED = "furnishedopen", "furnishedjudged", "furnisheddecided"
TITLES = ("Le café des deux langues", "Un minibus pour le marché", "Le jardin derrière la gare")
ANSWER = "Depuis un an, des familles arrivent au village et ne rencontrent personne. Nous ouvrons une table."
# How many days ago each call closed.
CLOSED = {OPEN: -20, JUDGED: 3, DECIDED: 60}


def calls_there(region: Region, by: Actor) -> dict[str, Any]:
    """Return the call that is judged with one of its applications and assessors, and what else links open."""
    judged = PilotCall.objects.filter(public_id=JUDGED).first() or make_all(region, by)
    applications = PilotApplication.objects.filter(call=judged).order_by("pk")
    return {
        "call": judged,
        "application": applications[0],
        "draft application": PilotApplication.objects.get(call__public_id=OPEN),
        "decided application": PilotApplication.objects.filter(call__public_id=DECIDED).earliest("pk"),
        "assessor": Assessor.objects.filter(call=judged).order_by("pk")[0],
    }


def make_all(region: Region, by: Actor) -> PilotCall:
    """Make the three calls and return the one that is judged."""
    opened, judged, decided = (a_call(region, public_id) for public_id in CLOSED)
    for need in Need.objects.filter(region=region).order_by("pk")[:2]:
        need.calls.add(opened, decided)
    an_application(opened, TITLES[0], sent=False)
    given = [an_application(judged, title, sent=True) for title in TITLES]
    people = list(Contact.objects.filter(region=region).exclude(email="").order_by("pk")[:2])
    for person, points in zip(people, ((4, 5, 3), (4, 1, 3)), strict=True):
        assessor = Assessor.objects.create(call=judged, contact=person, nonce="furnished", asked_at=timezone.now())
        for application, most in zip(given[:2], points, strict=False):
            verdict = Verdict({line.pk: most for line in judged.criteria.all()}, "Bien pensé, à deux heures du bourg.")
            judge(assessor=assessor, application=application, verdict=verdict, by=by)
    taken, left = an_application(decided, TITLES[2], sent=True), an_application(decided, TITLES[1], sent=True)
    because = Wording({"fr": "Il répond à ce qui a été demandé.", "en": "It answers what was asked."})
    decide_call(call=decided, choices=[Choice(taken, because, 9_000), Choice(left, because)], by=by)
    return judged


def a_call(region: Region, public_id: str) -> PilotCall:
    """A published call with what we propose."""
    closes_at = (timezone.now() - timedelta(days=CLOSED[public_id])).replace(minute=0, second=0, microsecond=0)
    call = PilotCall.objects.create(
        region=region,
        public_id=public_id,
        title={"fr": "Bienvenue au village", "en": "Welcome in the village"},
        text={"fr": "Nous cherchons des projets.\n\nIls réunissent.", "en": "We look for projects.\n\nThey unite."},
        budget_eur=24_000,
        largest_grant_eur=12_000,
        months=10,
        closes_at=closes_at,
        published_at=closes_at - timedelta(days=40),
    )
    call.themes.set(Theme.objects.filter(group=None)[:2])
    propose_questions(call)
    propose_grid(call)
    return call


def an_application(call: PilotCall, title: str, *, sent: bool) -> PilotApplication:
    """An application of a demonstration person."""
    return PilotApplication.objects.create(
        call=call,
        nonce="furnished",
        organisation_name="Demonstration association",
        contact_name="Demonstration applicant",
        contact_email=f"{call.public_id}.{TITLES.index(title)}@demonstration.invalid",
        language="fr",
        title=title,
        answers={str(question.pk): ANSWER for question in call.questions.all()} if sent else {},
        amount_eur=9_000,
        months=8,
        version=1,
        submitted_at=min(call.closes_at, timezone.now()) - timedelta(days=1) if sent else None,
    )


def call_tokens(rows: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the links of those who apply and of those who judge."""
    shown = {"language": "en", "masked": False}
    writes = partial(call_links.application_link, rows["draft application"], **shown)
    judges = partial(call_links.assess_link, rows["assessor"], **shown)
    return {
        **{f"initiatives:application-{page}": writes for page in ("write", "withdraw")},
        **{f"initiatives:assess-{page}": judges for page in ("list", "one", "finish")},
    }


def call_letters(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what each composer of a call is given."""
    begun, decided = {"application": rows["draft application"].pk}, {"application": rows["decided application"].pk}
    return {
        "initiatives.application_link": begun,
        "initiatives.application_received": {"application": rows["application"].pk},
        "initiatives.application_withdrawn": {"application": rows["application"].pk},
        "initiatives.call_prolonged": begun,
        "initiatives.call_withdrawn": begun,
        "initiatives.assess_request": {"assessor": rows["assessor"].pk},
        "initiatives.decision": decided,
    }
