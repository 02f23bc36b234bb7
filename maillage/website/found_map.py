"""Where the practices of a page lie: one small map for each country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.core.map_words import Label, labels
from maillage.core.overview import Overview, Territory, overview
from maillage.initiatives.models import Initiative
from maillage.territory.models import Place


@dataclass(frozen=True)
class FoundMap:
    """The land of regions of one country, and a dot for each place where practices of the page lie."""

    country: str
    sheet: Overview
    land: list[str]
    dots: list[tuple[int, int]]
    names: list[Label]
    places: list[str]


def maps_of(practices: Sequence[Initiative], regions: Iterable[Any]) -> list[FoundMap]:
    """Return a map for each country in which a practice has a known position, in the order of the list."""
    placed = [practice.place for practice in practices if practice.place and practice.place.latitude is not None]
    drawn = []
    for country in dict.fromkeys(place.country for place in placed):
        lands = [region.outline or [] for region in regions if region.country == country]
        places = {place.pk: place for place in placed if place.country == country}
        drawn.append(_map_of(country, lands, list(places.values())))
    return drawn


def without_position(practices: Iterable[Initiative]) -> int:
    """Return how many practices cannot be drawn."""
    return sum(not practice.place or practice.place.latitude is None for practice in practices)


def _map_of(country: str, lands: list[Any], places: list[Place]) -> FoundMap:
    shapes = [Territory("", rings) for rings in lands if rings]
    points = [Territory(place.name, [[(place.longitude or 0, place.latitude or 0)]]) for place in places]
    sheet = overview([*shapes, *points])
    if sheet is None:
        raise ValueError("A map was asked for without a place.")
    spots = [(one.name, one.x, one.y) for one in sheet.regions[len(shapes) :]]
    return FoundMap(
        country=country,
        sheet=sheet,
        land=[one.land for one in sheet.regions[: len(shapes)]],
        dots=sorted({(x, y) for _name, x, y in spots}),
        names=labels(spots, [], sheet.width, sheet.height),
        places=sorted(name for name, _x, _y in spots),
    )
