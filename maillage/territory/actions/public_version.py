"""The number that grows whenever something the public sees of a region changes."""

from __future__ import annotations

from django.db.models import F

from maillage.territory.models import Region


def touch_region(region: Region) -> None:
    """Bump the region's public version; call it inside the transaction of the change."""
    Region.objects.filter(pk=region.pk).update(public_version=F("public_version") + 1)
