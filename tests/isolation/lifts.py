"""Lifts of each region: a rider, a driver, what they ask and offer; each private text a canary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from typing import Any

from django.utils import timezone

from maillage.mobility.enums import Need, OfferKind, OfferState, PointKind, ProofKind, RequestState
from maillage.mobility.models import (
    Driver,
    LiftWord,
    MeetingPoint,
    Newcomer,
    Offer,
    OfferException,
    OnCall,
    Proof,
    RequestException,
    RideNeed,
    RideRequest,
    RideRules,
    SchoolHoliday,
)
from maillage.people.models import Volunteer
from maillage.territory.models import Place, Region

Secret = Callable[[str], str]


def lifts_of(region: Region, volunteer: Volunteer, secret: Secret) -> dict[str, Any]:
    """One of everything that lifts are made of; what is not public is secret."""
    RideRules.objects.create(region=region, is_open=True, rural_only_km=True, longest_km=100)
    OnCall.objects.create(region=region, phone=secret("ring"), opens=time(7), closes=time(20), is_told=True)
    points = [a_point(region, number) for number in range(2)]
    today = timezone.localdate()
    holiday = SchoolHoliday.objects.create(
        region=region, name="Winter", first_on=today, last_on=today + timedelta(days=9)
    )
    request = asked_once(points, secret)
    offer = offered_once(volunteer, points[0].place, secret)
    return {
        "point": points[0],
        "lift request": request,
        "offer": offer,
        "driver": volunteer,
        "proof": Proof.objects.get(driver__volunteer=volunteer),
        "holiday": holiday,
        "rider": request.newcomer,
    }


def a_point(region: Region, number: int) -> MeetingPoint:
    place = Place.objects.create(
        code=f"{region.slug}-lift-{number}", country="FR", name=f"Stop {number}", latitude=46, longitude=4 + number / 9
    )
    region.places.add(place)
    return MeetingPoint.objects.create(region=region, place=place, name=f"Town hall {number}", kind=PointKind.TOWN_HALL)


def asked_once(points: list[MeetingPoint], secret: Secret, state: str = RequestState.ASKED) -> RideRequest:
    """One more newcomer who asks for a lift, with a need, a day left out and an answer."""
    today, now = timezone.localdate(), timezone.now()
    newcomer = Newcomer.objects.create(
        region=points[0].region,
        name=secret("rider"),
        phone=secret("rider-phone"),
        email=f"{secret('rider-mail')}@example.org",
        needed_until=today + timedelta(days=90),
    )
    request = RideRequest.objects.create(
        newcomer=newcomer,
        from_point=points[0],
        to_point=points[1],
        time=time(10),
        weekdays=[2],
        first_on=today,
        last_on=today + timedelta(days=90),
        state=state,
    )
    RideNeed.objects.create(request=request, need=Need.WHEELCHAIR, consented_at=now)
    RequestException.objects.create(request=request, on=today + timedelta(days=7))
    LiftWord.objects.create(
        region=newcomer.region, request=request, word=secret("rider-word"), because=secret("because"), said_at=now
    )
    return request


def offered_once(volunteer: Volunteer, place: Place, secret: Secret, state: str = OfferState.OFFERED) -> Offer:
    """One more offer, with a day left out, an answer, and a proof of its driver."""
    today, now = timezone.localdate(), timezone.now()
    driver, _made = Driver.objects.get_or_create(volunteer=volunteer)
    Proof.objects.create(driver=driver, kind=ProofKind.LICENCE, seen_on=today, expires_on=today + timedelta(days=20))
    offer = Offer.objects.create(
        region=volunteer.region,
        volunteer=volunteer,
        kind=OfferKind.SLOT,
        from_place=place,
        weekdays=[2],
        leaves=time(8),
        arrives=time(12),
        first_on=today,
        last_on=today + timedelta(days=90),
        state=state,
    )
    OfferException.objects.create(offer=offer, on=today + timedelta(days=7))
    LiftWord.objects.create(
        region=volunteer.region, offer=offer, word=secret("driver-word"), because=secret("because"), said_at=now
    )
    return offer


def settle_more_lifts(rows: dict[str, Any], volunteer: Volunteer, number: int) -> None:
    """Add one more of everything, waiting and approved."""
    region = rows["region"]
    points = [a_point(region, 10 * number + step) for step in range(2)]
    for state in (RequestState.ASKED, RequestState.APPROVED):
        asked_once(points, lambda what: f"more {what} {number}", state)
    request = rows["lift request"]
    RequestException.objects.create(request=request, on=request.first_on + timedelta(days=7 * number))
    for state in (OfferState.OFFERED, OfferState.APPROVED):
        offered_once(volunteer, points[0].place, lambda what: f"more {what} {number}", state)
        offered_once(rows["driver"], points[0].place, lambda what: f"more {what} {number}", state)
    offer = rows["offer"]
    OfferException.objects.create(offer=offer, on=offer.first_on + timedelta(days=7 * number))
    first = timezone.localdate() + timedelta(days=30 * number)
    SchoolHoliday.objects.create(region=region, name=f"Holidays {number}", first_on=first, last_on=first)
