"""Verbs on the numbers of newcomers in places: keep a whole list, forget one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from maillage.insight.actions.coverage import take_turn
from maillage.insight.models import NewcomersThere
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Region


@dataclass(frozen=True)
class CountThere:
    """How many newcomers live in a place, on which day, as whom said it."""

    place: Place
    persons: int
    as_of: date
    source: str
    method: str = "measured"


@transaction.atomic
def keep_newcomers(*, region: Region, counts: Iterable[CountThere], by: Actor) -> int:
    """Keep the counts of places, all of them or none; a place that had one has the new one."""
    take_turn(region)
    rows = [
        NewcomersThere(
            region=region, place=one.place, persons=one.persons, as_of=one.as_of, source=one.source, method=one.method
        )
        for one in counts
    ]
    NewcomersThere.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["region", "place"],
        update_fields=["persons", "as_of", "source", "method"],
    )
    touch_region(region)
    audit.record("keep newcomers", by=by, on=region, owner=region.slug, places=len(rows))
    return len(rows)


@transaction.atomic
def forget_newcomers(*, count: NewcomersThere, by: Actor) -> None:
    """Let the number of a place be not known again."""
    take_turn(count.region)
    NewcomersThere.objects.filter(pk=count.pk).delete()
    touch_region(count.region)
    audit.record("forget newcomers", by=by, on=count.region, owner=count.region.slug)
