"""What drivers and riders do with their week by link: say yes, say no, tell what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.mobility.access_lifts import driver, get_driver_for, get_newcomer_for, rider
from maillage.mobility.access_weeks import own_outing, own_ride
from maillage.mobility.actions.answering import (
    TooLate,
    accept_all,
    accept_outing,
    accept_ride,
    cannot_drive,
    cannot_ride,
)
from maillage.mobility.actions.outcomes import settle_outing
from maillage.mobility.enums import Outcome
from maillage.mobility.models import Outing, Ride
from maillage.mobility.own_week import drive_of, seat_of
from maillage.mobility.queries.own_weeks import drives_of, outings_with_people, seats_of, seats_with_people, today_in
from maillage.mobility.week_spoken import drive_said, seat_said
from maillage.people.personal_pages import personal
from maillage.territory.newcomers_words import for_newcomers

DRIVER, RIDER = "mobility:driver-page", "mobility:rider-page"
YES, NO, DONE, DID_NOT = "yes", "no", "done", "did-not"


# These pages act by their link alone: no session is used, so that there is nothing a forged form could borrow.
@for_newcomers
@csrf_exempt
@personal
def driver_outing(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """One page, one button: yes or no to one outing, or what came of it."""
    volunteer = get_driver_for(token)
    outing = own_outing(volunteer, public_id)
    by = driver(volunteer)
    deeds: dict[str, Callable[[], bool]] = {
        YES: lambda: accept_outing(outing=outing, by=by),
        NO: lambda: cannot_drive(outing=outing, by=by),
        DONE: lambda: settle_outing(outing=outing, outcome=Outcome.DONE, by=by),
        DID_NOT: lambda: settle_outing(outing=outing, outcome=Outcome.DID_NOT, by=by),
    }
    return answered(request, token, DRIVER, deeds, lambda: asked_of_driver(outing))


@for_newcomers
@csrf_exempt
@personal
def driver_yes(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: yes to all that a driver has not answered yet."""
    volunteer = get_driver_for(token)
    waiting = drives_of(volunteer, today_in(volunteer.region))
    ahead = [drive for drive in map(drive_of, waiting) if drive.may_say_yes]
    by = driver(volunteer)
    deeds = {YES: lambda: bool(accept_all(rows=[drive.outing for drive in ahead], by=by))}
    return answered(request, token, DRIVER, deeds, lambda: [drive_said(drive) for drive in ahead])


@for_newcomers
@csrf_exempt
@personal
def rider_ride(request: HttpRequest, token: str, public_id: str) -> HttpResponse:
    """One page, one button: yes or no to one lift."""
    newcomer = get_newcomer_for(token)
    ride = own_ride(newcomer, public_id)
    by = rider(newcomer)
    deeds = {
        YES: lambda: accept_ride(ride=ride, by=by),
        NO: lambda: cannot_ride(ride=ride, by=by),
    }
    return answered(request, token, RIDER, deeds, lambda: asked_of_rider(ride))


@for_newcomers
@csrf_exempt
@personal
def rider_yes(request: HttpRequest, token: str) -> HttpResponse:
    """One page, one button: yes to all that a rider has not answered yet."""
    newcomer = get_newcomer_for(token)
    waiting = seats_of(newcomer, today_in(newcomer.region))
    ahead = [seat for seat in map(seat_of, waiting) if seat.may_say_yes]
    by = rider(newcomer)
    deeds = {YES: lambda: bool(accept_all(rows=[seat.ride for seat in ahead], by=by))}
    return answered(request, token, RIDER, deeds, lambda: [seat_said(seat) for seat in ahead])


def asked_of_driver(outing: Outing) -> list[str]:
    """Say which outing is meant."""
    found = outings_with_people().filter(pk=outing.pk).first()
    return [drive_said(drive_of(found))] if found else []


def asked_of_rider(ride: Ride) -> list[str]:
    """Say which lift is meant; both ways of the day, since no to one frees both."""
    same_day = seats_with_people().filter(request=ride.request_id, outing__on=ride.outing.on)
    return [seat_said(seat) for seat in map(seat_of, same_day) if not seat.is_off]


def answered(
    request: HttpRequest, token: str, page: str, deeds: dict[str, Callable[[], bool]], asked: Callable[[], list[str]]
) -> HttpResponse:
    """Do what was tapped and lead back to the page; a GET asks with one button; what comes too late is said."""
    given = request.POST if request.method == "POST" else request.GET
    deed = given.get("say", YES)
    if deed not in deeds:
        return redirect(page, token)
    if request.method != "POST":
        return render(request, "mobility/own_answer.html", shown(token, page, deed, lines=asked()))
    try:
        changed = deeds[deed]()
    except TooLate as late:
        return render(request, "mobility/own_answer.html", shown(token, page, deed, late=str(late)), status=409)
    response = redirect(page, token)
    response["Location"] = f"{response['Location']}?week={deed if changed else 'same'}#week"
    return response


def shown(token: str, page: str, deed: str, **more: Any) -> dict[str, Any]:
    """Return what the page with one button shows."""
    heading, button = words_of(deed, is_driver=page == DRIVER)
    return {"token": token, "back": page, "deed": deed, "heading": heading, "button": button, **more}


def words_of(deed: str, *, is_driver: bool) -> tuple[str, str]:
    """Return heading and button of the page with one button."""
    if deed == YES:
        return (_("Do you drive?"), _("Yes, I drive")) if is_driver else (_("Do you come?"), _("Yes, I come"))
    if deed == NO and is_driver:
        return _("Can you not drive?"), _("I cannot drive")
    if deed == NO:
        return _("Do you not need the lift?"), _("I do not come")
    if deed == DONE:
        return _("Did the lift take place?"), _("Yes, it took place")
    return _("Did the lift not take place?"), _("No, it did not take place")
