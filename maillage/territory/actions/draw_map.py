"""Drawing a region's map from its places, so that no page has to walk over them."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from maillage.core.dots import Spot, draw
from maillage.core.outlines import Shape, draw_outlines, unpacked
from maillage.territory.actions.public_version import touch_region
from maillage.territory.models import PlaceOutline, Region, RegionMap


@transaction.atomic
def draw_map(region: Region) -> RegionMap:
    """Draw the region's places anew, as dots and within their outlines, and keep both drawings beside the region."""
    rows = region.places.order_by("code").values_list("name", "longitude", "latitude", "population", "degurba")
    drawing = draw(Spot(*row) for row in rows)
    kept, _created = RegionMap.objects.update_or_create(
        region=region,
        defaults={
            "drawing": drawing,
            "outlines": outlines_of(region),
            "places_count": drawing.get("places", 0) or rows.count(),
        },
    )
    touch_region(region)
    return kept


def outlines_of(region: Region) -> dict[str, Any]:
    """Draw the outlines and points of the region's places by their key, with the sources to be named beside them.

    What lies behind is the region's own border under the key "", and its parts under their names. Without any
    outline the frame is that of the dots, so that the same page can draw both; {} where nothing is known.
    """
    behind = list(region.outlines.all())
    own = PlaceOutline.objects.filter(place__regions=region).values_list("place_id", "rings", "source", "licence")
    found = {place: (rings, source, licence) for place, rings, source, licence in own}
    spots = region.places.order_by("code").values_list("pk", "longitude", "latitude")
    shapes = [
        Shape(str(pk), unpacked(found[pk][0]) if pk in found else (), longitude, latitude)
        for pk, longitude, latitude in spots
    ]
    drawn = draw_outlines(shapes, [Shape(outline.part, unpacked(outline.rings)) for outline in behind])
    named = {(source, licence) for _rings, source, licence in found.values()}
    named |= {(outline.source, outline.licence) for outline in behind}
    if not drawn:
        return {}
    return {**drawn, "sources": [list(each) for each in sorted(named)]}
