"""The members' calendar of a region."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from maillage.desk.queries.calendar import months_of, years_of
from maillage.kit.doors import opens
from maillage.people.access import DeskRequest, member_desk
from maillage.territory.models import Region


@member_desk
def calendar(request: DeskRequest, region: Region) -> HttpResponse:
    """Show one year by months: the year asked for, else this one, else the last that has something."""
    years, this_year = years_of(region), timezone.localdate().year
    year = chosen_year(request.GET.get("year", ""), years, this_year)
    months = months_of(region, year)
    shown = {
        "region": region,
        "programme": region.programme,
        "years": sorted({*years, this_year}),
        "year": year,
        "months": months,
        "may_prepare": opens(reverse("cooperation:roundtable-next", args=[region.slug]), request.membership.role),
        "troubles": sum(len(entry.troubles) for month in months for entry in month.entries),
    }
    return render(request, "desk/calendar.html", shown)


def chosen_year(asked: str, years: list[int], this_year: int) -> int:
    """Return the year somebody asked for, else this one if it has something, else the next or the last that has."""
    if asked in {str(year) for year in (*years, this_year)}:
        return int(asked)
    if this_year in years or not years:
        return this_year
    return min((year for year in years if year > this_year), default=years[-1])
