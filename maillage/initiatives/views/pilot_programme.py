"""The pilots of a whole programme, for its lead."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.initiatives.models import Pilot
from maillage.initiatives.queries.pilots import portfolio, sums_of
from maillage.people.access import DeskRequest, lead_desk
from maillage.territory.models import Programme, Region


@lead_desk
@require_safe
def pilot_programme(request: DeskRequest, programme: Programme) -> HttpResponse:
    """Show the pilots of all regions: holder, grant where it is known, months, state, reports that are late."""
    lines = portfolio(Pilot.objects.filter(region__programme=programme, region__is_active=True))
    lines.sort(key=lambda line: (str(line.pilot.region.name).casefold(), line.pilot.pk))
    with_one = {line.pilot.region_id for line in lines}
    others = Region.objects.filter(programme=programme, is_active=True).exclude(pk__in=with_one)
    shown = {
        "programme": programme,
        "lines": lines,
        "sums": sums_of(lines),
        "regions": len(with_one),
        "without": sorted(str(region.name) for region in others),
    }
    return render(request, "initiatives/pilots_programme.html", shown)
