"""The desk of figures: the list with their age, one figure, a whole table, strategies."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from maillage.core.factfile.entered import plain
from maillage.insight.access_figures import get_figure, get_strategy
from maillage.insight.actions.figures import (
    change_figure,
    change_strategy,
    enter_figure,
    enter_strategy,
    import_figures,
    remove_figure,
    remove_strategy,
)
from maillage.insight.enums import Indicator
from maillage.insight.figure_check import UNITS
from maillage.insight.forms.figure import FigureForm, StrategyForm
from maillage.insight.forms.sheet import FiguresSheetForm
from maillage.insight.models import Figure, Strategy
from maillage.insight.queries.people_tables import tables_of
from maillage.insight.wording.values import unit_in_words, with_sign
from maillage.kit.uploads import refuse_large_upload
from maillage.people.access import DeskRequest, actor_of, editor_desk
from maillage.territory.models import Region

EXAMPLE = (
    "indicator,label_en,label_fr,value,unit,as_of,level,source,licence,method",
    "reception,Places in centres,Places en centre,120,places,2025-12-31,region,Prefecture,,measured",
)


@editor_desk
@require_safe
def figure_desk(request: DeskRequest, region: Region) -> HttpResponse:
    """List figures by indicator with their age, the strategies in force, and the tables of people."""
    today = timezone.localdate()
    figures = Figure.objects.filter(region=region).select_related("place").order_by("indicator", "-as_of", "pk")
    found = {
        key: [line_of(figure, today) for figure in mine] for key, mine in groupby(figures, lambda one: one.indicator)
    }
    shown = {
        **about(region),
        "groups": [(label, found[key]) for key, label in Indicator.choices if key in found],
        "empty": [label for key, label in Indicator.choices if key in UNITS and key not in found],
        "strategies": list(Strategy.objects.filter(region=region)),
        "tables": list(tables_of(region)),
        "today": today,
    }
    return render(request, "insight/figures.html", shown)


def about(region: Region) -> dict[str, Any]:
    """Return what these pages all show."""
    return {"region": region, "programme": region.programme}


def line_of(figure: Figure, today: date) -> dict[str, Any]:
    """Return one line of the list."""
    value = "" if figure.value is None else with_sign(plain(figure.value), figure.unit)
    return {
        "figure": figure,
        "value": value,
        "unit": unit_in_words(figure.unit),
        "age": age_in_words(figure.as_of, today),
    }


def age_in_words(day: date, today: date) -> str:
    """Say how old something is: in months up to two years, then in years."""
    months = max(0, (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day))
    if months < 24:
        return ngettext("%(count)s month old", "%(count)s months old", months) % {"count": months}
    return ngettext("%(count)s year old", "%(count)s years old", months // 12) % {"count": months // 12}


@editor_desk
def figure_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Enter a figure."""
    form = FigureForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        enter_figure(region=region, fields=form.kept, by=actor_of(request.user))
        messages.success(request, _("The figure is kept. The next edition of the factfile tells it."))
        return redirect("insight:figure-desk", region.slug)
    return render(request, "insight/figure_form.html", {**about(region), "form": form})


@editor_desk
def figure_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Put a figure right."""
    figure = get_figure(region, public_id)
    form = FigureForm(request.POST or None, region=region, figure=figure)
    if request.method == "POST" and form.is_valid():
        try:
            change_figure(figure=figure, fields=form.kept, by=actor_of(request.user))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The figure is changed. Editions that are frozen keep what they said."))
            return redirect("insight:figure-desk", region.slug)
    return render(request, "insight/figure_form.html", {**about(region), "form": form, "figure": figure})


@require_POST
@editor_desk
def figure_remove(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take a figure out."""
    remove_figure(figure=get_figure(region, public_id), by=actor_of(request.user))
    messages.success(request, _("The figure is taken out. Editions that are frozen keep what they said."))
    return redirect("insight:figure-desk", region.slug)


@editor_desk
def figure_import(request: DeskRequest, region: Region) -> HttpResponse:
    """Bring a table of figures in, all of it or nothing."""
    sent = request.method == "POST"
    form = FiguresSheetForm(request.POST if sent else None, request.FILES if sent else None, region=region)
    if sent:
        form.is_valid()
        refuse_large_upload(request, form, "file")
    if sent and not form.errors:
        made, changed = import_figures(region=region, figures=form.table.figures, by=actor_of(request.user))
        told = {"made": made, "changed": changed}
        messages.success(request, _("The table is kept: %(made)s new figures, %(changed)s put right.") % told)
        if form.table.unused:
            messages.info(
                request, _("Nobody reads these columns: %(names)s.") % {"names": ", ".join(form.table.unused)}
            )
        return redirect("insight:figure-desk", region.slug)
    choices = [(key, label, UNITS[key]) for key, label in Indicator.choices if key in UNITS]
    return render(
        request, "insight/figure_import.html", {**about(region), "form": form, "choices": choices, "example": EXAMPLE}
    )


@editor_desk
def strategy_create(request: DeskRequest, region: Region) -> HttpResponse:
    """Note a strategy in force."""
    form = StrategyForm(request.POST or None, region=region)
    if request.method == "POST" and form.is_valid():
        enter_strategy(region=region, fields=form.kept, by=actor_of(request.user))
        messages.success(request, _("The strategy is kept."))
        return redirect("insight:figure-desk", region.slug)
    return render(request, "insight/strategy_form.html", {**about(region), "form": form})


@editor_desk
def strategy_edit(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Put a strategy right."""
    strategy = get_strategy(region, public_id)
    form = StrategyForm(request.POST or None, region=region, strategy=strategy)
    if request.method == "POST" and form.is_valid():
        change_strategy(strategy=strategy, fields=form.kept, by=actor_of(request.user))
        messages.success(request, _("The strategy is changed."))
        return redirect("insight:figure-desk", region.slug)
    return render(request, "insight/strategy_form.html", {**about(region), "form": form, "strategy": strategy})


@require_POST
@editor_desk
def strategy_remove(request: DeskRequest, region: Region, public_id: str) -> HttpResponse:
    """Take a strategy out."""
    remove_strategy(strategy=get_strategy(region, public_id), by=actor_of(request.user))
    messages.success(request, _("The strategy is taken out."))
    return redirect("insight:figure-desk", region.slug)
