"""A newcomer's own pages, opened by their link: what they asked for, change it, leave out a day, erase everything."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.mobility.access_lifts import get_newcomer_for, own_request, rider, standing_requests
from maillage.mobility.actions.asking import ask_for_lift, change_request, pause_day, withdraw_request
from maillage.mobility.actions.newcomers import change_details, erase_newcomer
from maillage.mobility.asked import Person
from maillage.mobility.enums import RequestState
from maillage.mobility.forms.asking import AskForm, DetailsForm
from maillage.mobility.forms.prefill import course_of, prefilled
from maillage.mobility.lift_links import rider_url
from maillage.mobility.models import Newcomer, RideRequest
from maillage.mobility.queries.lifts import open_points
from maillage.mobility.queries.rules import today_of
from maillage.mobility.views.lifts import redirect_to
from maillage.mobility.views.own_days import Wrong, day_form, day_taken, days_of
from maillage.people.held_page import answer_with_held
from maillage.people.letters import language_now
from maillage.people.personal_pages import personal
from maillage.people.views.refusing import taken
from maillage.territory.newcomers_words import for_newcomers

PAGE = "mobility:rider-page"


def shown_to(newcomer: Newcomer, token: str) -> dict[str, Any]:
    """Return what each page of a newcomer shows."""
    region = newcomer.region
    return {"newcomer": newcomer, "token": token, "region": region, "programme": region.programme}


# These pages act by their link alone: no session is used, so that there is nothing a forged form could borrow.
@for_newcomers
@csrf_exempt
@personal
def rider_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a newcomer what they asked for and what is planned."""
    return page(request, get_newcomer_for(token), token)


def page(request: HttpRequest, newcomer: Newcomer, token: str, wrong: Wrong = None) -> HttpResponse:
    """Show the page; `wrong` is a day that could not be left out, of the request of this id."""
    rows = [
        (row, days_of(row, today_of(newcomer.region), wrong))
        for row in standing_requests(newcomer).select_related("word")
    ]
    shown = {
        **shown_to(newcomer, token),
        "rows": rows,
        "done": request.GET.get("done", ""),
        "own_link": rider_url(newcomer, language=language_now()),
    }
    return render(request, "mobility/rider.html", shown, status=422 if wrong else 200)


@for_newcomers
@csrf_exempt
@personal
def rider_ask(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for one more lift."""
    newcomer = get_newcomer_for(token)
    points = list(open_points(newcomer.region))
    form = AskForm(
        request.POST if request.method == "POST" else None,
        region=newcomer.region,
        points=points,
        today=today_of(newcomer.region),
        initial=prefilled(request.GET, points),
        course=course_of(request.GET, newcomer.region),
    )
    if taken(
        request,
        form,
        lambda: ask_for_lift(region=newcomer.region, asked=form.asked(), newcomer=newcomer, by=rider(newcomer)),
    ):
        return redirect_to(request, PAGE, token, "asked")
    shown = {**shown_to(newcomer, token), "form": form, "heading": _("Ask for one more lift"), "said": _("Ask")}
    return render(request, "mobility/rider_form.html", shown, status=422 if form.errors else 200)


@for_newcomers
@csrf_exempt
@personal
def rider_change(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Change what was asked for."""
    newcomer = get_newcomer_for(token)
    asked = own_request(newcomer, public_id)
    if asked.state == RequestState.WITHDRAWN:
        return redirect(PAGE, token)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        region=newcomer.region,
        points=open_points(newcomer.region),
        today=today_of(newcomer.region),
        request=asked,
    )
    if taken(request, form, lambda: change_request(request=asked, asked=form.asked(), by=rider(newcomer))):
        return redirect_to(request, PAGE, token, "changed")
    shown = {
        **shown_to(newcomer, token),
        "form": form,
        "heading": _("Change the lift"),
        "said": _("Save the change"),
        "asks_again": asked.state == RequestState.APPROVED,
    }
    return render(request, "mobility/rider_form.html", shown, status=422 if form.errors else 200)


@for_newcomers
@csrf_exempt
@personal
def rider_day(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Leave one day out of a request, or take it in again."""
    newcomer = get_newcomer_for(token)
    asked = own_request(newcomer, public_id)
    if request.method != "POST":
        return redirect(PAGE, token)
    form = day_form(request, public_id)

    def change(on: date, back: bool) -> RideRequest:
        return pause_day(request=asked, on=on, back=back, by=rider(newcomer))

    return day_taken(request, form, change, PAGE, token) or page(request, newcomer, token, (public_id, form))


@for_newcomers
@csrf_exempt
@personal
def rider_withdraw(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Ask once more; then withdraw one request."""
    newcomer = get_newcomer_for(token)
    asked = own_request(newcomer, public_id)
    if request.method == "POST":
        withdraw_request(request=asked, by=rider(newcomer))
        return redirect_to(request, PAGE, token, "withdrawn")
    shown = {**shown_to(newcomer, token), "row": asked}
    return render(request, "mobility/rider_withdraw.html", shown)


@for_newcomers
@csrf_exempt
@personal
def rider_details(request: HttpRequest, token: str) -> HttpResponse:
    """Change how a newcomer is called and reached."""
    newcomer = get_newcomer_for(token)
    person = Person(newcomer.name, newcomer.phone, newcomer.email, newcomer.language)
    form = DetailsForm(request.POST if request.method == "POST" else None, person=person)
    if taken(request, form, lambda: change_details(newcomer=newcomer, person=form.person(), by=rider(newcomer))):
        return redirect_to(request, PAGE, token, "changed")
    shown = {**shown_to(newcomer, token), "form": form}
    return render(request, "mobility/rider_details.html", shown, status=422 if form.errors else 200)


@for_newcomers
@personal
def rider_held(request: HttpRequest, token: str) -> HttpResponse:
    """Show a newcomer all that is held about them, what for and how long."""
    newcomer = get_newcomer_for(token)
    return answer_with_held(request, newcomer, newcomer.region, reverse(PAGE, args=[token]))


@for_newcomers
@csrf_exempt
@personal
def rider_erase(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more; then erase everything at once."""
    newcomer = get_newcomer_for(token)
    if request.method == "POST":
        erase_newcomer(newcomer=newcomer, by=rider(newcomer))
        return render(request, "mobility/rider_erased.html", shown_to(newcomer, ""))
    return render(request, "mobility/rider_erase.html", shown_to(newcomer, token))
