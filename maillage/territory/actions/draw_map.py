"""Drawing a region's map from its places, so that no page has to walk over them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from maillage.core.dots import Spot, draw
from maillage.core.outlines import Shape, draw_outlines, unpacked
from maillage.territory.actions.public_version import touch_region
from maillage.territory.models import Region, RegionMap


@transaction.atomic
def draw_map(region: Region) -> RegionMap:
    """Draw the region's places anew, as dots and within their outlines, and keep both drawings beside the region."""
    rows = list(region.places.order_by("code").values_list("name", "longitude", "latitude", "population", "degurba"))
    drawing = draw(Spot(*row) for row in rows)
    kept, _created = RegionMap.objects.update_or_create(
        region=region,
        defaults={"drawing": drawing, "outlines": outlines_of(region), "places_count": len(rows)},
    )
    touch_region(region)
    return kept


def outlines_of(region: Region) -> dict[str, Any]:
    """Draw the outlines and points of the region's places by their key, with the sources to be named beside them.

    What lies behind is the region's own border under the key "", and its parts under their names. Without any
    outline the frame is that of the dots, so that the same page can draw both; {} where nothing is known.
    """
    rows = region.places.order_by("code").values_list(
        "pk", "longitude", "latitude", "outline__rings", "outline__source", "outline__licence"
    )
    shapes, named = [], set()
    for pk, longitude, latitude, rings, source, licence in rows:
        shapes.append(Shape(str(pk), unpacked(rings or ()), longitude, latitude))
        if rings:
            named.add((source, licence))
    behind = list(region.outlines.all())
    drawn = draw_outlines(shapes, [Shape(outline.part, unpacked(outline.rings)) for outline in behind])
    named |= {(outline.source, outline.licence) for outline in behind}
    return {**drawn, "sources": [list(each) for each in sorted(named)]} if drawn else {}
