"""The desk's page of one pilot: its course, and a form beside each part of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import BaseForm

from maillage.core.pilot_course import days_late, last_day
from maillage.initiatives.call_needs import needs_of
from maillage.initiatives.forms.pilot import (
    BudgetLineForm,
    CountForm,
    DropForm,
    MilestoneForm,
    PlanForm,
    ReachedForm,
    SpendingForm,
    TargetForm,
)
from maillage.initiatives.models import Milestone, Pilot, PilotReport, Target
from maillage.initiatives.queries.pilots import course_of, lines_of, money_of, sent_late_by, today_in
from maillage.initiatives.queries.reporters import reporter_for


@dataclass(frozen=True)
class Step:
    """A milestone with what it is today, and the forms that settle it."""

    milestone: Milestone
    state: str
    days: int
    reached: ReachedForm
    drop: DropForm


@dataclass(frozen=True)
class Counted:
    """A target with the form that counts it."""

    target: Target
    form: CountForm


@dataclass(frozen=True)
class Row:
    """A report with what it is today, and how many days late it is or came."""

    report: PilotReport
    state: str
    days: int


def page_of(pilot: Pilot, **refused: Any) -> dict[str, Any]:
    """Return what the page shows; `refused` are forms that came back, by name, which keep what was typed."""
    today, region = today_in(pilot.region), pilot.region
    lines = lines_of(pilot)
    return {
        "region": region,
        "programme": region.programme,
        "pilot": pilot,
        "today": today,
        "course": course_of(pilot, today),
        "ends": last_day(pilot.started_on, pilot.ended_on, pilot.months),
        "partners": list(pilot.partners.all()),
        "themes": list(pilot.themes.all()),
        "steps": [step_of(one, pilot, today, refused) for one in pilot.milestones.all()],
        "lines": lines,
        "money": money_of(pilot, lines),
        "targets": [counted_of(one, today, refused) for one in pilot.targets.all()],
        "reports": [row_of(one, pilot, today) for one in pilot.reports.select_related("reading")],
        "asked": reporter_for(pilot),
        "evaluation": getattr(pilot, "evaluation", None),
        "needs": needs_of(pilot.application.call, public=False) if pilot.application else [],
        **forms_of(pilot, lines, today, refused),
    }


def forms_of(pilot: Pilot, lines: list[Any], today: date, refused: dict[str, Any]) -> dict[str, BaseForm]:
    """Return the forms by which something is added."""
    region = pilot.region
    fresh: dict[str, BaseForm] = {
        "milestone_form": MilestoneForm(region=region, auto_id="milestone_%s"),
        "line_form": BudgetLineForm(region=region, auto_id="line_%s"),
        "spending_form": SpendingForm(lines=lines, auto_id="spending_%s", initial={"spent_on": today}),
        "target_form": TargetForm(region=region, auto_id="target_%s"),
        "plan_form": PlanForm(auto_id="plan_%s", pilot=pilot),
    }
    return {name: refused.get(name, form) for name, form in fresh.items()}


def step_of(milestone: Milestone, pilot: Pilot, today: date, refused: dict[str, Any]) -> Step:
    """Say of a milestone what it is today."""
    key = milestone.public_id
    state = "open"
    if milestone.done_on:
        state = "done"
    elif milestone.dropped_on:
        state = "dropped"
    elif milestone.due_on < today:
        state = "late"
    reached = refused.get(f"reached_{key}") or ReachedForm(initial={"done_on": today}, auto_id=f"reached_{key}_%s")
    drop = refused.get(f"drop_{key}") or DropForm(region=pilot.region, auto_id=f"drop_{key}_%s")
    return Step(milestone, state, days_late(milestone.due_on, milestone.done_on or today), reached, drop)


def counted_of(target: Target, today: date, refused: dict[str, Any]) -> Counted:
    """Return a target with the form that counts it."""
    key = f"count_{target.public_id}"
    first = {"reached": target.reached, "counted_on": target.counted_on or today}
    return Counted(target, refused.get(key) or CountForm(initial=first, auto_id=f"{key}_%s"))


def row_of(report: PilotReport, pilot: Pilot, today: date) -> Row:
    """Say of a report what it is today."""
    report.pilot = pilot
    if report.sent_at:
        return Row(report, "read" if hasattr(report, "reading") else "sent", sent_late_by(report))
    if report.due_on < today:
        return Row(report, "late", days_late(report.due_on, today))
    return Row(report, "due" if report.period_to <= today else "ahead", 0)
