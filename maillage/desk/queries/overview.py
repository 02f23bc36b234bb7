"""What the lead of a programme sees of its regions, in a number of queries that does not grow with them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from maillage.cooperation.enums import CLOSED, State
from maillage.cooperation.models import Commitment, ReportVersion, Roundtable
from maillage.cooperation.queries.commitments import with_progress
from maillage.core.to_do import REPORT_AFTER
from maillage.desk.queries.house import counted
from maillage.people.models import Seat
from maillage.territory.models import Programme, Region


def regions_at_work(programme: Programme, on: date | None = None) -> QuerySet[Region]:
    """Return the regions of a programme with held, last, coming, overdue, commitments_open and members."""
    today = on or timezone.localdate()
    here = OuterRef("pk")
    tables = Roundtable.objects.filter(region=here)
    held = tables.filter(Q(state=State.HELD) | Q(state=State.CALLED, date__lt=today))
    called = tables.filter(state=State.CALLED, date__gte=today)
    out = ReportVersion.objects.filter(roundtable=OuterRef("pk"), published_at__isnull=False, withdrawn_at__isnull=True)
    promised: Any = with_progress(Commitment.objects.filter(region=here), today)
    return programme.regions.filter(is_active=True).annotate(
        held=counted(held, "region"),
        last=Subquery(held.order_by("-date").values("date")[:1], output_field=DateField()),
        coming=Subquery(called.order_by("date").values("date")[:1], output_field=DateField()),
        overdue=counted(held.filter(~Exists(out), date__lt=today - REPORT_AFTER), "region"),
        commitments_open=counted(promised.exclude(progress__in=CLOSED), "region"),
        members=counted(Seat.objects.filter(region=here, left_on__isnull=True), "region"),
    )
