"""On which days of a week a request or an offer takes place: its weekdays, exceptions and school holidays."""

from __future__ import annotations

from datetime import date, time, timedelta

from maillage.core.recurrence import Days, Refused, WeeklyPattern, days_between
from maillage.mobility.models import Offer, OfferException, RequestException, RideRequest


def last_day(monday: date) -> date:
    """Return the Sunday of the week."""
    return monday + timedelta(days=6)


def days_of_week(monday: date) -> list[date]:
    """Return the seven days of the week."""
    return [monday + timedelta(days=number) for number in range(7)]


def days_of_request(request: RideRequest, monday: date, zone: str, holidays: tuple[Days, ...]) -> list[date]:
    """Return the days of the week on which somebody asks for the lift."""
    return _days(request, request.time, monday, zone, holidays)


def days_of_offer(offer: Offer, monday: date, zone: str, holidays: tuple[Days, ...]) -> list[date]:
    """Return the days of the week on which the volunteer offers to drive."""
    return _days(offer, offer.leaves, monday, zone, holidays)


def _days(row: RideRequest | Offer, at: time, monday: date, zone: str, holidays: tuple[Days, ...]) -> list[date]:
    exceptions: list[RequestException | OfferException] = list(row.exceptions.all())
    try:
        pattern = WeeklyPattern(
            weekdays=frozenset(number - 1 for number in row.weekdays),
            at=at,
            zone=zone,
            first=row.first_on,
            last=row.last_on,
            off=frozenset(one.on for one in exceptions if not one.takes_place),
            extra=frozenset(one.on for one in exceptions if one.takes_place),
            holidays=() if row.in_holidays else holidays,
        )
    except Refused:
        # A row without any day asks for nothing.
        return []
    return list(days_between(pattern, monday, last_day(monday)))
