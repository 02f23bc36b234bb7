"""The only way to a request, an offer, a newcomer or a driver: through the region, or through a personal link."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from maillage.kit.audit import Actor
from maillage.kit.tokens import LinkAltered
from maillage.mobility.enums import OfferState, RequestState
from maillage.mobility.lift_links import AS_RIDER, DRIVER, RIDER
from maillage.mobility.models import MeetingPoint, Newcomer, Offer, RideRequest, SchoolHoliday
from maillage.people.enums import VolunteerState
from maillage.people.models import Volunteer
from maillage.people.personal_links import LinkReplaced, LinkRevoked, read_numbered_link
from maillage.people.volunteer_links import AS_VOLUNTEER
from maillage.territory.models import Region

BY_LINK = "link"
REQUESTS = RideRequest.objects.select_related("from_point__place", "to_point__place", "newcomer", "course")
OFFERS = Offer.objects.select_related("from_place", "to_place", "volunteer__renewed_link")


def get_newcomer_for(token: str, purpose: str = RIDER) -> Newcomer:
    """Return whose link this is, that of their page or calendar.

    Raises LinkAltered, LinkReplaced, or LinkRevoked once nothing is kept of them any more.
    """
    public_id, nonce = read_numbered_link(purpose, token)
    newcomer = Newcomer.objects.select_related("region__programme").filter(public_id=public_id).first()
    if newcomer is None:
        raise LinkRevoked(_("We keep nothing about you any more. You can ask again at any time."))
    if newcomer.link_nonce != nonce:
        raise LinkReplaced(AS_RIDER, newcomer.public_id)
    return newcomer


def get_driver_for(token: str, purpose: str = DRIVER) -> Volunteer:
    """Return which volunteer drives by this link, that of their page or calendar.

    Raises LinkAltered, LinkReplaced, or LinkRevoked once they have stopped.
    """
    public_id, nonce = read_numbered_link(purpose, token)
    volunteer = (
        Volunteer.objects.select_related("region__programme", "renewed_link").filter(public_id=public_id).first()
    )
    if volunteer is None or volunteer.state == VolunteerState.LEFT:
        raise LinkRevoked(_("You have stopped as a volunteer. You can offer your help again at any time."))
    if volunteer.link_nonce != nonce:
        raise LinkReplaced(AS_VOLUNTEER, volunteer.public_id)
    return volunteer


def own_request(newcomer: Newcomer, public_id: str) -> RideRequest:
    """Return a request of this newcomer; one of somebody else is a link that leads nowhere."""
    request = REQUESTS.filter(newcomer=newcomer, public_id=public_id).first()
    if request is None:
        raise LinkAltered
    request.newcomer = newcomer
    return request


def own_offer(volunteer: Volunteer, public_id: str) -> Offer:
    """Return an offer of this volunteer; one of somebody else is a link that leads nowhere."""
    offer = OFFERS.filter(volunteer=volunteer, public_id=public_id).first()
    if offer is None:
        raise LinkAltered
    offer.volunteer, offer.region = volunteer, volunteer.region
    return offer


def get_request_for(region: Region, public_id: str) -> RideRequest:
    """Return a request of a region, or 404; its region is at hand without a query."""
    request = get_object_or_404(
        REQUESTS.prefetch_related("needs", "exceptions"), newcomer__region=region, public_id=public_id
    )
    request.newcomer.region = region
    return request


def get_offer_for(region: Region, public_id: str) -> Offer:
    """Return an offer of a region, or 404; its region is at hand without a query."""
    offer = get_object_or_404(OFFERS.prefetch_related("exceptions"), region=region, public_id=public_id)
    offer.region = offer.volunteer.region = region
    return offer


def get_point_for(region: Region, public_id: str) -> MeetingPoint:
    """Return a meeting point of a region, or 404."""
    return get_object_or_404(MeetingPoint.objects.select_related("place"), region=region, public_id=public_id)


def get_holiday_for(region: Region, pk: int) -> SchoolHoliday:
    """Return school holidays of a region, or 404."""
    return get_object_or_404(SchoolHoliday, region=region, pk=pk)


def get_volunteer_for(region: Region, public_id: str) -> Volunteer:
    """Return a volunteer of a region, or 404."""
    known = Volunteer.objects.select_related("place", "organisation", "driver", "renewed_link")
    volunteer = get_object_or_404(known, region=region, public_id=public_id)
    volunteer.region = region
    return volunteer


def standing_requests(newcomer: Newcomer) -> QuerySet[RideRequest]:
    """Return what a newcomer asks for and has not withdrawn, with exceptions and needs at hand."""
    known = REQUESTS.filter(newcomer=newcomer).exclude(state=RequestState.WITHDRAWN)
    return known.prefetch_related("needs", "exceptions")


def standing_offers(volunteer: Volunteer) -> QuerySet[Offer]:
    """Return what a volunteer offers and has not withdrawn, with exceptions at hand."""
    known = OFFERS.filter(volunteer=volunteer).exclude(state=OfferState.WITHDRAWN)
    return known.prefetch_related("exceptions")


def rider(newcomer: Newcomer) -> Actor:
    """Return the actor that somebody with a newcomer's link is; the trail tells no name."""
    return Actor(BY_LINK, newcomer.public_id, str(_("a rider")))


def driver(volunteer: Volunteer) -> Actor:
    """Return the actor that a volunteer with the link of driving is; the trail tells no name."""
    return Actor(BY_LINK, volunteer.public_id, str(_("a driver")))
