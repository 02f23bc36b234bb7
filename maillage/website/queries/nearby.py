"""Places near one that somebody typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from maillage.core.folding import fold
from maillage.core.nearby import Position, box_around, kilometres
from maillage.territory.models import Place, Region

MOST_NAMESAKES = 20


@dataclass(frozen=True)
class Near:
    """The place that was meant, and the numbers of those within a distance, itself among them."""

    place: Place
    numbers: list[int]


def near(typed: str, distance: int, regions: Sequence[Region]) -> Near | None:
    """Find the largest place of that name, in a region before elsewhere in its country, and what lies near it."""
    known = Place.objects.filter(
        folded_name=fold(typed), latitude__isnull=False, country__in={region.country for region in regions}
    )
    named = list(known.order_by(F("population").desc(nulls_last=True), "code")[:MOST_NAMESAKES])
    at_home: set[int] = set()
    if len(named) > 1:
        inside = Region.places.through.objects.filter(place__in=named, region__in=[region.pk for region in regions])
        at_home = set(inside.values_list("place_id", flat=True))
    place = next((one for one in named if one.pk in at_home), named[0] if named else None)
    if place is None:
        return None
    return Near(place, numbers_within(Position(place.latitude or 0, place.longitude or 0), distance))


def numbers_within(middle: Position, distance: int) -> list[int]:
    """Return the numbers of the places within a distance, as the crow flies."""
    box = box_around(middle, distance)
    rows = Place.objects.filter(
        latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
    ).values_list("pk", "latitude", "longitude")
    return [pk for pk, south, east in rows if kilometres(middle, Position(south or 0, east or 0)) <= distance]
