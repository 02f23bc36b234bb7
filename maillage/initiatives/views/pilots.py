"""Pilots on the desk: the portfolio of a region, one pilot with its course, and what is known of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.initiatives.access_pilot import get_pilot
from maillage.initiatives.actions.pilots import change_pilot, start_pilot
from maillage.initiatives.forms.pilot import PilotForm, pilot_initial
from maillage.initiatives.models import Pilot
from maillage.initiatives.pilot_page import page_of
from maillage.initiatives.queries.pilots import around_of, portfolio, sums_of
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region


@editor_desk
@require_safe
def pilot_list(request: DeskRequest, region: Region) -> HttpResponse:
    """Show the pilots of a region: holder, state, money, the next milestone, reports that are due or late."""
    lines = portfolio(Pilot.objects.filter(region=region))
    shown = {"region": region, "programme": region.programme, "lines": lines, "sums": sums_of(lines)}
    return render(request, "initiatives/pilots.html", shown)


@editor_desk
@require_safe
def pilot_desk(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Show one pilot with its course."""
    return render(request, "initiatives/pilot_desk.html", page_of(get_pilot(region, public_id)))


@editor_desk
def pilot_new(request: DeskRequest, region: Region) -> HttpResponse:
    """Write down a pilot that no call of this platform chose."""
    around = around_of(region)
    form = PilotForm(request.POST if request.method == "POST" else None, region=region, around=around)
    if request.method == "POST" and form.is_valid():
        try:
            pilot = start_pilot(region=region, facts=form.facts(), by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The pilot is written down. Add its milestones and its money."))
            return redirect("initiatives:pilot-desk", region.slug, pilot.public_id)
    return form_page(request, region, form)


@editor_desk
def pilot_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Change what is known of a pilot."""
    pilot = get_pilot(region, public_id)
    around = around_of(region, pilot)
    posted = request.POST if request.method == "POST" else None
    form = PilotForm(posted, initial=pilot_initial(region, pilot, around), region=region, around=around)
    if request.method == "POST" and form.is_valid():
        change_pilot(pilot=pilot, facts=form.facts(pilot), by=actor_of(request.user))
        messages.success(request, _("Saved."))
        return redirect("initiatives:pilot-desk", region.slug, public_id)
    return form_page(request, region, form, pilot=pilot)


def form_page(request: DeskRequest, region: Region, form: PilotForm, **more: Any) -> HttpResponse:
    """Show the form of a pilot."""
    shown = {"region": region, "programme": region.programme, "form": form, **more}
    return render(request, "initiatives/pilot_form.html", shown, status=422 if form.errors else 200)
