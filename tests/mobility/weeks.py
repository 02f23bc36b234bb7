"""Rows of a small week of lifts: villages on a line by road, volunteers who may drive, newcomers who ask."""

from __future__ import annotations

import itertools
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from maillage.kit import jobs
from maillage.kit.audit import SYSTEM
from maillage.mobility.actions.plan_week import start_plan
from maillage.mobility.enums import OfferKind, OfferState, ProofKind, RequestState, TimeKind
from maillage.mobility.models import (
    Driver,
    MeetingPoint,
    Newcomer,
    Offer,
    Proof,
    RidePlan,
    RideRequest,
    RideRules,
)
from maillage.people.enums import VolunteerState
from maillage.people.models import Volunteer
from maillage.territory.models import Place, Region

count = itertools.count(1)
ALWAYS = (date(2020, 1, 1), date(2040, 1, 1))


def next_monday(weeks: int = 1) -> date:
    """The Monday of a week to come, by the clocks of Paris."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)


def some_rules(region: Region, **fields: Any) -> RideRules:
    known = {"is_open": True, "asks_for_proofs": False, "minutes_at_stop": 0, **fields}
    return RideRules.objects.update_or_create(region=region, defaults=known)[0]


def a_village(region: Region, east: float = 0.0, **fields: Any) -> Place:
    """A village so many kilometres by road east of the first one, more or less."""
    number = next(count)
    place = Place.objects.create(
        **{
            "code": f"lift-{number}", "country": "FR", "name": f"Village {number}", "population": 800,
            "latitude": 46.5, "longitude": 4.5 + east / 99.4, "degurba": 3, "area_km2": 12, **fields,
        }
    )  # fmt: skip
    region.places.add(place)
    return place


def a_point(region: Region, place: Place, **fields: Any) -> MeetingPoint:
    return MeetingPoint.objects.create(region=region, place=place, **{"name": f"Town hall {next(count)}", **fields})


def a_driver(region: Region, place: Place | None = None, *, cap: int = 3, **fields: Any) -> Volunteer:
    number = next(count)
    volunteer = Volunteer.objects.create(
        region=region,
        place=place,
        **{
            "name": f"Driver {number}",
            "email": f"driver{number}@example.org",
            "state": VolunteerState.WELCOME,
            **fields,
        },
    )
    Driver.objects.create(volunteer=volunteer, weekly_cap=cap)
    return volunteer


def a_proof(volunteer: Volunteer, kind: ProofKind, until: date) -> Proof:
    return Proof.objects.create(driver=volunteer.driver, kind=kind, seen_on=date(2026, 1, 5), expires_on=until)


def an_offer(volunteer: Volunteer, start: Place, end: Place | None = None, **fields: Any) -> Offer:
    """A slot on Tuesday morning, or an own trip where it leads somewhere."""
    return Offer.objects.create(
        region=volunteer.region,
        volunteer=volunteer,
        from_place=start,
        to_place=end,
        **{
            "kind": OfferKind.OWN_TRIP if end else OfferKind.SLOT,
            "weekdays": [2], "leaves": time(8), "arrives": time(12), "detour_minutes": 90 if end is None else 20,
            "first_on": ALWAYS[0], "last_on": ALWAYS[1], "state": OfferState.APPROVED, **fields,
        },
    )  # fmt: skip


def a_newcomer(region: Region, **fields: Any) -> Newcomer:
    number = next(count)
    known = {"name": f"Rider {number}", "phone": f"06{number:08}", "needed_until": ALWAYS[1], **fields}
    return Newcomer.objects.create(region=region, **known)


def a_request(start: MeetingPoint, end: MeetingPoint, newcomer: Newcomer | None = None, **fields: Any) -> RideRequest:
    """To be there on Tuesday at ten, half an hour earlier at most."""
    return RideRequest.objects.create(
        newcomer=newcomer or a_newcomer(start.region),
        from_point=start,
        to_point=end,
        **{
            "kind": TimeKind.ARRIVE_BY, "time": time(10), "flexible_minutes": 30, "weekdays": [2],
            "first_on": ALWAYS[0], "last_on": ALWAYS[1], "state": RequestState.APPROVED, **fields,
        },
    )  # fmt: skip


def planned(region: Region, monday: date | None = None, **how: Any) -> RidePlan:
    """A plan of next week, reckoned."""
    plan = start_plan(region=region, monday=monday or next_monday(), by=SYSTEM, **how)
    return reckoned(plan)


def reckoned(plan: RidePlan) -> RidePlan:
    jobs.run_all()
    plan.refresh_from_db()
    return plan
