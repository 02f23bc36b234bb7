"""From rows to a week that can be planned: who asks for which leg, who drives when, and the way between all stops."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from maillage.core.carpool.nouns import Earlier, Request, Week
from maillage.mobility.enums import Leg
from maillage.mobility.models import RidePlan, RideRules
from maillage.mobility.queries.rules import holidays_of, rules_of
from maillage.mobility.queries.week_builder import WeekBuilder
from maillage.mobility.queries.week_days import days_of_offer, days_of_request, days_of_week, last_day
from maillage.mobility.queries.week_rows import (
    AskedLeg,
    Days,
    OfferedDrive,
    Settled,
    legs_of,
    requests_standing,
    settled_before,
    trip_key,
)
from maillage.mobility.queries.who_may_drive import BarredOffer, conditions_of, offers_standing
from maillage.mobility.travel import Stop, Travel, stop_of_place, stop_of_point, times
from maillage.territory.models import Region


class TravelUnknown(Exception):
    """Between some stops nobody knows the way: the first pair, and how many pairs there are in all."""

    def __init__(self, origin: str, destination: str, pairs: int) -> None:
        super().__init__(f"{origin} → {destination}")
        self.origin, self.destination, self.pairs = origin, destination, pairs


@dataclass(frozen=True)
class WeekAsked:
    """The week to plan, what was planned before, and what each of its keys and place numbers stands for."""

    week: Week
    earlier: Earlier
    travel: Travel
    days: Days
    settled: Settled
    rules: RideRules


def days_asked(region: Region, monday: date, rules: RideRules) -> Days:
    """Return who asks and who offers on which day of a week; a bounded number of questions."""
    sunday, zone, holidays = last_day(monday), region.time_zone, holidays_of(region)
    conditions = conditions_of(region, rules, days_of_week(monday))
    legs = [
        AskedLeg(request, on, leg)
        for request in requests_standing(region, monday, sunday)
        for on in days_of_request(request, monday, zone, holidays)
        for leg in ((Leg.OUT, Leg.BACK) if request.back_at else (Leg.OUT,))
    ]
    drives: list[OfferedDrive] = []
    barred: list[BarredOffer] = []
    for offer in offers_standing(region, monday, sunday):
        for on in days_of_offer(offer, monday, zone, holidays):
            bar = conditions.bar(offer.volunteer, on)
            if bar is None:
                drives.append(OfferedDrive(offer, on))
            else:
                barred.append(BarredOffer(offer, on, bar))
    return Days({leg.key: leg for leg in legs}, {drive.key: drive for drive in drives}, tuple(barred))


def week_asked(plan: RidePlan, without: Iterable[str] = (), *, with_taken_off: bool = False) -> WeekAsked:
    """Return the week that a plan is to reckon, the same one however often it is asked.

    Lifts that were taken off by hand are asked for only `with_taken_off`.
    Raises NoTravelTimes or TravelUnknown where nobody knows the ways.
    """
    region, monday = plan.region, plan.monday
    rules = rules_of(region)
    settled = settled_before(plan, without, with_taken_off=with_taken_off)
    days = days_asked(region, monday, rules)
    travel = times(region, _stops(days))
    _refuse_holes(travel)
    builder = WeekBuilder(region, monday, rules, settled, travel)
    requests = builder.requests(days)
    trips = builder.trips(days)
    week = Week(travel.seconds, requests, trips, builder.caps(days))
    return WeekAsked(week, _earlier(settled, requests), travel, days, settled, rules)


def _stops(days: Days) -> list[Stop]:
    stops = [
        stop_of_point(point) for leg in days.legs.values() for point in (leg.request.from_point, leg.request.to_point)
    ]
    for drive in days.drives.values():
        stops += [stop_of_place(place) for place in (drive.offer.from_place, drive.offer.to_place) if place]
    return list(dict.fromkeys(stops))


def _refuse_holes(travel: Travel) -> None:
    holes = [
        (row, column)
        for row, line in enumerate(travel.seconds.tolist())
        for column, seconds in enumerate(line)
        if seconds < 0
    ]
    if holes:
        row, column = holes[0]
        raise TravelUnknown(travel.stops[row].name, travel.stops[column].name, len(holes))


def _earlier(settled: Settled, requests: tuple[Request, ...]) -> Earlier:
    """Return what was planned and promised of the legs that are still asked for."""
    asked = {request.key for request in requests}
    by_trip = {
        key: trip_key(outing.offer_id, outing.on) if outing.offer_id else ""
        for outing in settled.ahead
        for key in legs_of(outing)
        if key in asked
    }
    return Earlier(by_trip, frozenset(by_trip))


def metres_along(travel: Travel, places: Iterable[int]) -> int:
    """Return the metres of a drive along these places."""
    return sum(int(travel.metres[here, there]) for here, there in pairwise(places))
