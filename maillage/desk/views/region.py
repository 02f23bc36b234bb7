"""The first page of a region: for those who run it the next roundtable and what waits, for a member their own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from maillage.core.to_do import reckon
from maillage.desk.duties import in_words, kinds_for
from maillage.desk.queries.own import own_page
from maillage.desk.queries.situation import facts_of, situation_of
from maillage.kit.doors import opens
from maillage.people.access import DeskRequest, member_desk
from maillage.people.enums import RANK, Role
from maillage.territory.models import Region


@member_desk
def region_home(request: DeskRequest, region: Region) -> HttpResponse:
    """Show the region as its people need it: the member's page or the convenor's."""
    if RANK[Role(request.membership.role)] < RANK[Role.EDITOR]:
        own = {"region": region, "programme": region.programme, "own": own_page(request.membership, region)}
        return render(request, "desk/member.html", own)
    situation = situation_of(region)
    to_do = reckon(facts_of(situation), kinds=kinds_for(request.membership.role, region))
    shown = {
        "region": region,
        "programme": region.programme,
        "situation": situation,
        "may_call": opens(reverse("cooperation:roundtable-next", args=[region.slug]), request.membership.role),
        "duties": in_words(to_do, region, situation.today),
    }
    return render(request, "desk/region.html", shown)
