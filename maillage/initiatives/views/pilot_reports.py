"""Reports of a pilot on the desk: plan them, read one, ask for it, withdraw its link."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.initiatives.access_pilot import get_pilot, get_report
from maillage.initiatives.actions.pilot_reports import (
    ask_report,
    plan_reports,
    read_report,
    take_back_report,
    withdraw_report_link,
)
from maillage.initiatives.actions.pilot_telling import told_before
from maillage.initiatives.forms.pilot import PlanForm
from maillage.initiatives.models import PilotReport
from maillage.initiatives.pilot_page import page_of, row_of
from maillage.initiatives.queries.pilots import today_in
from maillage.initiatives.queries.reporters import reporter_for
from maillage.kit.audit import Actor
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region


@require_POST
@editor_desk
def pilot_plan(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Plan the reports of a pilot with one press, and say when it begins where nobody has."""
    pilot = get_pilot(region, public_id)
    form = PlanForm(request.POST, auto_id="plan_%s", pilot=pilot)
    try:
        if form.is_valid():
            made = plan_reports(pilot=pilot, **form.cleaned_data, by=actor_of(request.user))
            words = ngettext("%(count)d report is planned.", "%(count)d reports are planned.", len(made))
            messages.success(request, words % {"count": len(made)} if made else _("All periods had a report already."))
            return redirect(f"{reverse('initiatives:pilot-desk', args=[region.slug, public_id])}#reports")
    except ValidationError as error:
        form.add_error(None, error.messages)
    return render(request, "initiatives/pilot_desk.html", page_of(pilot, plan_form=form), status=422)


@editor_desk
def pilot_report(request: DeskRequest, region: Region, public_id: str, report: str) -> HttpResponse:
    """Show one report; ask for it, take note of it, withdraw its link, or take it back."""
    pilot = get_pilot(region, public_id)
    found = get_report(pilot, report)
    if request.method == "POST":
        act = request.POST.get("act", "")
        try:
            messages.success(request, settle(found, act, actor_of(request.user)))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            if act == "take-back":
                return redirect("initiatives:pilot-desk", region.slug, public_id)
        return redirect("initiatives:pilot-report", region.slug, public_id, report)
    shown = {
        "region": region,
        "programme": region.programme,
        "pilot": pilot,
        "row": row_of(found, pilot, today_in(region)),
        "asked": reporter_for(pilot),
        "money": money_told(found),
    }
    return render(request, "initiatives/pilot_report.html", shown)


def settle(report: PilotReport, act: str, by: Actor) -> str:
    """Do what was pressed and say what was done."""
    if act == "ask":
        asked = ask_report(report=report, by=by)
        return _("The message is on its way.") if asked else _("A message went out today already.")
    if act == "read":
        read_report(report=report, by=by)
        return _("You have read it. It stands as it is.")
    if act == "withdraw":
        withdraw_report_link(report=report, by=by)
        return _("The link has ended. Asking again sends a new one.")
    if act == "take-back":
        take_back_report(report=report, by=by)
        return _("The planned report is taken back.")
    raise ValidationError(_("This was not understood. Press one of the buttons below the report."))


def money_told(report: PilotReport) -> list[tuple[object, object]]:
    """Return what a report says was spent on each line."""
    told = told_before(report)
    return [(line.title, told[line.public_id]) for line in report.pilot.budget_lines.all() if told.get(line.public_id)]
