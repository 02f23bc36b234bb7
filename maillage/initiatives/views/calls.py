"""Calls as the public reads them, and the form by which somebody asks for a link to apply."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maillage.initiatives.actions.applications import TooLate, TooManyAsk, begin_application
from maillage.initiatives.call_page import told_of_call
from maillage.initiatives.call_words import KNOTS, euros, standing_of
from maillage.initiatives.enums import CallState
from maillage.initiatives.forms.applications import BeginForm
from maillage.initiatives.models import PilotCall
from maillage.initiatives.queries.calls import public_calls, state_of
from maillage.kit.access import public
from maillage.kit.spoken import page_language
from maillage.territory.models import Region
from maillage.territory.public_pages import public_page, show
from maillage.territory.queries.regions import neighbourhood


@public_page
def call_list(request: HttpRequest, region: str) -> HttpResponse:
    """List the calls of a region, open ones first."""
    near = neighbourhood(region)
    calls = list(public_calls(near.region))
    for call in calls:
        call.region = near.region
    states = [state_of(call) for call in calls]
    rows = [
        (call, KNOTS[state], standing_of(call), euros(call.budget_eur))
        for call, state in sorted(zip(calls, states, strict=True), key=lambda row: row[1] != CallState.OPEN)
    ]
    return show(
        request,
        "initiatives/calls.html",
        lambda: {"near": near, "rows": rows, "title": _("Calls for pilots"), "here": "regions"},
        version=f"{near.version}.{'.'.join(states)}",
        programme=near.programme,
        region=near.region,
    )


def published(region: Region, public_id: str) -> PilotCall:
    """Return a call that the public may read, or 404."""
    call = public_calls(region).filter(public_id=public_id).first()
    if call is None:
        raise Http404(_("There is no such call, or it is not published."))
    call.region = region
    return call


@public_page
def call_detail(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Show one call: what is sought, how much there is, until when, how it is judged; later, what was chosen."""
    near = neighbourhood(region)
    call = published(near.region, public_id)
    return show(
        request,
        "initiatives/call.html",
        lambda: {
            **told_of_call(call),
            "near": near,
            "title": str(call.title),
            "description": standing_of(call),
            "here": "regions",
        },
        version=f"{near.version}.{state_of(call)}",
        programme=near.programme,
        region=near.region,
    )


# The form acts in nobody's name: no session is used, so that there is nothing a forged form could borrow.
@public
@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def call_apply(request: HttpRequest, region: str, public_id: str) -> HttpResponse:
    """Ask for an address and send a link there; the answer is the same whoever has begun already."""
    near = neighbourhood(region)
    call = published(near.region, public_id)
    form = BeginForm(request.POST if request.method == "POST" else None)
    shown = {
        "form": form,
        "call": call,
        "is_open": state_of(call) == CallState.OPEN,
        "standing": standing_of(call),
        "region": near.region,
        "programme": near.programme,
        "here": "regions",
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "initiatives/call_apply.html", shown, status=422 if form.errors else 200)
    status = begun(form, call)
    if status != 200:
        return render(request, "initiatives/call_apply.html", {**shown, "is_open": status != 410}, status=status)
    return render(request, "initiatives/call_applied.html", {**shown, "email": form.cleaned_data["email"]})


def begun(form: BeginForm, call: PilotCall) -> int:
    """Send the link; return the status of the answer. A form that a machine filled in is thanked, and forgotten."""
    if form.cleaned_data["website"]:
        return 200
    try:
        begin_application(call=call, email=form.cleaned_data["email"], language=page_language())
    except TooManyAsk:
        form.add_error(None, _("Many addresses were entered here just now. Try again in ten minutes."))
        return 429
    except TooLate as error:
        form.add_error(None, error)
        return 410
    return 200
