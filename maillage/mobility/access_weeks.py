"""The only way to an outing, a ride or a plan: through the region, or through the link of whoever it is."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from maillage.kit.tokens import LinkAltered
from maillage.mobility.models import Newcomer, Outing, Ride
from maillage.mobility.queries.own_weeks import outings_with_people
from maillage.people.models import Volunteer
from maillage.territory.models import Region


def outings() -> QuerySet[Outing]:
    """Return outings that were proposed once, with their plan and region."""
    known = Outing.objects.filter(plan__proposed_at__isnull=False)
    return known.select_related("plan__region__programme", "volunteer", "offer__from_place")


def rides() -> QuerySet[Ride]:
    """Return rides that were proposed once, with their outing, plan and region."""
    known = Ride.objects.filter(outing__plan__proposed_at__isnull=False)
    return known.select_related(
        "outing__plan__region__programme", "outing__volunteer", "outing__offer", "request__newcomer"
    )


def own_outing(volunteer: Volunteer, public_id: str) -> Outing:
    """Return an outing of this driver; one of somebody else is a link that leads nowhere."""
    outing = outings().filter(volunteer=volunteer, public_id=public_id).first()
    if outing is None:
        raise LinkAltered
    return outing


def own_ride(newcomer: Newcomer, public_id: str) -> Ride:
    """Return a ride of this newcomer; one of somebody else is a link that leads nowhere."""
    ride = rides().filter(request__newcomer=newcomer, public_id=public_id).first()
    if ride is None:
        raise LinkAltered
    return ride


def get_outing_for(region: Region, public_id: str) -> Outing:
    """Return an outing of a region, or 404."""
    return get_object_or_404(outings_with_people(), plan__region=region, public_id=public_id)


def get_ride_for(region: Region, public_id: str) -> Ride:
    """Return a ride of a region, or 404."""
    return get_object_or_404(rides(), outing__plan__region=region, public_id=public_id)


def get_rider_for(region: Region, public_id: str) -> Newcomer:
    """Return a newcomer of a region, or 404; the region is at hand."""
    newcomer = get_object_or_404(Newcomer, region=region, public_id=public_id)
    newcomer.region = region
    return newcomer
