"""Questions about the places of a region: which of them count, and where what is said of them comes from."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.territory.models import Place, PlaceOutline, Region


def counted_places(region: Region) -> QuerySet[Place]:
    """Return the places whose figures add up: a place with parts in the region is left out, its parts stand for it."""
    parents = Place.objects.filter(regions=region, parent__isnull=False).values("parent")
    return region.places.exclude(pk__in=parents)


def outline_sources(region: Region) -> list[tuple[str, str]]:
    """Return who made the outlines that are drawn of a region, and under which licence."""
    of_places = PlaceOutline.objects.filter(place__regions=region).values_list("source", "licence")
    of_region = region.outlines.order_by().values_list("source", "licence")
    return sorted({*of_places.order_by().distinct(), *of_region.distinct()})
