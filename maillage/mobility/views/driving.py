"""The pages of a volunteer who drives, opened by their link: their week, and what they offer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.mobility.access_lifts import driver, get_driver_for, own_offer, standing_offers
from maillage.mobility.actions.drivers import change_car
from maillage.mobility.actions.offering import change_offer, offer_lift, skip_day, withdraw_offer
from maillage.mobility.asked import Car
from maillage.mobility.enums import OfferState
from maillage.mobility.forms.car import CarForm
from maillage.mobility.forms.offering import OfferForm
from maillage.mobility.lift_links import driver_url
from maillage.mobility.lift_words import car_said
from maillage.mobility.models import Driver, Offer
from maillage.mobility.queries.rules import today_of
from maillage.mobility.views.lifts import redirect_to
from maillage.mobility.views.own_days import Wrong, day_form, day_taken, days_of
from maillage.people.letters import language_now
from maillage.people.models import Volunteer
from maillage.people.personal_pages import personal
from maillage.people.views.refusing import taken
from maillage.territory.newcomers_words import for_newcomers

PAGE = "mobility:driver-offers"


def shown_to(volunteer: Volunteer, token: str) -> dict[str, Any]:
    """Return what each page of a volunteer who drives shows."""
    region = volunteer.region
    return {"volunteer": volunteer, "token": token, "region": region, "programme": region.programme}


# These pages act by their link alone: no session is used, so that there is nothing a forged form could borrow.
@for_newcomers
@csrf_exempt
@personal
def driver_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show a volunteer their week."""
    volunteer = get_driver_for(token)
    shown = {**shown_to(volunteer, token), "done": request.GET.get("done", "")}
    return render(request, "mobility/driver.html", shown)


@for_newcomers
@csrf_exempt
@personal
def driver_offers(request: HttpRequest, token: str) -> HttpResponse:
    """Show a volunteer what they offer."""
    return page(request, get_driver_for(token), token)


def page(request: HttpRequest, volunteer: Volunteer, token: str, wrong: Wrong = None) -> HttpResponse:
    """Show the page; `wrong` is a day that could not be left out, of the offer of this id."""
    rows = [
        (row, days_of(row, today_of(volunteer.region), wrong))
        for row in standing_offers(volunteer).select_related("word")
    ]
    shown = {
        **shown_to(volunteer, token),
        "rows": rows,
        "done": request.GET.get("done", ""),
        "own_link": driver_url(volunteer, language=language_now()),
        "car": car_said(driver_row(volunteer)),
    }
    return render(request, "mobility/driver_offers.html", shown, status=422 if wrong else 200)


def driver_row(volunteer: Volunteer) -> Driver:
    """Return what is kept of the driving of a volunteer; where nothing is yet, what it begins with."""
    return Driver.objects.filter(volunteer=volunteer).first() or Driver(volunteer=volunteer)


@for_newcomers
@csrf_exempt
@personal
def driver_car(request: HttpRequest, token: str) -> HttpResponse:
    """Change how often a volunteer drives, and what the car has room for."""
    volunteer = get_driver_for(token)
    form = CarForm(request.POST if request.method == "POST" else None, driver=driver_row(volunteer))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        change_car(volunteer=volunteer, car=Car(said["weekly_cap"], frozenset(said["equipment"])), by=driver(volunteer))
        return redirect_to(request, PAGE, token, "changed")
    shown = {**shown_to(volunteer, token), "form": form}
    return render(request, "mobility/driver_car.html", shown, status=422 if form.errors else 200)


@for_newcomers
@csrf_exempt
@personal
def driver_offer(request: HttpRequest, token: str) -> HttpResponse:
    """Offer one more drive."""
    volunteer = get_driver_for(token)
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        region=volunteer.region,
        places=volunteer.region.places.all() if request.method == "POST" else (),
        today=today_of(volunteer.region),
    )
    if taken(
        request,
        form,
        lambda: offer_lift(region=volunteer.region, offered=form.offered(), volunteer=volunteer, by=driver(volunteer)),
    ):
        return redirect_to(request, PAGE, token, "offered")
    shown = {**shown_to(volunteer, token), "form": form, "heading": _("Offer one more drive"), "said": _("Offer it")}
    return render(request, "mobility/driver_form.html", shown, status=422 if form.errors else 200)


@for_newcomers
@csrf_exempt
@personal
def driver_change(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Change what is offered."""
    volunteer = get_driver_for(token)
    offer = own_offer(volunteer, public_id)
    if offer.state == OfferState.WITHDRAWN:
        return redirect(PAGE, token)
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        region=volunteer.region,
        places=volunteer.region.places.all(),
        today=today_of(volunteer.region),
        offer=offer,
    )
    if taken(request, form, lambda: change_offer(offer=offer, offered=form.offered(), by=driver(volunteer))):
        return redirect_to(request, PAGE, token, "changed")
    shown = {
        **shown_to(volunteer, token),
        "form": form,
        "heading": _("Change the drive"),
        "said": _("Save the change"),
        "asks_again": offer.state == OfferState.APPROVED,
    }
    return render(request, "mobility/driver_form.html", shown, status=422 if form.errors else 200)


@for_newcomers
@csrf_exempt
@personal
def driver_day(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Leave one day out of an offer, or take it in again."""
    volunteer = get_driver_for(token)
    offer = own_offer(volunteer, public_id)
    if request.method != "POST":
        return redirect(PAGE, token)
    form = day_form(request, public_id)

    def change(on: date, back: bool) -> Offer:
        return skip_day(offer=offer, on=on, back=back, by=driver(volunteer))

    return day_taken(request, form, change, PAGE, token) or page(request, volunteer, token, (public_id, form))


@for_newcomers
@csrf_exempt
@personal
def driver_withdraw(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """Ask once more; then withdraw one offer."""
    volunteer = get_driver_for(token)
    offer = own_offer(volunteer, public_id)
    if request.method == "POST":
        withdraw_offer(offer=offer, by=driver(volunteer))
        return redirect_to(request, PAGE, token, "withdrawn")
    return render(request, "mobility/driver_withdraw.html", {**shown_to(volunteer, token), "row": offer})
