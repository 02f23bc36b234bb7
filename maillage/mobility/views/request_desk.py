"""Requests on the desk: what waits, what stands, one of them with its warnings, and asking for somebody by phone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.mobility.access_lifts import get_request_for
from maillage.mobility.access_weeks import get_rider_for
from maillage.mobility.actions.asking import ask_for_lift, change_request, pause_day, withdraw_request
from maillage.mobility.actions.newcomers import erase_newcomer, set_qualifies
from maillage.mobility.actions.settling import approve_request, decline_request
from maillage.mobility.enums import RequestState
from maillage.mobility.forms.asking import AskForm, DayForm, QualifiesForm, SettleForm
from maillage.mobility.forms.prefill import course_of, prefilled
from maillage.mobility.lift_links import rider_url
from maillage.mobility.lift_steps import Steps
from maillage.mobility.models import RideRequest
from maillage.mobility.queries.lift_warnings import warnings_of_request
from maillage.mobility.queries.lifts import ending_proofs, open_points, requests_of, waiting_offers, waiting_requests
from maillage.mobility.queries.plans import next_monday, plan_of_week
from maillage.mobility.queries.rules import holidays_of, rules_of, today_of
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk, is_convenor
from maillage.people.actions.one_person import export_other
from maillage.people.handed_link import handed_link
from maillage.people.held_page import file_of
from maillage.people.views.refusing import did_or_said, taken
from maillage.territory.models import Region

ON_A_PAGE = 50


@editor_desk
@require_safe
def lift_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """Show where next week stands, and what waits: requests, offers, proofs that end."""
    requests = list(waiting_requests(region).prefetch_related(None)[:ON_A_PAGE])
    offers = list(waiting_offers(region).prefetch_related(None)[:ON_A_PAGE])
    today = today_of(region)
    monday = next_monday(today)
    shown = {
        "region": region,
        "programme": region.programme,
        "requests": requests,
        "offers": offers,
        "proofs": ending_proofs(region, today),
        "today": today,
        "rules": rules_of(region),
        "steps": Steps(monday, len(requests) + len(offers), plan_of_week(region, monday)),
        "has_points": open_points(region).exists(),
    }
    return render(request, "mobility/lift_desk.html", shown)


@editor_desk
@require_safe
def request_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the requests of a region, by state."""
    state = request.GET.get("state", "")
    rows = requests_of(region).prefetch_related(None).order_by("-created_at", "-pk")
    rows = rows.filter(state=state) if state in RequestState.values else rows.exclude(state=RequestState.WITHDRAWN)
    shown = {
        "region": region,
        "programme": region.programme,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": RequestState.choices,
    }
    return render(request, "mobility/request_desk.html", shown)


@editor_desk
@require_safe
def request_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show one request with what speaks against it."""
    return page(request, get_request_for(region, public_id), SettleForm())


def page(request: DeskRequest, row: RideRequest, form: SettleForm) -> HttpResponse:
    """Show a request, and what could not be done with it."""
    region = row.newcomer.region
    rules = rules_of(region)
    shown = {
        "region": region,
        "programme": region.programme,
        "row": row,
        "newcomer": row.newcomer,
        "word": getattr(row, "word", None),
        "warnings": warnings_of_request(row, rules, holidays_of(region)),
        "qualifies": QualifiesForm(qualifies=row.newcomer.qualifies),
        "rules": rules,
        "may_export": is_convenor(request.membership),
        "form": form,
        **handed_link(rider_url(row.newcomer), row.newcomer.email),
        "off": (off := [one.on for one in row.exceptions.all() if not one.takes_place]),
        "off_ahead": [on for on in off if on >= today_of(region)],
    }
    return render(request, "mobility/request_show.html", shown, status=422 if form.errors else 200)


@require_POST
@editor_desk
def request_settle(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Approve a request, or decline it with a word."""
    row = get_request_for(region, public_id)
    form = SettleForm(request.POST)
    if said := taken(request, form, lambda: settle(row, form.cleaned_data, request)):
        messages.success(request, said)
        return redirect("mobility:lift-desk", region.slug)
    return page(request, row, form)


def settle(row: RideRequest, said: dict[str, Any], request: DeskRequest) -> str:
    """Do what was pressed and say what was done."""
    by = actor_of(request.user)
    if said["act"] == "decline":
        decline_request(request=row, word=said["word"], by=by)
        return _("It is declined. Whoever asked reads your word.")
    region = row.newcomer.region
    warned = [one.key for one in warnings_of_request(row, rules_of(region), holidays_of(region))]
    approve_request(request=row, by=by, warned=warned, because=said["because"])
    return _("It is planned for from now on.")


@editor_desk
def request_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Ask for somebody who rang up or came by."""
    points = list(open_points(region))
    form = AskForm(
        request.POST if request.method == "POST" else None,
        region=region,
        points=points,
        today=today_of(region),
        initial=prefilled(request.GET, points),
        course=course_of(request.GET, region),
        with_person=True,
        at_desk=True,
    )

    def ask() -> RideRequest:
        return ask_for_lift(
            region=region,
            asked=form.asked(),
            person=form.person(),
            speaks_for=request.membership.organisation,
            qualifies=form.cleaned_data["qualifies"],
            by=actor_of(request.user),
        )

    if made := taken(request, form, ask):
        messages.success(request, _("It is written down. Approve it when you have looked at it."))
        return redirect("mobility:request-show", region.slug, made.public_id)
    shown = {"region": region, "programme": region.programme, "form": form, "points": points}
    return render(request, "mobility/request_create.html", shown, status=422 if form.errors else 200)


@editor_desk
def request_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Change a request for its newcomer."""
    row = get_request_for(region, public_id)
    form = AskForm(
        request.POST if request.method == "POST" else None,
        region=region,
        points=open_points(region),
        today=today_of(region),
        request=row,
        at_desk=True,
    )
    by = actor_of(request.user)

    def change() -> RideRequest:
        return change_request(request=row, asked=form.asked(), by=by, was_approved_by_desk=True)

    if taken(request, form, change):
        messages.success(request, _("The change is saved."))
        return redirect("mobility:request-show", region.slug, row.public_id)
    shown = {"region": region, "programme": region.programme, "form": form, "row": row}
    return render(request, "mobility/request_edit.html", shown, status=422 if form.errors else 200)


@require_POST
@editor_desk
def request_end(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Withdraw a request for its newcomer, take a day in again that was left out, or erase everything about them."""
    row = get_request_for(region, public_id)
    by = actor_of(request.user)
    if request.POST.get("act") == "day-in":
        return day_taken_in(request, region, row)
    if request.POST.get("act") == "erase":
        erase_newcomer(newcomer=row.newcomer, by=by)
        messages.success(request, _("Everything about this person is erased."))
    else:
        withdraw_request(request=row, by=by)
        messages.success(request, _("It is withdrawn."))
    return redirect("mobility:request-desk", region.slug)


@require_POST
@convenor_desk
def rider_export(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Hand over what is held about a rider, as a file."""
    newcomer = get_rider_for(region, public_id)
    return file_of(export_other(person=newcomer, region=region, by=actor_of(request.user)), region)


def day_taken_in(request: DeskRequest, region: Region, row: RideRequest) -> HttpResponse:
    """Ask for a lift on a day again that was left out; a proposed week is planned anew for it."""
    form = DayForm(request.POST)
    if form.is_valid():
        on, by = form.cleaned_data["on"], actor_of(request.user)
        if did_or_said(request, lambda: pause_day(request=row, on=on, back=True, by=by)):
            messages.success(request, _("The lift counts on this day again."))
    return redirect("mobility:request-show", region.slug, row.public_id)


@require_POST
@editor_desk
def request_qualifies(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note by which rule somebody may ride."""
    row = get_request_for(region, public_id)
    form = QualifiesForm(request.POST, qualifies=row.newcomer.qualifies)
    if form.is_valid():
        set_qualifies(newcomer=row.newcomer, qualifies=form.cleaned_data["qualifies"], by=actor_of(request.user))
        messages.success(request, _("It is noted."))
    else:
        messages.error(request, _("Choose one of these."))
    return redirect("mobility:request-show", region.slug, row.public_id)
