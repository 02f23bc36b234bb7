"""The only way to what a desk keeps of its coverage: rows of the region whose desk it is."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from maillage.insight.models import DeclaredNone, Listener, NewcomersThere, SitingRun
from maillage.territory.models import Region


def get_none(region: Region, public_id: str) -> DeclaredNone:
    """Return a declaration of this region that stands."""
    rows = DeclaredNone.objects.select_related("region", "place", "theme")
    return get_object_or_404(rows, region=region, public_id=public_id, taken_back_at__isnull=True)


def get_listener(region: Region, public_id: str) -> Listener:
    """Return a listener of this region."""
    return get_object_or_404(Listener.objects.select_related("region", "place"), region=region, public_id=public_id)


def get_newcomers(region: Region, pk: int) -> NewcomersThere:
    """Return a count of this region."""
    return get_object_or_404(NewcomersThere.objects.select_related("region", "place"), region=region, pk=pk)


def get_run(region: Region, public_id: str) -> SitingRun:
    """Return a reckoning of this region."""
    return get_object_or_404(SitingRun.objects.select_related("region", "theme"), region=region, public_id=public_id)
