"""The page on which the holder of a pilot reports on a period, by personal link."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.initiatives.access_pilot import report_by_link, reporter_of
from maillage.initiatives.actions.pilot_telling import (
    NoLonger,
    WrittenMeanwhile,
    may_still_change,
    open_to,
    send_report,
    told_before,
)
from maillage.initiatives.forms.pilot_report import ReportForm
from maillage.initiatives.models import PilotReport
from maillage.initiatives.queries.pilots import sent_late_by, today_in
from maillage.people.personal_pages import gone, personal


# No cookie is carried: the page acts in the name of no session, so that there is nothing a forged one could borrow.
@personal
@csrf_exempt
def pilot_report_send(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: how a pilot went in a period."""
    report = report_by_link(token)
    if not may_still_change(report):
        return over(request)
    if request.method == "POST":
        return received(request, report)
    if report.sent_at and "sent" in request.GET:
        return page(request, report, sent=True)
    return page(request, report, form=form_for(report, None))


def received(request: HttpRequest, report: PilotReport) -> HttpResponse:
    """Keep what was sent; say what is wrong, or what somebody else sent meanwhile."""
    form = form_for(report, request.POST)
    try:
        if form.is_valid():
            send_report(report=report, told=form.told(), version=form.version, by=reporter_of(report))
            return redirect(f"{request.path}?sent=1")
    except NoLonger:
        return over(request)
    except WrittenMeanwhile:
        report.refresh_from_db(fields=["version", "done", "difficulties", "next_steps", "language", "sent_at"])
        return both(request, report, form)
    except ValidationError as error:
        form.add_error(None, error.messages)
    return page(request, report, form=form, status=422)


def form_for(report: PilotReport, data: Any) -> ReportForm:
    """Return the form of a report with what was sent before."""
    lines = list(report.pilot.budget_lines.all())
    return ReportForm(data, report=report, milestones=list(open_to(report)), lines=lines, spent=told_before(report))


def both(request: HttpRequest, report: PilotReport, form: ReportForm) -> HttpResponse:
    """Show what somebody else sent beside what was typed, which the next press keeps."""
    form.data = {**request.POST.dict(), "reached": request.POST.getlist("reached"), "version": str(report.version)}
    return page(request, report, form=form, other=report, status=409)


def over(request: HttpRequest) -> HttpResponse:
    """Say that a report stands as it was sent."""
    what = _("The report has come and stands as it was sent.")
    return gone(request, what, _("If something in it is wrong, answer the message the link came in."))


def page(request: HttpRequest, report: PilotReport, *, status: int = 200, **more: Any) -> HttpResponse:
    """Show the page."""
    region = report.pilot.region
    shown = {
        "region": region,
        "programme": region.programme,
        "report": report,
        "pilot": report.pilot,
        "is_late": report.sent_at is None and report.due_on < today_in(region),
        "days_late": sent_late_by(report),
        **more,
    }
    return render(request, "initiatives/pilot_report_send.html", shown, status=status)
