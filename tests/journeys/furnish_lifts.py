"""Furnishes lifts: somebody who asks, somebody who offers, with everything that their pages and mails show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from functools import partial
from typing import Any

from maillage.mobility.enums import OfferState, RequestState
from maillage.mobility.lift_links import driver_url, rider_url
from maillage.mobility.models import (
    MeetingPoint,
    Newcomer,
    Offer,
    OnCall,
    Proof,
    RideRequest,
    RideRules,
    SchoolHoliday,
)
from maillage.people.models import Volunteer
from maillage.territory.models import Region
from tests.isolation.lifts import a_point, asked_once, offered_once

RIDER = ("page", "ask", "details", "held", "erase", "change", "day", "withdraw")
DRIVER = ("page", "offers", "offer", "car", "change", "day", "withdraw")


def lifts_there(region: Region, volunteer: Volunteer) -> dict[str, Any]:
    """Return one of everything that lifts are made of."""
    if not Newcomer.objects.filter(region=region).exists():
        make_all(region, volunteer)
    request = RideRequest.objects.filter(newcomer__region=region).earliest("pk")
    return {
        "point": MeetingPoint.objects.filter(region=region).earliest("pk"),
        "lift request": request,
        "rider": request.newcomer,
        "offer": Offer.objects.filter(volunteer=volunteer).earliest("pk"),
        "driver": volunteer,
        "proof": Proof.objects.filter(driver__volunteer=volunteer).earliest("pk"),
        "holiday": SchoolHoliday.objects.filter(region=region).earliest("pk"),
    }


def make_all(region: Region, volunteer: Volunteer) -> None:
    """Open the lifts of a region; of everything one waits and one is approved."""
    RideRules.objects.create(region=region, is_open=True, longest_km=100, rural_only_km=True)
    OnCall.objects.create(
        region=region, phone="03 00 00 00 00", weekdays=[1, 2, 3], opens=time(7), closes=time(20), is_told=True
    )
    points = [a_point(region, number) for number in range(2)]
    for state in (RequestState.ASKED, RequestState.APPROVED):
        asked_once(points, lambda what: f"Demonstration {what}", state)
    for state in (OfferState.OFFERED, OfferState.APPROVED):
        offered_once(volunteer, points[0].place, lambda what: f"Demonstration {what}", state)
    offer = Offer.objects.filter(volunteer=volunteer).earliest("pk")
    SchoolHoliday.objects.create(region=region, name="Hiver", first_on=offer.first_on, last_on=offer.last_on)


def lift_tokens(rows: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the links of a rider and of a driver to each of their own pages."""
    rider = partial(rider_url, rows["rider"], language="en")
    driver = partial(driver_url, rows["driver"], language="en")
    return {
        **{f"mobility:rider-{page}": rider for page in RIDER},
        **{f"mobility:driver-{page}": driver for page in DRIVER},
    }


def lift_letters(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what each composer of lifts is given."""
    asked, offered = {"request": rows["lift request"].pk}, {"offer": rows["offer"].pk}
    return {
        **{f"mobility.{kind}": asked for kind in ("asked", "request_approved", "request_declined")},
        **{f"mobility.{kind}": offered for kind in ("offered", "offer_approved", "offer_declined")},
        "mobility.rider_link": {"newcomer": rows["rider"].pk},
        "mobility.proofs": {"region": rows["rider"].region_id},
    }
