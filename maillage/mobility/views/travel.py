"""Travel times on the desk: where they come from, how old they are, a table to download, fill in and send back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maillage.kit.uploads import refuse_large_upload
from maillage.mobility.actions.travel_times import ask_router, choose_source, keep_minutes
from maillage.mobility.enums import TravelSource
from maillage.mobility.forms.travel import MinutesForm, SourceForm
from maillage.mobility.models import RideRules
from maillage.mobility.queries.rules import rules_of
from maillage.mobility.queries.travel_stops import called, state_of, stops_of
from maillage.mobility.travel import Stop
from maillage.mobility.travel.estimate import estimate
from maillage.mobility.travel.nouns import without_degrees
from maillage.mobility.travel.router import named_routers
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.people.sheets import Column, Sheet, answer_with_sheets
from maillage.territory.models import Region

PAGE = "mobility:travel"
SHOWN = 5


@editor_desk
@require_safe
def travel(request: DeskRequest, region: Region) -> HttpResponse:
    """Show where travel times come from, how old they are and how many stops they know."""
    return page(request, region)


def page(request: DeskRequest, region: Region, wrong: SourceForm | MinutesForm | None = None) -> HttpResponse:
    """Show the page; `wrong` is the form that has to be corrected."""
    rules, stops = rules_of(region), stops_of(region)
    offered = (TravelSource.ESTIMATE, TravelSource.UPLOAD, *named_routers())
    states = [state_of(region, rules, stops, source) for source in offered]
    has_table = any(state.made_at for state in states if state.source == TravelSource.UPLOAD)
    source = wrong if isinstance(wrong, SourceForm) else SourceForm(chosen=rules.travel_source, has_table=has_table)
    minutes = wrong if isinstance(wrong, MinutesForm) else minutes_form(rules, stops)
    shown = {
        "region": region,
        "programme": region.programme,
        "rules": rules,
        "states": states,
        "chosen": next((state for state in states if state.is_chosen), None),
        "stops": len(stops),
        "shown": SHOWN,
        "routers": named_routers(),
        "source": source,
        "minutes": minutes,
        "form": wrong,
    }
    return render(request, "mobility/travel.html", shown, status=422 if wrong else 200)


def minutes_form(rules: RideRules, stops: Sequence[Stop], *sent: Any) -> MinutesForm:
    """Return the form of the table."""
    return MinutesForm(*sent, stops=stops, speed_kmh=rules.speed_kmh)


@editor_desk
@require_POST
def travel_choose(request: DeskRequest, region: Region) -> HttpResponse:
    """Choose the source."""
    form = SourceForm(request.POST, chosen="", has_table=True)
    if not form.is_valid():
        return page(request, region, form)
    try:
        choose_source(region=region, source=TravelSource(form.cleaned_data["source"]), by=actor_of(request.user))
    except ValidationError as error:
        form.add_error(None, error.messages)
        return page(request, region, form)
    messages.success(request, _("Weeks are planned with these travel times from now on."))
    return redirect(PAGE, region.slug)


@editor_desk
@require_POST
def travel_send(request: DeskRequest, region: Region) -> HttpResponse:
    """Keep a table of minutes, whole or not at all."""
    form = minutes_form(rules_of(region), stops_of(region), request.POST, request.FILES)
    refuse_large_upload(request, form, "file")
    if not form.is_valid():
        return page(request, region, form)
    name = str(form.cleaned_data["file"].name)
    keep_minutes(region=region, table=form.table, name=name, by=actor_of(request.user))
    messages.success(request, _("The table is kept, and weeks are planned with it from now on."))
    return redirect(PAGE, region.slug)


@editor_desk
@require_POST
def travel_ask(request: DeskRequest, region: Region) -> HttpResponse:
    """Let a router be asked anew for all stops."""
    source = request.POST.get("source", "")
    if source in named_routers():
        ask_router(region=region, source=TravelSource(source), by=actor_of(request.user))
        messages.success(request, _("The router is being asked. Its answer stands here in a moment."))
    return redirect(PAGE, region.slug)


@editor_desk
@require_safe
def travel_table(request: DeskRequest, region: Region) -> HttpResponse:
    """Answer with a table of all pairs of stops, the estimate filled in where there is one."""
    columns = [Column(name) for name in ("from", "to", "minutes", "km")]
    rows = pairs(stops_of(region), rules_of(region))
    return answer_with_sheets(f"minutes-{region.slug}", "csv", Sheet("minutes", columns, rows))


def pairs(stops: Sequence[Stop], rules: RideRules) -> Iterator[tuple[str, str, float | None, float | None]]:
    """Tell each way with its estimate; of stops that lie nobody knows where, with nothing."""
    lost = without_degrees(stops)
    located = [stop for stop in stops if stop not in lost]
    known = estimate(located, rules)
    at = {stop.key: number for number, stop in enumerate(located)}
    named = called(stops)
    for start in stops:
        for end in stops:
            if start.key == end.key:
                continue
            minutes = km = None
            if start.key in at and end.key in at:
                cell = at[start.key], at[end.key]
                minutes = round(float(known.seconds[cell]) / 60, 1)
                km = round(float(known.metres[cell]) / 1000, 1)
            yield named[start.key], named[end.key], minutes, km
