"""Rows turned into what the planner reads: windows, longest rides, needs, returns coupled, caps that are left."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_DOWN, Decimal

from maillage.core.carpool.nouns import Request, Trip, Window
from maillage.core.ride_money import Lift, Rules
from maillage.core.week_clock import seconds_in_week, seconds_of
from maillage.mobility.enums import Leg, OfferKind, Qualifies, TimeKind
from maillage.mobility.models import RideRules
from maillage.mobility.queries.week_rows import AskedLeg, Days, OfferedDrive, Settled, leg_key, trip_key
from maillage.mobility.rural import may_end_at
from maillage.mobility.travel import Travel, stop_of_place, stop_of_point
from maillage.territory.models import Region

BESIDE_THE_FACTOR = 600


@dataclass(frozen=True)
class WeekBuilder:
    """What requests and trips of one week are made with."""

    region: Region
    monday: date
    rules: RideRules
    settled: Settled
    travel: Travel

    @property
    def number(self) -> dict[str, int]:
        return {stop.key: number for number, stop in enumerate(self.travel.stops)}

    @property
    def start(self) -> int:
        """From when on is planned: nobody is sent out before now."""
        return seconds_of(self.settled.from_moment, self.monday, self.region.time_zone)

    def requests(self, days: Days) -> tuple[Request, ...]:
        """Return the legs that are still to be planned, returns coupled."""
        number, start = self.number, self.start
        made: dict[str, Request] = {}
        gone = self.settled.refused_legs | self.settled.driven_legs
        for key, leg in days.legs.items():
            request = self._request(leg, number)
            if key not in gone and request.pickup.closes >= start:
                made[key] = request
        made = {key: request for key, request in made.items() if self._is_wanted(days.legs[key], made)}
        return tuple(self._coupled(days.legs[key], request, made) for key, request in made.items())

    def _is_wanted(self, leg: AskedLeg, made: Mapping[str, Request]) -> bool:
        """Tell whether a leg makes sense: the way back of somebody whose way there was never driven does not."""
        if leg.leg == Leg.OUT:
            return True
        out = leg_key(leg.request.pk, leg.on, Leg.OUT)
        return out in made or out in self.settled.driven_legs or out in self.settled.refused_legs

    def _coupled(self, leg: AskedLeg, request: Request, made: Mapping[str, Request]) -> Request:
        other = leg_key(leg.request.pk, leg.on, Leg.BACK if leg.leg == Leg.OUT else Leg.OUT)
        return replace(request, couple=other) if other in made else request

    def _request(self, leg: AskedLeg, number: Mapping[str, int]) -> Request:
        row = leg.request
        origin, destination = (number[stop_of_point(point).key] for point in leg.ends)
        direct = int(self.travel.seconds[origin, destination])
        longest = math.ceil(direct * self.rules.longest_ride_factor) + BESIDE_THE_FACTOR
        boarding = self.rules.minutes_at_stop * 60
        pickup, dropoff = windows(leg, direct=direct, longest=longest, boarding=boarding)
        return Request(
            key=leg.key,
            origin=origin,
            destination=destination,
            pickup=pickup,
            dropoff=dropoff,
            longest=longest,
            seats=row.seats,
            needs=frozenset(need.need for need in row.needs.all()),
            boarding=boarding,
        )

    def trips(self, days: Days) -> tuple[Trip, ...]:
        """Return the drives that can still be driven."""
        number, start = self.number, self.start
        driven = {trip_key(one.offer_id, one.on) for one in self.settled.driven if one.offer_id}
        gone = self.settled.refused_trips | driven
        back = self._back()
        trips = (
            self._trip(drive, number, max(start, back.get(drive.offer.volunteer_id, start)))
            for key, drive in days.drives.items()
            if key not in gone
        )
        return tuple(trip for trip in trips if trip.leaves < trip.arrives)

    def _back(self) -> dict[int | None, int]:
        """Return when drivers come back who are on the road as planning begins."""
        back: dict[int | None, int] = {}
        for outing in self.settled.driven:
            at = seconds_of(outing.arrives_at, self.monday, self.region.time_zone)
            back[outing.volunteer_id] = max(at, back.get(outing.volunteer_id, at))
        return back

    def _trip(self, drive: OfferedDrive, number: Mapping[str, int], start: int) -> Trip:
        offer = drive.offer
        origin = number[stop_of_place(offer.from_place).key]
        end = offer.to_place if offer.kind == OfferKind.OWN_TRIP else None
        return Trip(
            key=drive.key,
            driver=str(offer.volunteer_id),
            origin=origin,
            destination=number[stop_of_place(end).key] if end else origin,
            leaves=max(start, seconds_in_week(drive.on, offer.leaves)),
            arrives=seconds_in_week(drive.on, offer.arrives),
            seats=offer.seats,
            detour=offer.detour_minutes * 60,
            offers=frozenset(offer.volunteer.driver.equipment),
        )

    def caps(self, days: Days) -> dict[str, int]:
        """Return how many more outings each driver drives at most."""
        driven = self.settled.driven_by()
        return {
            str(drive.offer.volunteer_id): max(
                0, drive.offer.volunteer.driver.weekly_cap - driven[str(drive.offer.volunteer_id)]
            )
            for drive in days.drives.values()
        }


def windows(leg: AskedLeg, *, direct: int, longest: int, boarding: int) -> tuple[Window, Window]:
    """Return when somebody can get in and when out, in seconds of the week.

    Who is to arrive by an hour has got out by then, and no earlier than they said; who leaves at an hour gets in from
    then on, and no later than they said. The other window is as wide as the longest ride allows.
    """
    row = leg.request
    slack = row.flexible_minutes * 60
    if leg.leg == Leg.OUT and row.kind == TimeKind.ARRIVE_BY:
        out = seconds_in_week(leg.on, row.time) - boarding
        earliest = out - slack
        return Window(earliest - longest - boarding, out - direct - boarding), Window(earliest, out)
    at = row.time if leg.leg == Leg.OUT or row.back_at is None else row.back_at
    leave = seconds_in_week(leg.on, at)
    return (
        Window(leave, leave + slack),
        Window(leave + boarding + direct, leave + slack + boarding + longest),
    )


def lift_of(leg: AskedLeg, metres: int, country: str) -> Lift:
    """Return a leg as the rules of money and distance see it, metres being those of the direct way."""
    qualifies = leg.request.newcomer.qualifies
    return Lift(
        km=tenths_of_km(metres),
        by_place=qualifies == Qualifies.PLACE,
        by_resources=qualifies == Qualifies.RESOURCES,
        may_end_there=may_end_at(leg.ends, country),
    )


def money_rules(rules: RideRules) -> Rules:
    """Return what the rules of a region say of distance and money."""
    return Rules(rules.cap_eur_per_km, rules.longest_km, rules.rural_only_km)


def tenths_of_km(metres: int) -> Decimal:
    """Return kilometres with one decimal, rounded down, so that nobody pays for a road that is not driven."""
    return (Decimal(metres) / 1000).quantize(Decimal("0.1"), ROUND_DOWN)
