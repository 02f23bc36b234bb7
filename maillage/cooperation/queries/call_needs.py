"""Questions about the needs that a call for pilots answers."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from maillage.cooperation.models import Need
from maillage.cooperation.queries.reported import public_needs
from maillage.initiatives.call_needs import NeedTold, tells_needs
from maillage.initiatives.models import PilotCall
from maillage.territory.models import Region


@tells_needs
def needs_of_call(call: PilotCall, public: bool) -> list[NeedTold]:
    """Return the needs of a call with their pages: those of reports that are out where the public reads."""
    known = public_needs() if public else Need.objects.all()
    name = "website:need-detail" if public else "cooperation:need-edit"
    return [
        NeedTold(need.text, reverse(name, args=[call.region.slug, need.public_id]), need.theme)
        for need in known.filter(calls=call).select_related("theme").order_by("pk")
    ]


def needs_to_choose(region: Region, call: PilotCall) -> QuerySet[Need]:
    """Return the needs of a region that wait for an answer, and those the call answers already."""
    open_ones = Need.objects.filter(region=region, closed_on__isnull=True)
    return (open_ones | Need.objects.filter(region=region, calls=call)).distinct().order_by("pk")
