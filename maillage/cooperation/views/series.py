"""The series of a region on the desk: what was held, what is to come, how many remain."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from maillage.cooperation.enums import State
from maillage.cooperation.queries.invitations import has_started
from maillage.cooperation.queries.retention import retention_of
from maillage.cooperation.queries.series import remaining_after, series_of
from maillage.people.access import DeskRequest, member_desk
from maillage.people.enums import RANK, Role
from maillage.territory.models import Region


@member_desk
def roundtable_list(request: DeskRequest, region: Region) -> HttpResponse:
    """List the roundtables of a region, the newest first."""
    may_edit = RANK[Role(request.membership.role)] >= RANK[Role.EDITOR]
    roundtables = list(series_of(region))
    if not may_edit:
        roundtables = [one for one in roundtables if one.state != State.DRAFT]
    called = [one for one in roundtables if one.state == State.CALLED and not has_started(one)]
    counted = [one.number for one in roundtables if one.state != State.CANCELLED]
    page = {
        "region": region,
        "programme": region.programme,
        "roundtables": roundtables,
        "remaining": remaining_after(region, max(counted, default=0)),
        "may_call": RANK[Role(request.membership.role)] >= RANK[Role.CONVENOR],
        "may_edit": may_edit,
        "retention": retention_of(region),
        "invite_to": min((one.number for one in called), default=None),
    }
    return render(request, "cooperation/series.html", page)
