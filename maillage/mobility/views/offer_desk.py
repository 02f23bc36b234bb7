"""Offers on the desk: what stands, one of them with what speaks against it, and offering for a volunteer by phone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.mobility.access_lifts import get_offer_for
from maillage.mobility.actions.offering import change_offer, offer_lift, withdraw_offer
from maillage.mobility.actions.settling import approve_offer, decline_offer
from maillage.mobility.enums import OfferState
from maillage.mobility.forms.asking import SettleForm
from maillage.mobility.forms.offering import OfferForm
from maillage.mobility.lift_links import driver_url
from maillage.mobility.models import Offer
from maillage.mobility.queries.lift_warnings import bar_of, bar_words, warnings_of_offer
from maillage.mobility.queries.lifts import offers_of
from maillage.mobility.queries.rules import rules_of, today_of
from maillage.mobility.views.request_desk import ON_A_PAGE
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.enums import VolunteerState
from maillage.people.handed_link import handed_link
from maillage.people.models import Volunteer
from maillage.people.views.refusing import taken
from maillage.territory.models import Region


@editor_desk
@require_safe
def offer_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the offers of a region, by state."""
    state = request.GET.get("state", "")
    rows = offers_of(region).prefetch_related(None).order_by("-created_at", "-pk")
    rows = rows.filter(state=state) if state in OfferState.values else rows.exclude(state=OfferState.WITHDRAWN)
    shown = {
        "region": region,
        "programme": region.programme,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": OfferState.choices,
    }
    return render(request, "mobility/offer_desk.html", shown)


@editor_desk
@require_safe
def offer_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show one offer with what speaks against it."""
    return page(request, get_offer_for(region, public_id), SettleForm())


def page(request: DeskRequest, row: Offer, form: SettleForm) -> HttpResponse:
    """Show an offer, and what could not be done with it."""
    region = row.region
    rules = rules_of(region)
    known = offers_of(region).get(pk=row.pk)
    bar = bar_of(known, rules, today_of(region))
    shown = {
        "region": region,
        "programme": region.programme,
        "row": row,
        "volunteer": row.volunteer,
        "word": getattr(known, "word", None),
        "warnings": warnings_of_offer(row, rules),
        "bar": bar_words(bar) if bar else "",
        "form": form,
        **handed_link(driver_url(row.volunteer), row.volunteer.email),
        "off": [one.on for one in row.exceptions.all() if not one.takes_place],
    }
    return render(request, "mobility/offer_show.html", shown, status=422 if form.errors else 200)


@require_POST
@editor_desk
def offer_settle(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Approve an offer, or decline it with a word."""
    row = get_offer_for(region, public_id)
    form = SettleForm(request.POST)
    if said := taken(request, form, lambda: settle(row, form.cleaned_data, request)):
        messages.success(request, said)
        return redirect("mobility:lift-desk", region.slug)
    return page(request, row, form)


def settle(row: Offer, said: dict[str, Any], request: DeskRequest) -> str:
    """Do what was pressed and say what was done."""
    by = actor_of(request.user)
    if said["act"] == "decline":
        decline_offer(offer=row, word=said["word"], by=by)
        return _("It is declined. Whoever offered reads your word.")
    warned = [one.key for one in warnings_of_offer(row, rules_of(row.region))]
    approve_offer(offer=row, by=by, warned=warned, because=said["because"])
    return _("It is planned with from now on, as long as its driver may drive.")


@editor_desk
def offer_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Write down what a volunteer offers by phone."""
    known = Volunteer.objects.filter(region=region).exclude(state=VolunteerState.LEFT)
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        region=region,
        places=region.places.all() if request.method == "POST" else (),
        today=today_of(region),
        volunteers=known,
    )

    def offer() -> Offer:
        volunteer, by = form.chosen_volunteer(), actor_of(request.user)
        volunteer.region = region
        return offer_lift(region=region, offered=form.offered(), volunteer=volunteer, by=by)

    if made := taken(request, form, offer):
        messages.success(request, _("It is written down. Approve it when you have looked at it."))
        return redirect("mobility:offer-show", region.slug, made.public_id)
    shown = {"region": region, "programme": region.programme, "form": form, "heading": _("Write down an offer")}
    return render(request, "mobility/offer_edit.html", shown, status=422 if form.errors else 200)


@editor_desk
def offer_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Change an offer for its volunteer."""
    row = get_offer_for(region, public_id)
    form = OfferForm(
        request.POST if request.method == "POST" else None,
        region=region,
        places=region.places.all(),
        today=today_of(region),
        offer=row,
    )
    if taken(
        request,
        form,
        lambda: change_offer(offer=row, offered=form.offered(), by=actor_of(request.user), was_approved_by_desk=True),
    ):
        messages.success(request, _("The change is saved."))
        return redirect("mobility:offer-show", region.slug, row.public_id)
    shown = {"region": region, "programme": region.programme, "form": form, "heading": _("Change the drive")}
    return render(request, "mobility/offer_edit.html", {**shown, "row": row}, status=422 if form.errors else 200)


@require_POST
@editor_desk
def offer_end(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Withdraw an offer for its volunteer."""
    withdraw_offer(offer=get_offer_for(region, public_id), by=actor_of(request.user))
    messages.success(request, _("It is withdrawn."))
    return redirect("mobility:offer-desk", region.slug)
