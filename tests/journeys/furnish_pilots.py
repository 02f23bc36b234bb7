"""Furnishes the pilot that a call chose with a whole course: reached, late, paid for, reported, evaluated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.utils import timezone

from maillage.core.pilot_course import months_later
from maillage.core.wording import Wording
from maillage.initiatives.actions.budgets import set_line, spend
from maillage.initiatives.actions.evaluations import Findings, evaluate, publish_evaluation
from maillage.initiatives.actions.milestones import drop_milestone, reach_milestone, set_milestone
from maillage.initiatives.actions.pilot_reports import plan_reports
from maillage.initiatives.actions.pilot_telling import Told, send_report
from maillage.initiatives.actions.targets import count_target, set_target
from maillage.initiatives.models import Pilot, PilotReport
from maillage.initiatives.pilot_links import report_link
from maillage.kit.audit import Actor
from tests.journeys.furnish_calls import DECIDED


def a_pilot_there(by: Actor) -> dict[str, Any]:
    """Return the pilot of the decided call, one report that has come, and one that is awaited."""
    pilot = Pilot.objects.select_related("region", "contact", "holder").get(application__call__public_id=DECIDED)
    if not pilot.reports.exists():
        set_out(pilot, by)
    come = PilotReport.objects.filter(pilot=pilot).exclude(sent_at=None).earliest("pk")
    awaited = PilotReport.objects.filter(pilot=pilot, sent_at=None).earliest("pk")
    return {"pilot": pilot, "pilot-report": come, "awaited pilot report": awaited}


def set_out(pilot: Pilot, by: Actor) -> None:
    """Give a pilot its course."""
    today = timezone.localdate()
    pilot.started_on, pilot.months = months_later(today, -5), 8
    pilot.save(update_fields=["started_on", "months"])
    steps = [
        set_milestone(pilot=pilot, title=Wording({"fr": title}), due_on=today + timedelta(days=days), by=by)
        for title, days in (("Le terrain est prêt", -90), ("La clôture", -60), ("La cabane", -20), ("La fête", 40))
    ]
    reach_milestone(milestone=steps[0], on=today - timedelta(days=84), by=by)
    drop_milestone(milestone=steps[1], because=Wording({"fr": "La mairie l’a posée."}), by=by)
    for title, planned, spent in (("Outils", 800, "950.40"), ("Graines", 300, "120")):
        line = set_line(pilot=pilot, title=Wording({"fr": title}), planned=Decimal(planned), by=by)
        spend(line=line, amount=Decimal(spent), on=today - timedelta(days=30), words="Facture", by=by)
    target = set_target(pilot=pilot, title=Wording({"fr": "Familles au jardin"}), aimed=20, counts_people=True, by=by)
    count_target(target=target, reached=13, on=today, by=by)
    plan_reports(pilot=pilot, months=2, due_days=14, by=by)
    first = pilot.reports.first()
    told = Told("Six rencontres au jardin.", "La pluie.", "La fête.", participants=13, signed="Demonstration holder")
    send_report(report=first, told=told, version=0, by=by)
    found = {"what_worked": "Se voir chaque semaine.", "what_did_not": "L’hiver.", "advice": "Commencer en avril."}
    findings = Findings(
        "Demonstration university", today, **{name: Wording({"fr": text}) for name, text in found.items()}
    )
    evaluate(pilot=pilot, findings=findings, by=by)
    publish_evaluation(pilot=pilot, by=by)


def pilot_tokens(rows: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the link of whoever tells of a pilot."""
    return {
        "initiatives:pilot-report-send": partial(report_link, rows["awaited pilot report"], language="en", masked=False)
    }


def pilot_letters(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what the mail that asks for a report is given."""
    return {"initiatives.pilot_report": {"pilot_report": rows["awaited pilot report"].pk, "reminds": True}}
