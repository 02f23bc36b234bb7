"""Verbs on figures and strategies: enter, change, take out, bring a whole table in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.insight.models import Figure, Strategy
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.models import Region

# By these a figure of a table is known to be one that is there already.
SAME = ("indicator", "unit", "as_of", "level", "place")


@transaction.atomic
def enter_figure(*, region: Region, fields: Mapping[str, Any], by: Actor) -> Figure:
    """Keep a figure that was checked; the same one of the same day is put right instead of standing twice."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    figure, _made = _kept(region, fields, _known(region))
    audit.record("enter figure", by=by, on=figure, owner=region.slug, indicator=figure.indicator)
    return figure


@transaction.atomic
def change_figure(*, figure: Figure, fields: Mapping[str, Any], by: Actor) -> Figure:
    """Put a figure right. Editions that are frozen keep what they said."""
    found = Figure.objects.select_for_update(of=("self",)).select_related("region").get(pk=figure.pk)
    twin = _known(found.region).get(_key(fields))
    if twin and twin.pk != found.pk:
        raise ValidationError(_("The same figure of that day is there already. Change that one, or take it out."))
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    audit.record("change figure", by=by, on=found, owner=found.region.slug, indicator=found.indicator)
    return found


@transaction.atomic
def remove_figure(*, figure: Figure, by: Actor) -> None:
    """Take a figure out. Editions that are frozen keep what they said."""
    audit.record("remove figure", by=by, on=figure, owner=figure.region.slug, indicator=figure.indicator)
    figure.delete()


@transaction.atomic
def import_figures(*, region: Region, figures: Sequence[Mapping[str, Any]], by: Actor) -> tuple[int, int]:
    """Keep a whole table of checked figures, all or none; return how many are new and how many were put right."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    known = _known(region)
    made = sum(_kept(region, fields, known)[1] for fields in figures)
    audit.record("import figures", by=by, on=region, owner=region.slug, new=made, changed=len(figures) - made)
    return made, len(figures) - made


def _known(region: Region) -> dict[tuple[Any, ...], Figure]:
    """Return the figures of a region by what makes them the same."""
    found: dict[tuple[Any, ...], Figure] = {}
    for figure in Figure.objects.filter(region=region).select_related("place"):
        for label in figure.label.values():
            found[(*(getattr(figure, name) for name in SAME), label)] = figure
    return found


def _key(fields: Mapping[str, Any]) -> tuple[Any, ...]:
    label = next(iter(fields["label"].values()), "")
    return (*(fields[name] for name in SAME), label)


def _kept(region: Region, fields: Mapping[str, Any], known: dict[tuple[Any, ...], Figure]) -> tuple[Figure, bool]:
    figure = known.get(_key(fields))
    is_new = figure is None
    figure = figure or Figure(region=region)
    for name, value in fields.items():
        setattr(figure, name, value)
    figure.save()
    known[_key(fields)] = figure
    return figure, is_new


@transaction.atomic
def enter_strategy(*, region: Region, fields: Mapping[str, Any], by: Actor) -> Strategy:
    """Note a strategy of welcome; the same one sent twice stands once."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    same = Strategy.objects.filter(region=region, **{name: fields[name] for name in ("title", "made_by", "since")})
    if twice := same.first():
        return twice
    strategy = Strategy.objects.create(region=region, **fields)
    audit.record("enter strategy", by=by, on=strategy, owner=region.slug)
    return strategy


@transaction.atomic
def change_strategy(*, strategy: Strategy, fields: Mapping[str, Any], by: Actor) -> Strategy:
    """Put a strategy right."""
    for name, value in fields.items():
        setattr(strategy, name, value)
    strategy.save()
    audit.record("change strategy", by=by, on=strategy, owner=strategy.region.slug)
    return strategy


@transaction.atomic
def remove_strategy(*, strategy: Strategy, by: Actor) -> None:
    """Take a strategy out."""
    audit.record("remove strategy", by=by, on=strategy, owner=strategy.region.slug)
    strategy.delete()
