"""The only way to a plan of lifts: through its region."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from maillage.mobility.models import RidePlan, RideRequest
from maillage.territory.models import Region


def get_plan(region: Region, public_id: str) -> RidePlan:
    """Return a plan of a region, or 404; its region is at hand without a query."""
    plan = get_object_or_404(RidePlan.objects.select_related("replans"), region=region, public_id=public_id)
    plan.region = region
    return plan


def get_asked(region: Region, public_id: str, on: str) -> tuple[RideRequest, date]:
    """Return a request of a region and the day meant, or 404."""
    try:
        day = date.fromisoformat(on)
    except ValueError as wrong:
        raise Http404 from wrong
    known = RideRequest.objects.select_related("newcomer", "from_point__place", "to_point__place")
    return get_object_or_404(known, newcomer__region=region, public_id=public_id), day
