"""What the desk does along a pilot: milestones, money and targets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.initiatives.access_pilot import get_part, get_pilot
from maillage.initiatives.actions.budgets import correct_spending, remove_line, set_line, spend
from maillage.initiatives.actions.milestones import drop_milestone, reach_milestone, reopen_milestone, set_milestone
from maillage.initiatives.actions.targets import count_target, remove_target, set_target
from maillage.initiatives.forms.pilot import (
    BudgetLineForm,
    CountForm,
    DropForm,
    MilestoneForm,
    ReachedForm,
    SpendingForm,
    TargetForm,
)
from maillage.initiatives.models import BudgetLine, Milestone, Pilot, Spending, Target
from maillage.initiatives.pilot_page import page_of
from maillage.initiatives.queries.pilots import lines_of
from maillage.kit.audit import Actor
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region


@dataclass(frozen=True)
class Press:
    """What was pressed: the deed, the form that came with it, and the name under which the page shows that form."""

    deed: Callable[[], object]
    form: forms.Form | None = None
    name: str = ""


@require_POST
@editor_desk
def pilot_milestones(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Add a milestone, note that one was reached, drop one, or take it up again."""
    pilot = get_pilot(region, public_id)
    return answer(request, pilot, about_milestones(request, pilot, actor_of(request.user)), "milestones")


@require_POST
@editor_desk
def pilot_money(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Plan a line, take an empty one away, write down a spending, or correct one."""
    pilot = get_pilot(region, public_id)
    return answer(request, pilot, about_money(request, pilot, actor_of(request.user)), "money")


@require_POST
@editor_desk
def pilot_targets(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Set a target, count it, or take it away."""
    pilot = get_pilot(region, public_id)
    return answer(request, pilot, about_targets(request, pilot, actor_of(request.user)), "targets")


def about_milestones(request: DeskRequest, pilot: Pilot, by: Actor) -> Press:
    """Say what was pressed about milestones."""
    act = request.POST.get("act", "")
    if act == "add":
        form = MilestoneForm(request.POST, region=pilot.region, auto_id="milestone_%s")
        return Press(
            lambda: set_milestone(pilot=pilot, title=form.title, due_on=day(form, "due_on"), by=by),
            form,
            "milestone_form",
        )
    milestone = get_part(Milestone, pilot, request.POST.get("milestone", ""))
    milestone.pilot, key = pilot, milestone.public_id
    if act == "reach":
        reached = ReachedForm(request.POST, auto_id=f"reached_{key}_%s")
        return Press(
            lambda: reach_milestone(milestone=milestone, on=day(reached, "done_on"), by=by), reached, f"reached_{key}"
        )
    if act == "drop":
        drop = DropForm(request.POST, region=pilot.region, auto_id=f"drop_{key}_%s")
        return Press(lambda: drop_milestone(milestone=milestone, because=drop.title, by=by), drop, f"drop_{key}")
    return Press(lambda: reopen_milestone(milestone=milestone, by=by))


def about_money(request: DeskRequest, pilot: Pilot, by: Actor) -> Press:
    """Say what was pressed about money."""
    act = request.POST.get("act", "")
    if act == "plan":
        form = BudgetLineForm(request.POST, region=pilot.region, auto_id="line_%s")
        return Press(
            lambda: set_line(pilot=pilot, title=form.title, planned=form.cleaned_data["planned"], by=by),
            form,
            "line_form",
        )
    if act == "spend":
        money = SpendingForm(request.POST, lines=lines_of(pilot), auto_id="spending_%s")
        return Press(lambda: spend_on(money, pilot, by), money, "spending_form")
    if act == "remove":
        line = get_part(BudgetLine, pilot, request.POST.get("line", ""))
        line.pilot = pilot
        return Press(lambda: remove_line(line=line, by=by))
    key = request.POST.get("spending", "")
    spending = get_object_or_404(Spending, pk=key if key.isdecimal() else 0, line__pilot=pilot)
    spending.line.pilot = pilot
    return Press(lambda: correct_spending(spending=spending, by=by))


def spend_on(form: SpendingForm, pilot: Pilot, by: Actor) -> Spending:
    """Write down the spending that a form tells of."""
    given = form.cleaned_data
    given["line"].pilot = pilot
    return spend(line=given["line"], amount=given["amount"], on=given["spent_on"], words=given["words"], by=by)


def about_targets(request: DeskRequest, pilot: Pilot, by: Actor) -> Press:
    """Say what was pressed about targets."""
    act = request.POST.get("act", "")
    if act == "set":
        form = TargetForm(request.POST, region=pilot.region, auto_id="target_%s")
        names = ("aimed", "counts_people")
        return Press(
            lambda: set_target(
                pilot=pilot, title=form.title, **{name: form.cleaned_data[name] for name in names}, by=by
            ),
            form,
            "target_form",
        )
    target = get_part(Target, pilot, request.POST.get("target", ""))
    target.pilot = pilot
    if act == "count":
        name = f"count_{target.public_id}"
        count = CountForm(request.POST, auto_id=f"{name}_%s")
        return Press(
            lambda: count_target(
                target=target, reached=count.cleaned_data["reached"], on=day(count, "counted_on"), by=by
            ),
            count,
            name,
        )
    return Press(lambda: remove_target(target=target, by=by))


def day(form: forms.Form, name: str) -> date:
    """Return the day that was written in a field."""
    written: date = form.cleaned_data[name]
    return written


def answer(request: DeskRequest, pilot: Pilot, press: Press, part: str) -> HttpResponse:
    """Do what was pressed and go back to its part of the page; on refusal show the form with what is wrong."""
    form, here = press.form, f"{reverse('initiatives:pilot-desk', args=[pilot.region.slug, pilot.public_id])}#{part}"
    try:
        if form is None or form.is_valid():
            press.deed()
            messages.success(request, _("Saved."))
            return redirect(here)
    except ValidationError as error:
        if form is None:
            messages.error(request, " ".join(error.messages))
            return redirect(here)
        form.add_error(None, error.messages)
    shown = page_of(pilot, **{press.name: form})
    return render(request, "initiatives/pilot_desk.html", shown, status=422)
