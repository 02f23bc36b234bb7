"""The report of a year of lifts on the desk: figures, what is to be filled in, as sheet and as PDF."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.mobility.actions.ride_reports import SENT_ON, note_report_sent, write_report
from maillage.mobility.forms.ride_report import ReportForm
from maillage.mobility.queries.own_weeks import today_in
from maillage.mobility.queries.ride_years import due_on, year_or_none, years_known
from maillage.mobility.ride_report import paper_of, parts_of, sheet_of, source_of
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.sheets import answer_with_sheets
from maillage.territory.models import Region
from maillage.territory.papers.answer import answer_with

FIRST_YEAR = 2000


def asked_year(region: Region, given: str) -> int:
    """Return the year that an address asks for; until March last year's where it asks for none."""
    today = today_in(region)
    usual = today.year - 1 if today.month <= 3 else today.year
    asked = int(given) if given.isdecimal() and len(given) == len(str(FIRST_YEAR)) else usual
    return asked if FIRST_YEAR <= asked <= today.year else usual


@editor_desk
def ride_report(request: DeskRequest, region: Region) -> HttpResponse:
    """Show the figures of a year, and take what the platform cannot know."""
    year = year_or_none(region, asked_year(region, request.GET.get("year", "")))
    form = ReportForm(request.POST if request.method == "POST" else None, initial=year.words)
    if request.method == "POST" and form.is_valid():
        write_report(region=region, year=year.year, words=form.words(), by=actor_of(request.user))
        messages.success(request, _("Your words are saved."))
        return to_report(region, year.year)
    sent = year.words.get(SENT_ON)
    shown = {
        "region": region,
        "programme": region.programme,
        "year": year,
        "parts": parts_of(year),
        "source": source_of(year),
        "years": years_known(region, today_in(region)),
        "due_on": due_on(region, year.year),
        "is_running": year.year >= today_in(region).year,
        "sent_on": date.fromisoformat(sent) if sent else None,
        "form": form,
    }
    return render(request, "mobility/ride_report.html", shown, status=422 if form.errors else 200)


@require_POST
@editor_desk
def ride_report_sent(request: DeskRequest, region: Region) -> HttpResponse:
    """Note that the report of a year was sent, or that it was not."""
    year = asked_year(region, request.POST.get("year", ""))
    back = request.POST.get("act") == "back"
    note_report_sent(region=region, year=year, on=today_in(region), back=back, by=actor_of(request.user))
    messages.success(request, _("It is noted."))
    return to_report(region, year)


@require_safe
@editor_desk
def ride_report_sheet(request: DeskRequest, region: Region) -> HttpResponse:
    """Answer with the report as a spreadsheet."""
    year = year_or_none(region, asked_year(region, request.GET.get("year", "")))
    return answer_with_sheets(f"{region.slug}-lifts-{year.year}", "xlsx", sheet_of(year))


@require_safe
@editor_desk
def ride_report_paper(request: DeskRequest, region: Region) -> HttpResponse:
    """Answer with the report as PDF."""
    year = year_or_none(region, asked_year(region, request.GET.get("year", "")))
    return answer_with(request, f"{region.slug}-lifts-{year.year}", lambda: paper_of(year))


def to_report(region: Region, year: int) -> HttpResponse:
    """Show the report of a year."""
    return redirect(f"{reverse('mobility:ride-report', args=[region.slug])}?year={year}")
