"""What the first page of a programme tells of its regions."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from maillage.cooperation.enums import State
from maillage.cooperation.models import ReportVersion
from maillage.territory.models import Programme, Region


def regions_told(programme: Programme) -> QuerySet[Any]:
    """Return the active regions of a programme with what was held, the last report, and where they lie on a map."""
    out = ReportVersion.objects.filter(
        roundtable__region=OuterRef("pk"), published_at__isnull=False, withdrawn_at__isnull=True
    ).order_by("-roundtable__number")
    return (
        Region.objects.filter(programme=programme, is_active=True)
        .select_related("programme")
        .annotate(
            held=Count("roundtables", filter=Q(roundtables__state=State.HELD)),
            last_number=Subquery(out.values("roundtable__number")[:1]),
            last_date=Subquery(out.values("roundtable__date")[:1]),
            outline=F("map__drawing__outline"),
        )
        .order_by("slug")
    )
