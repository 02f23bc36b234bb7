"""Questions about the series of a region: what was held, what is to come, how many remain."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from maillage.cooperation.enums import Answer, State
from maillage.cooperation.models import Roundtable
from maillage.core.wall_clock import day_in
from maillage.territory.models import Region


def series_of(region: Region) -> QuerySet[Roundtable]:
    """Return the roundtables of a region, the newest first, with attendance, answers and whether a report is out."""
    stands = Q(invitations__revoked_at__isnull=True)
    coming = Q(invitations__answer__in=[Answer.COMING, Answer.SUBSTITUTE])
    return (
        Roundtable.objects.filter(region=region)
        .select_related("attendance", "cancellation")
        .annotate(
            invited=Count("invitations", filter=stands, distinct=True),
            coming=Count("invitations", filter=stands & coming, distinct=True),
            published=Count("versions", filter=Q(versions__published_at__isnull=False, versions__withdrawn_at=None)),
        )
        .order_by("-number")
    )


def upcoming(region: Region, on: date | None = None) -> Roundtable | None:
    """Return the next called roundtable of a region, if there is one."""
    today = on or day_in(region.time_zone, timezone.now())
    called = Roundtable.objects.filter(region=region, state=State.CALLED, date__gte=today)
    return called.select_related("venue_organisation").order_by("date", "number").first()


def remaining_after(region: Region, number: int) -> int:
    """Return how many roundtables of the planned series come after `number`."""
    return max(0, region.planned_roundtables - number)
