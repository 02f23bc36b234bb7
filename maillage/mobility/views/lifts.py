"""Lifts as the public reads them: the board by municipality, the form of asking, the form of offering."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maillage.kit.access import public
from maillage.mobility.actions.asking import VISITOR, TooManyAsk, ask_for_lift
from maillage.mobility.actions.offering import offer_lift
from maillage.mobility.forms.asking import AskForm
from maillage.mobility.forms.offering import OfferForm
from maillage.mobility.forms.prefill import course_of, prefilled
from maillage.mobility.lift_links import driver_token, rider_token
from maillage.mobility.models import Offer, RideRequest
from maillage.mobility.queries.board import OfAPlace, board_of
from maillage.mobility.queries.lifts import open_points
from maillage.mobility.queries.rules import rules_of, today_of
from maillage.people.forms.refused import tell_error
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_newcomers
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import Neighbourhood, neighbourhood

PLACES_ON_A_PAGE = 40


@for_newcomers
@public_page
def board(request: HttpRequest, region: str) -> HttpResponse:
    """Show where lifts are offered and asked for, by municipality and half-day; small counts stay a few."""
    near = neighbourhood(region)
    here = near.region
    rules = rules_of(here)

    def tell() -> dict[str, Any]:
        rows: list[OfAPlace] = board_of(here, today_of(here)) if rules.is_open else []
        page = Paginator(rows, PLACES_ON_A_PAGE).get_page(request.GET.get("page"))
        said = {"near": near, "rules": rules, "page": page, "here": "regions"}
        return {**said, "title": _("Shared lifts"), "description": _("Lifts to lessons, work or the doctor.")}

    return show(request, "mobility/board.html", tell, version=near.version, programme=near.programme, region=here)


def too_many(form: Any) -> int:
    """Say that many people ask just now."""
    form.add_error(None, _("Many people asked here just now. Try again in ten minutes."))
    return 429


def common(near: Neighbourhood) -> dict[str, Any]:
    """Return what both forms show."""
    return {"region": near.region, "programme": near.programme, "rules": rules_of(near.region), "here": "regions"}


# The forms act in nobody's name: no session is used, so that there is nothing a forged form could borrow.
@for_newcomers
@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, region: str) -> HttpResponse:
    """Ask for a lift without an account; who has asked is shown their own page."""
    near = neighbourhood(region)
    points = list(open_points(near.region))
    course = course_of(request.GET, near.region)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        region=near.region,
        points=points,
        today=today_of(near.region),
        initial=prefilled(request.GET, points),
        course=course,
        with_person=True,
    )
    shown = {**common(near), "form": form, "points": points, "course": course}
    if not shown["rules"].is_open:
        return render(request, "mobility/ask.html", shown, status=410 if request.method == "POST" else 200)
    if request.method != "POST" or not form.is_valid():
        return render(request, "mobility/ask.html", shown, status=422 if form.errors else 200)
    made, status = asked(form, near.region)
    if status != 200:
        return render(request, "mobility/ask.html", shown, status=status)
    if made is None:
        return redirect("mobility:board", near.region.slug)
    return redirect_to(request, "mobility:rider-page", rider_token(made.newcomer), "asked")


def asked(form: AskForm, region: Region) -> tuple[RideRequest | None, int]:
    """Keep what was asked; a form that a machine filled in is forgotten."""
    if form.is_by_a_machine:
        return None, 200
    try:
        return ask_for_lift(region=region, asked=form.asked(), person=form.person(), by=VISITOR), 200
    except TooManyAsk:
        return None, too_many(form)
    except ValidationError as error:
        tell_error(form, error)
        return None, 422


def redirect_to(request: HttpRequest, name: str, token: str, done: str) -> HttpResponse:
    """Send somebody to their own page, which says what was done."""
    response = redirect(name, token)
    response["Location"] = f"{response['Location']}?done={done}"
    return response


@for_newcomers
@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, region: str) -> HttpResponse:
    """Offer to drive, and register as a volunteer in the same form.

    With an e-mail address the personal link is sent there and shown to nobody: whose address it is cannot be known.
    """
    near = neighbourhood(region)
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        region=near.region,
        places=near.region.places.all() if request.method == "POST" else (),
        today=today_of(near.region),
        with_person=True,
    )
    shown = {**common(near), "form": form}
    if not shown["rules"].is_open:
        return render(request, "mobility/offer.html", shown, status=410 if request.method == "POST" else 200)
    if request.method != "POST" or not form.is_valid():
        return render(request, "mobility/offer.html", shown, status=422 if form.errors else 200)
    made, status = offered(form, near.region)
    if status != 200:
        return render(request, "mobility/offer.html", shown, status=status)
    if made is None or form.person().email:
        return render(request, "mobility/offered.html", {**shown, "email": form.person().email})
    return redirect_to(request, "mobility:driver-offers", driver_token(made.volunteer), "offered")


def offered(form: OfferForm, region: Region) -> tuple[Offer | None, int]:
    """Keep what was offered; a form that a machine filled in is thanked, and forgotten."""
    if form.is_by_a_machine:
        return None, 200
    try:
        made = offer_lift(region=region, offered=form.offered(), person=form.person(), car=form.car(), by=VISITOR)
        return made, 200
    except TooManyAsk:
        return None, too_many(form)
    except ValidationError as error:
        tell_error(form, error)
        return None, 422
