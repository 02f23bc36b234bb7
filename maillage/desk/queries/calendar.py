"""The members' calendar: roundtables of the region and of its sister regions, and the days promises are due."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst

from maillage.cooperation.models import Commitment, Roundtable
from maillage.cooperation.queries.clashes import Trouble, clashes_of, tables_near
from maillage.cooperation.queries.commitments import with_progress
from maillage.kit.spoken import clock, page_language
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in


@dataclass(frozen=True)
class Entry:
    """One line of the calendar: a roundtable, or a promise that is due; times are told in the region's own zone."""

    on: date
    roundtable: Roundtable | None = None
    commitment: Commitment | None = None
    is_ours: bool = True
    starts: datetime | None = None
    ends: datetime | None = None
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def begins(self) -> str:
        """The hour it begins, in words."""
        return clock(self.starts.time()) if self.starts else ""

    @property
    def finishes(self) -> str:
        """The hour it is planned to end, in words."""
        return clock(self.ends.time()) if self.ends else ""


@dataclass(frozen=True)
class Month:
    """A month with something in it."""

    first: date
    entries: list[Entry]

    @property
    def name(self) -> str:
        """The month and its year, in the language of the page."""
        with for_a_moment_in(page_language()):
            return capfirst(date_format(self.first, "F Y"))


def years_of(region: Region) -> list[int]:
    """Return the years in which this calendar has something."""
    met = tables_near(region).order_by().values_list("date__year", flat=True)
    due = (
        Commitment.objects.filter(region=region, due_on__isnull=False).order_by().values_list("due_on__year", flat=True)
    )
    return sorted({*met.distinct(), *due.distinct()})


def months_of(region: Region, year: int) -> list[Month]:
    """Return the months of a year that have something in them, each with its entries by day."""
    tables = list(tables_near(region).filter(date__year=year))
    promised: QuerySet[Any] = with_progress(Commitment.objects.filter(region=region, due_on__year=year)).select_related(
        "organisation"
    )
    entries = [_met(table, region, tables) for table in tables]
    entries += [Entry(one.due_on, commitment=one) for one in promised.order_by("due_on", "pk")]
    entries.sort(key=lambda entry: (entry.on, entry.roundtable is None))
    return [Month(first, list(of_it)) for first, of_it in groupby(entries, key=lambda entry: entry.on.replace(day=1))]


def _met(table: Roundtable, region: Region, tables: list[Roundtable]) -> Entry:
    is_ours = table.region_id == region.pk
    zone = ZoneInfo(region.time_zone)
    return Entry(
        on=table.date,
        roundtable=table,
        is_ours=is_ours,
        starts=table.starts_at and table.starts_at.astimezone(zone),
        ends=table.ends_at and table.ends_at.astimezone(zone),
        troubles=clashes_of(table, tables) if is_ours else [],
    )
