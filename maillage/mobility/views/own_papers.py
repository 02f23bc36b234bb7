"""Somebody's week to print, as PDF and in their calendar: by their link, and for the desk to hand out."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.mobility.access_lifts import get_driver_for, get_newcomer_for, get_volunteer_for
from maillage.mobility.access_weeks import get_rider_for
from maillage.mobility.lift_links import DRIVER_CALENDAR, RIDER_CALENDAR
from maillage.mobility.models import Newcomer
from maillage.mobility.own_week_page import asked_monday, language_of_person, paper_of, sheet_of
from maillage.mobility.week_calendar import driver_calendar, rider_calendar
from maillage.people.access import DeskRequest, editor_desk
from maillage.people.models import Volunteer
from maillage.people.personal_pages import personal
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_newcomers, said_to_newcomers
from maillage.territory.papers.answer import answer_with

CALENDAR = "text/calendar; charset=utf-8"


@for_newcomers
@personal
def driver_week(request: HttpRequest, token: str) -> HttpResponse:
    """Show a driver's week to print."""
    return sheet(request, get_driver_for(token), token=token, back="mobility:driver-page")


@for_newcomers
@personal
def rider_week(request: HttpRequest, token: str) -> HttpResponse:
    """Show a rider's week to print."""
    return sheet(request, get_newcomer_for(token), token=token, back="mobility:rider-page")


@for_newcomers
@personal
def driver_week_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with a driver's week as PDF."""
    return paper(request, get_driver_for(token))


@for_newcomers
@personal
def rider_week_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with a rider's week as PDF."""
    return paper(request, get_newcomer_for(token))


@for_newcomers
@personal
def driver_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar of a driver."""
    volunteer = get_driver_for(token, DRIVER_CALENDAR)
    with said_to_newcomers(language_of_person(volunteer)):
        return HttpResponse(driver_calendar(volunteer), content_type=CALENDAR)


@for_newcomers
@personal
def rider_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar of a rider."""
    newcomer = get_newcomer_for(token, RIDER_CALENDAR)
    with said_to_newcomers(language_of_person(newcomer)):
        return HttpResponse(rider_calendar(newcomer), content_type=CALENDAR)


@editor_desk
@require_safe
def driver_sheet(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show the week of a driver, to print and hand out."""
    return sheet(request, get_volunteer_for(region, public_id))


@editor_desk
@require_safe
def rider_sheet(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show the week of a rider, to print and hand out."""
    return sheet(request, get_rider_for(region, public_id))


@editor_desk
@require_safe
def driver_sheet_paper(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Answer with the week of a driver as PDF, to hand out."""
    return paper(request, get_volunteer_for(region, public_id))


@editor_desk
@require_safe
def rider_sheet_paper(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Answer with the week of a rider as PDF, to hand out."""
    return paper(request, get_rider_for(region, public_id))


def sheet(request: HttpRequest, person: Volunteer | Newcomer, **more: Any) -> HttpResponse:
    """Show a week in the language of whose it is."""
    region = person.region
    monday = asked_monday(region, request.GET.get("week", ""))
    spoken = language_of_person(person)
    shown = {"region": region, "programme": region.programme, "monday": monday, "person": person, "spoken": spoken}
    with said_to_newcomers(spoken):
        return render(request, "mobility/own_sheet.html", {**shown, "sheet": sheet_of(person, monday), **more})


def paper(request: HttpRequest, person: Volunteer | Newcomer) -> HttpResponse:
    """Answer with a week as PDF."""
    monday = asked_monday(person.region, request.GET.get("week", ""))
    return answer_with(request, f"{person.region.slug}-lifts-{monday}", lambda: paper_of(person, monday))
