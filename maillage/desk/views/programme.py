"""The overview of a programme for its lead."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from maillage.desk.queries.overview import regions_at_work
from maillage.people.access import DeskRequest, lead_desk
from maillage.territory.models import Programme


@lead_desk
def programme(request: DeskRequest, programme: Programme) -> HttpResponse:
    """Show each region in one line: what is held, what is overdue, what is open."""
    regions = sorted(regions_at_work(programme), key=lambda region: str(region).casefold())
    totals = {
        name: sum(getattr(region, name) for region in regions)
        for name in ("held", "planned_roundtables", "overdue", "commitments_open", "members")
    }
    return render(request, "desk/programme.html", {"programme": programme, "regions": regions, "totals": totals})
