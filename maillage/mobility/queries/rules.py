"""Questions about the rules of lifts in a region, and about its school holidays."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from maillage.core.recurrence import Days
from maillage.core.wall_clock import day_in
from maillage.mobility.countries import CountryRules, usual_in
from maillage.mobility.models import RideRules, SchoolHoliday
from maillage.territory.models import Region


def today_of(region: Region) -> date:
    """Return the day that calendars of a region show now."""
    return day_in(region.time_zone, timezone.now())


def rules_of(region: Region) -> RideRules:
    """Return the rules of a region; where nobody has set any, those usual in its country, not saved and not open."""
    rules = RideRules.objects.filter(region=region).first()
    if rules is None:
        rules = RideRules(region=region, **usual_in(region.country).as_fields())
    rules.region = region
    return rules


def usual_of(region: Region) -> CountryRules:
    """Return what is usual in the country of a region, with its source."""
    return usual_in(region.country)


def holidays_of(region: Region) -> tuple[Days, ...]:
    """Return the school holidays of a region as days one after another."""
    return as_days(SchoolHoliday.objects.filter(region=region))


def as_days(holidays: Iterable[SchoolHoliday]) -> tuple[Days, ...]:
    """Return school holidays as days one after another."""
    return tuple(Days(holiday.first_on, holiday.last_on) for holiday in holidays)
