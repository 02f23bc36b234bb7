"""Cards on the desk: how old each is, who was asked, who answered, and asking by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from maillage.initiatives.access_practices import get_ask
from maillage.initiatives.actions.cards import ask_about_cards, confirm_card, set_rhythm, take_ask_back
from maillage.initiatives.forms.card import RhythmForm
from maillage.initiatives.queries.cards import STATES, CardRow, cards_of, counted
from maillage.initiatives.queries.practices import rhythm_of
from maillage.people.access import DeskRequest, actor_of, convenor_desk, editor_desk, get_seat_for
from maillage.people.enums import Role
from maillage.territory.models import Region

A_PAGE = 25


@editor_desk
def card_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List the cards of the region's organisations with their age, and who was asked."""
    return listed(request, region)


def listed(request: DeskRequest, region: Region, form: RhythmForm | None = None) -> HttpResponse:
    """Show the list, with the form of the rhythm where something is wrong with it."""
    rhythm = rhythm_of(region)
    rows = cards_of(region, rhythm)
    state = request.GET.get("state", "")
    shown = [row for row in rows if state in row.states] if state in STATES else rows
    context = {
        "region": region,
        "rhythm": rhythm,
        "form": form or RhythmForm(initial={"months": rhythm.months, "is_on": rhythm.is_on}),
        "is_changing": form is not None,
        "all": len(rows),
        "counts": counted(rows),
        "state": state if state in STATES else "",
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
        "may_ask": request.membership.role in {Role.CONVENOR, Role.LEAD},
    }
    return render(request, "initiatives/cards.html", context, status=422 if form and form.errors else 200)


@convenor_desk
def card_ask(request: DeskRequest, region: Region) -> HttpResponse:
    """Show exactly who would be written to, and write to those who were marked when it is pressed."""
    rows = [row for row in cards_of(region, rhythm_of(region)) if row.contact]
    askable = {row.contact.public_id: row for row in rows if row.contact and row.may_be_asked}
    if request.method == "POST":
        chosen = [askable[key] for key in request.POST.getlist("who") if key in askable]
        left_out = len(set(request.POST.getlist("who"))) - len(chosen)
        if not chosen:
            messages.error(request, _("Nobody who can be asked is marked. Mark at least one."))
            return redirect("initiatives:card-ask", region.slug)
        contacts = [row.contact for row in chosen if row.contact]
        asked = ask_about_cards(region=region, contacts=contacts, by=actor_of(request.user))
        tell(request, len(asked), left_out + len(chosen) - len(asked))
        return redirect("initiatives:card-desk", region.slug)
    context = {"region": region, **preview(rows, request.GET)}
    return render(request, "initiatives/card_ask.html", context)


def preview(rows: list[CardRow], asked: QueryDict) -> dict[str, Any]:
    """Return who can be written to, those marked that the address names, else all whose card is old."""
    named = set(asked.getlist("organisation"))
    may = [row for row in rows if row.may_be_asked and (not named or row.organisation.public_id in named)]
    marked = {row.organisation.public_id for row in may if named or row.is_old or "all" in asked}
    elsewhere = [row for row in rows if row.asked_elsewhere]
    return {"rows": may, "marked": marked, "elsewhere": elsewhere, "count": len(marked)}


def tell(request: DeskRequest, asked: int, left_out: int) -> None:
    """Say how many were written to, and how many were left out."""
    sentence = ngettext("%(count)d organisation is asked.", "%(count)d organisations are asked.", asked)
    messages.success(request, sentence % {"count": asked})
    if left_out > 0:
        others = ngettext(
            "%(count)d was left out: it was asked meanwhile, or nobody there can be written to.",
            "%(count)d were left out: they were asked meanwhile, or nobody there can be written to.",
            left_out,
        )
        messages.warning(request, others % {"count": left_out})


@require_POST
@convenor_desk
def card_rhythm(request: DeskRequest, region: Region) -> HttpResponse:
    """Set the rhythm in which organisations are asked."""
    form = RhythmForm(request.POST)
    if not form.is_valid():
        return listed(request, region, form)
    set_rhythm(region=region, by=actor_of(request.user), **form.cleaned_data)
    if form.cleaned_data["is_on"]:
        messages.success(request, _("The organisations are asked by themselves from now on."))
    else:
        messages.success(request, _("Nobody is asked automatically any more. You ask by hand."))
    return redirect("initiatives:card-desk", region.slug)


@require_POST
@convenor_desk
def card_take_back(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take a question back that is not answered yet."""
    try:
        take_ask_back(ask=get_ask(region, public_id), by=actor_of(request.user))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The question is taken back. Its link opens nothing any more."))
    return redirect("initiatives:card-desk", region.slug)


@require_POST
@editor_desk
def card_confirm(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note that the card of an organisation is true, as somebody there said."""
    seat = get_seat_for(region, public_id)
    confirm_card(organisation=seat.organisation, region=region, by=actor_of(request.user))
    messages.success(request, _("The card of %(name)s is confirmed as of today.") % {"name": seat.organisation})
    return redirect("initiatives:card-desk", region.slug)
