"""The projector: what everybody in the room reads from afar."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from maillage.cooperation.access_live import get_running
from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.running import code_of
from maillage.cooperation.queries.stamps import board_number, moment, plan_number, stamp, waiting_numbers
from maillage.cooperation.running_page import wall_page
from maillage.cooperation.views.polled import unless_known
from maillage.people.access import DeskRequest, editor_desk
from maillage.territory.models import Region


@editor_desk
@require_safe
def roundtable_projector(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Show the wall."""
    return render(request, "cooperation/projector.html", wall(request, get_running(region, number)))


@editor_desk
@require_safe
def roundtable_projector_now(request: DeskRequest, region: Region, number: int) -> HttpResponse:
    """Return what changes on it, for a page that asks every few seconds."""
    roundtable = get_running(region, number)
    numbers = (board_number(roundtable), plan_number(roundtable), roundtable.state, code_of(roundtable))
    told = (*numbers, moment(timezone.now()), *stamp(waiting_numbers(roundtable)))
    return unless_known(
        request, told, lambda: render(request, "cooperation/_projector.html", wall(request, roundtable))
    )


def wall(request: HttpRequest, roundtable: Roundtable) -> dict[str, Any]:
    """Return what the wall shows; names only where whoever opened it switched them on."""
    return {
        **wall_page(roundtable, with_names="names" in request.GET, with_rooms="rooms" in request.GET),
        "query": request.GET.urlencode(),
    }
