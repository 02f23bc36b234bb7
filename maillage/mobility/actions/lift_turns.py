"""Deeds on the lifts of a region take turns, so that what is pressed twice is done once."""

from __future__ import annotations

from maillage.mobility.models import Newcomer, Offer, RideRequest
from maillage.people.models import Volunteer
from maillage.territory.models import Region

# Rows are locked in one order: region, newcomer or volunteer, request or offer.


def take_region(region: Region) -> None:
    """Wait until no other transaction asks or offers in this region, and keep others waiting."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)


def take_request(request: RideRequest) -> RideRequest:
    """Return a request as it is now, once nobody else changes it or its newcomer; both are at hand."""
    region = request.newcomer.region
    take_region(region)
    newcomer = Newcomer.objects.select_for_update(of=("self",)).get(pk=request.newcomer_id)
    known = RideRequest.objects.select_for_update(of=("self",))
    found = known.select_related("from_point__place", "to_point__place", "course").get(pk=request.pk)
    newcomer.region = region
    found.newcomer = newcomer
    return found


def take_offer(offer: Offer) -> Offer:
    """Return an offer as it is now, once nobody else changes it or its volunteer; both are at hand."""
    region = offer.region
    take_region(region)
    volunteer = Volunteer.objects.select_for_update(of=("self",)).get(pk=offer.volunteer_id)
    found = Offer.objects.select_for_update(of=("self",)).select_related("from_place").get(pk=offer.pk)
    volunteer.region = found.region = region
    found.volunteer = volunteer
    return found
