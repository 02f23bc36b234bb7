"""Questions about the figures of a year of lifts: what the report tells, and whether it waits to be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import QuerySet

from maillage.mobility.models import RideYear
from maillage.mobility.queries.rules import usual_of
from maillage.territory.models import Region

REMIND_FROM = (1, 15)
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class YearFigures:
    """What a report counts; the mean distance is that of one way of one request, None where there was none."""

    drivers: int
    seats: int
    riders_by_place: int
    riders_by_resources: int
    riders_unknown: int
    trips: int
    km: Decimal
    contribution_eur: Decimal

    @property
    def riders(self) -> int:
        return self.riders_by_place + self.riders_by_resources + self.riders_unknown

    @property
    def mean_km(self) -> Decimal | None:
        return (self.km / self.trips).quantize(TENTH, ROUND_HALF_UP) if self.trips else None


def figures_of(year: RideYear) -> YearFigures:
    """Return the figures of a year."""
    return YearFigures(
        drivers=year.drivers,
        seats=year.seats_offered,
        riders_by_place=year.riders_by_place,
        riders_by_resources=year.riders_by_resources,
        riders_unknown=year.riders_unknown,
        trips=year.trips,
        km=Decimal(year.km),
        contribution_eur=Decimal(year.contribution_eur),
    )


def year_or_none(region: Region, year: int) -> RideYear:
    """Return the figures of a year, not saved where nothing was counted yet."""
    found = RideYear.objects.filter(region=region, year=year).first() or RideYear(region=region, year=year)
    found.region = region
    return found


def years_known(region: Region, today: date) -> list[int]:
    """Return the years of which a report can be made, the newest first: those counted, this one and the one before."""
    counted = set(RideYear.objects.filter(region=region).values_list("year", flat=True))
    return sorted(counted | {today.year, today.year - 1}, reverse=True)


def due_on(region: Region, year: int) -> date | None:
    """Return the last day for the report of a year; None where the country asks for none."""
    before = usual_of(region).report_before
    return before.after(year) - timedelta(days=1) if before else None


def unsent_last_year(today: date) -> QuerySet[RideYear]:
    """Return the figures of last year, where there were lifts and nobody has noted that the report was sent."""
    return RideYear.objects.filter(year=today.year - 1, trips__gt=0, words__sent_on__isnull=True)


def reminded_of(region: Region, today: date) -> date | None:
    """Return by which day an unsent report of last year has to be sent; None before 15 January, or without a rule.

    It stays on the list until it is sent, however late.
    """
    return None if today < date(today.year, *REMIND_FROM) else due_on(region, today.year - 1)


def report_waiting(region: Region, today: date) -> date | None:
    """Return by which day the report of last year has to be sent; None where nothing waits."""
    due = reminded_of(region, today)
    return due if due and unsent_last_year(today).filter(region=region).exists() else None
