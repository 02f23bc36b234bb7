"""Questions about requests, offers and proofs that the desk of lifts asks."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from maillage.mobility.enums import OfferState, RequestState
from maillage.mobility.models import MeetingPoint, Offer, Proof, RideRequest
from maillage.mobility.queries.who_may_drive import PROOFS_ASKED
from maillage.people.enums import VolunteerState
from maillage.people.models import Volunteer
from maillage.territory.models import Region

# How long before its end a proof is asked for again.
ENDS_SOON = timedelta(days=45)


def requests_of(region: Region) -> QuerySet[RideRequest]:
    """Return the requests of a region with all that a line of the desk shows."""
    known = RideRequest.objects.filter(newcomer__region=region)
    return known.select_related("newcomer", "from_point__place", "to_point__place", "word").prefetch_related(
        "needs", "exceptions"
    )


def offers_of(region: Region) -> QuerySet[Offer]:
    """Return the offers of a region with all that tells whether their volunteers may drive."""
    known = Offer.objects.filter(region=region)
    return known.select_related("from_place", "to_place", "volunteer__driver", "word").prefetch_related(
        "exceptions",
        "volunteer__pauses",
        "volunteer__acceptances",
        "volunteer__driver__proofs",
    )


def waiting_requests(region: Region) -> QuerySet[RideRequest]:
    """Return the requests that wait for an answer, the oldest first."""
    return requests_of(region).filter(state=RequestState.ASKED).order_by("created_at", "pk")


def waiting_offers(region: Region) -> QuerySet[Offer]:
    """Return the offers that wait for an answer, the oldest first."""
    return offers_of(region).filter(state=OfferState.OFFERED).order_by("created_at", "pk")


def open_points(region: Region) -> QuerySet[MeetingPoint]:
    """Return the meeting points that can be chosen, by municipality."""
    known = MeetingPoint.objects.filter(region=region, closed_at=None)
    return known.select_related("place").order_by("place__name", "place__code", "name", "pk")


def drivers_of(region: Region) -> QuerySet[Volunteer]:
    """Return the volunteers who drive or offer to, with their proofs."""
    known = Volunteer.objects.filter(region=region).exclude(state=VolunteerState.LEFT)
    driving = known.filter(driver__isnull=False) | known.filter(offers__isnull=False)
    return (
        driving.distinct().select_related("driver", "place").prefetch_related("driver__proofs").order_by("name", "pk")
    )


def proofs_ending(today: date) -> QuerySet[Proof]:
    """Return the proofs that end soon or have ended, of who drives by an approved offer and has shown no newer one."""
    newer = Proof.objects.filter(
        driver=OuterRef("driver"), kind=OuterRef("kind"), expires_on__gt=OuterRef("expires_on")
    )
    drives = Offer.objects.filter(volunteer__driver=OuterRef("driver"), state=OfferState.APPROVED, last_on__gte=today)
    ending = Proof.objects.filter(
        ~Exists(newer),
        Exists(drives),
        kind__in=PROOFS_ASKED,
        expires_on__lte=today + ENDS_SOON,
        driver__volunteer__state=VolunteerState.WELCOME,
    )
    return ending.order_by("expires_on", "pk")


def ending_proofs(region: Region, today: date) -> QuerySet[Proof]:
    """Return those of one region, with their drivers."""
    return proofs_ending(today).filter(driver__volunteer__region=region).select_related("driver__volunteer")
