"""On which days of a week a request or an offer takes place: its weekdays, exceptions and school holidays."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q

from maillage.core.recurrence import Days, Refused, WeeklyPattern, days_between
from maillage.mobility.models import Offer, OfferException, RequestException, RideRequest


def last_day(monday: date) -> date:
    """Return the Sunday of the week."""
    return monday + timedelta(days=6)


def days_of_week(monday: date) -> list[date]:
    """Return the seven days of the week."""
    return [monday + timedelta(days=number) for number in range(7)]


def on_these_days(first: date, last: date) -> Q:
    """Return the condition that a request or an offer may take place on these days, added ones included."""
    in_dates = Q(first_on__lte=last, last_on__gte=first)
    return in_dates | Q(exceptions__on__range=(first, last), exceptions__takes_place=True)


def days_of_request(request: RideRequest, monday: date, zone: str, holidays: tuple[Days, ...]) -> list[date]:
    """Return the days of the week on which somebody asks for the lift."""
    return _days(request, monday, zone, holidays)


def days_of_offer(offer: Offer, monday: date, zone: str, holidays: tuple[Days, ...]) -> list[date]:
    """Return the days of the week on which the volunteer offers to drive."""
    return _days(offer, monday, zone, holidays)


def pattern_of(row: RideRequest | Offer, zone: str, holidays: tuple[Days, ...]) -> WeeklyPattern | None:
    """Return on which days a request or an offer takes place; None for a row without any day."""
    exceptions: list[RequestException | OfferException] = list(row.exceptions.all())
    try:
        return WeeklyPattern(
            weekdays=frozenset(number - 1 for number in row.weekdays),
            at=row.time if isinstance(row, RideRequest) else row.leaves,
            zone=zone,
            first=row.first_on,
            last=row.last_on,
            off=frozenset(one.on for one in exceptions if not one.takes_place),
            extra=frozenset(one.on for one in exceptions if one.takes_place),
            holidays=() if row.in_holidays else holidays,
        )
    except Refused:
        return None


def _days(row: RideRequest | Offer, monday: date, zone: str, holidays: tuple[Days, ...]) -> list[date]:
    pattern = pattern_of(row, zone, holidays)
    return list(days_between(pattern, monday, last_day(monday))) if pattern else []
