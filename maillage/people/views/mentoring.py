"""Mentoring pairs on the desk: who meets whom, how often, and which pairs have gone quiet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.kit.context import autonym_of
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.access_volunteers import get_pair_for
from maillage.people.actions.mentoring import change_pair, end_pair, make_pair, note_meeting, take_meeting_back
from maillage.people.enums import VolunteerState
from maillage.people.forms.mentoring import EndForm, MetForm, PairForm
from maillage.people.models import Mentoring
from maillage.people.queries.mentoring import is_quiet, months_of, pairs_of
from maillage.people.views.refusing import did, taken
from maillage.people.views.volunteers import said, shown_with
from maillage.territory.models import Region

SHOW = "people:mentoring-show"
MONTHS_ON_A_PAGE = 12


@editor_desk
@require_safe
def mentoring_list(request: DeskRequest, region: Region) -> HttpResponse:
    """List the pairs: those that have gone quiet first, then those that go on, then those that ended."""
    today = timezone.localdate()
    rows = [(pair, months_of(pair, today), is_quiet(pair, today)) for pair in pairs_of(region)]
    going = [row for row in rows if row[0].ends_on is None or row[0].ends_on >= today]
    shown = {
        "going": sorted(going, key=lambda row: not row[2]),
        "ended": [row[0] for row in rows if row[0].ends_on and row[0].ends_on < today],
    }
    return render(request, "people/mentoring_desk.html", shown_with(region, **shown))


@editor_desk
def mentoring_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Bring a volunteer and a newcomer together."""
    here = region.volunteers.filter(state=VolunteerState.WELCOME).order_by("name", "pk")
    willing = sorted(here, key=lambda one: "mentoring" not in one.skills)
    asked = request.GET.get("volunteer", "")
    first = next((str(one.pk) for one in willing if one.public_id == asked), "")
    form = PairForm(request.POST if request.method == "POST" else None, volunteers=willing, first=first)
    if request.method == "POST" and form.is_valid():
        volunteer, by = form.cleaned_data["volunteer"], actor_of(request.user)
        made = did(form, lambda: make_pair(region=region, volunteer=volunteer, plan=form.plan, by=by))
        if made:
            messages.success(request, _("The pair is made."))
            return redirect(SHOW, region.slug, made.public_id)
    return render(request, "people/mentoring_form.html", shown_with(region, form=form), status=said(form))


@editor_desk
def mentoring_show(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show a pair month by month, and change what the two agreed."""
    pair = get_pair_for(region, public_id)
    form = PairForm(request.POST if request.method == "POST" else None, pair=pair)
    if taken(request, form, lambda: change_pair(pair=pair, plan=form.plan, by=actor_of(request.user))):
        messages.success(request, _("Saved."))
        return redirect(SHOW, region.slug, public_id)
    return pair_page(request, region, pair, form=form)


def pair_page(request: DeskRequest, region: Region, pair: Mentoring, **forms: Any) -> HttpResponse:
    """Answer with the page of a pair, with the forms that were not taken as they are."""
    today = timezone.localdate()
    shown = {
        "pair": pair,
        "months": months_of(pair, today, MONTHS_ON_A_PAGE),
        "is_quiet": is_quiet(pair, today),
        "is_over": pair.ends_on is not None and pair.ends_on < today,
        "spoken": autonym_of(pair.language) if pair.language else "",
        "met_form": MetForm(),
        "end_form": EndForm(),
        **({"form": PairForm(pair=pair)} if "form" not in forms else {}),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "people/mentoring.html", shown_with(region, **shown), status=status)


@editor_desk
@require_POST
def mentoring_met(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Note a day on which the two met, or take one back."""
    pair, by = get_pair_for(region, public_id), actor_of(request.user)
    if request.POST.get("remove", "").isdecimal():
        take_meeting_back(pair=pair, key=int(request.POST["remove"]), by=by)
        return redirect(SHOW, region.slug, public_id)
    form = MetForm(request.POST)
    if taken(request, form, lambda: note_meeting(pair=pair, by=by, **form.cleaned_data)):
        messages.success(request, _("The day is noted."))
        return redirect(SHOW, region.slug, public_id)
    return pair_page(request, region, pair, met_form=form)


@editor_desk
@require_POST
def mentoring_end(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Let a pair end."""
    pair = get_pair_for(region, public_id)
    form = EndForm(request.POST)
    if taken(request, form, lambda: end_pair(pair=pair, by=actor_of(request.user), **form.cleaned_data)):
        messages.success(request, _("The end is noted. What the newcomer is called is forgotten 30 days later."))
        return redirect(SHOW, region.slug, public_id)
    return pair_page(request, region, pair, end_form=form)
