"""Questions about roundtables that stand in each other's way within a programme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db.models import Q, QuerySet

from maillage.cooperation.enums import State
from maillage.cooperation.models import Roundtable
from maillage.core.clashes import Meeting, find
from maillage.core.wall_clock import exists
from maillage.territory.models import Region

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Trouble:
    """A roundtable of a sister region that stands in the way of ours; `overlaps` is None where an hour is not known."""

    roundtable: Roundtable
    overlaps: bool | None


def tables_near(region: Region) -> QuerySet[Roundtable]:
    """Return the roundtables of a programme that people of this region may know of: drafts are shown at home only."""
    return (
        Roundtable.objects.filter(region__programme=region.programme_id, region__is_active=True)
        .exclude(state=State.CANCELLED)
        .exclude(~Q(region=region), state=State.DRAFT)
        .select_related("region")
        .order_by("date", "start_time", "region__slug")
    )


def clashes_of(table: Roundtable, others: Iterable[Roundtable]) -> list[Trouble]:
    """Return which roundtables of other regions stand in the way of this one, overlapping ones first."""
    theirs = {_meeting(other).key: other for other in others if other.region_id != table.region_id}
    found = find(_meeting(table), map(_meeting, theirs.values()))
    return [Trouble(theirs[clash.theirs.key], clash.overlaps) for clash in found]


def in_the_way(region: Region, on: date, start_time: time | None, minutes: int | None) -> list[Trouble]:
    """Return which roundtables of other regions a roundtable planned for this hour would meet, in one query."""
    known = start_time if start_time and exists(on, start_time, region.time_zone) else None
    planned = Roundtable(
        region=region, number=0, date=on, start_time=known, minutes=minutes, time_zone=region.time_zone
    )
    return clashes_of(planned, tables_near(region).filter(date__range=(on - A_DAY, on + A_DAY)))


def _meeting(table: Roundtable) -> Meeting:
    return Meeting(f"{table.region_id}-{table.number}", table.date, table.starts_at, table.ends_at)
