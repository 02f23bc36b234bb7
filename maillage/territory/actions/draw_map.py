"""Drawing a region's map from its places, so that no page has to walk over them."""

from __future__ import annotations

from django.db import transaction

from maillage.core.dots import Spot, draw
from maillage.territory.actions.public_version import touch_region
from maillage.territory.models import Region, RegionMap


@transaction.atomic
def draw_map(region: Region) -> RegionMap:
    """Draw the region's places anew and keep the drawing beside the region."""
    rows = region.places.order_by("code").values_list("name", "longitude", "latitude", "population", "degurba")
    drawing = draw(Spot(*row) for row in rows)
    kept, _created = RegionMap.objects.update_or_create(
        region=region, defaults={"drawing": drawing, "places_count": drawing.get("places", 0) or rows.count()}
    )
    touch_region(region)
    return kept
