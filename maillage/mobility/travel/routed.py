"""Travel times of a road router, kept for a region: stops that are new are asked for and added, old ones reused."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db import transaction
from django.utils import timezone

from maillage.mobility.enums import TravelSource
from maillage.mobility.models import TravelMatrix
from maillage.mobility.travel.kept import kept_of, kept_travel, mark_of, rows_of, stop_of_mark, table_of
from maillage.mobility.travel.nouns import UNKNOWN, Stop, Travel
from maillage.mobility.travel.router import ask, ask_between, refuse_unaskable
from maillage.territory.models import Region


def routed(region: Region, source: TravelSource, stops: Sequence[Stop]) -> Travel:
    """Return travel times by road; what the region's table lacks is asked for first. Never inside a transaction.

    Raises NoTravelTimes where the router cannot be asked or fails.
    """
    refuse_unaskable(source, stops)
    marks = [mark_of(stop) for stop in stops]
    kept = kept_of(region, source)
    known = set(kept.stops) if kept else set()
    fresh = [stop for stop, mark in zip(stops, marks, strict=True) if mark not in known]
    if kept is None or not kept.stops:
        return keep(region, ask(source, stops), kept)
    if fresh:
        kept = keep_more(region, kept, fresh)
    return kept_travel(kept, stops, marks)


def ask_anew(region: Region, source: TravelSource, stops: Sequence[Stop]) -> Travel:
    """Ask a router for all stops anew and keep its answer in place of the old one."""
    return keep(region, ask(source, stops), kept_of(region, source))


def keep(region: Region, travel: Travel, before: TravelMatrix | None) -> Travel:
    """Keep an answer as the region's table."""
    store(region, travel.source, before, TravelMatrix(
        region=region,
        source=travel.source,
        stops=[mark_of(stop) for stop in travel.stops],
        seconds=rows_of(travel.seconds),
        metres=rows_of(travel.metres),
    ))  # fmt: skip
    return travel


def keep_more(region: Region, kept: TravelMatrix, fresh: Sequence[Stop]) -> TravelMatrix:
    """Ask for the ways from and to stops that are new, and return the table with them; stops that moved leave it."""
    source = TravelSource(kept.source)
    moved = {stop.key for stop in fresh}
    stay = [number for number, mark in enumerate(kept.stops) if mark.rpartition("@")[0] not in moved]
    old = [stop_of_mark(kept.stops[number]) for number in stay]
    size, count = len(kept.stops), len(old)
    grown = []
    there = ask_between(source, fresh, [*old, *fresh])
    back = ask_between(source, old, fresh)
    for before, first, second in zip((kept.seconds, kept.metres), there, back, strict=True):
        table = np.full((count + len(fresh), count + len(fresh)), UNKNOWN, dtype=np.int64)
        table[:count, :count] = table_of(before, size)[np.ix_(stay, stay)]
        table[count:, :] = first
        table[:count, count:] = second
        np.fill_diagonal(table, 0)
        grown.append(rows_of(table))
    marks = [kept.stops[number] for number in stay] + [mark_of(stop) for stop in fresh]
    more = TravelMatrix(region=region, source=source, stops=marks, seconds=grown[0], metres=grown[1])
    store(region, source, kept, more)
    return more


@transaction.atomic
def store(region: Region, source: TravelSource, before: TravelMatrix | None, found: TravelMatrix) -> None:
    """Keep a table; where another one was kept meanwhile, that one stays, and what it lacks is asked for next time."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    now = kept_of(region, source)
    if now and (before is None or now.made_at != before.made_at):
        return
    values = {"stops": found.stops, "seconds": found.seconds, "metres": found.metres, "made_at": timezone.now()}
    TravelMatrix.objects.update_or_create(
        region=region, source=source, defaults={**values, "asked_of": source.value, "failed_because": ""}
    )
