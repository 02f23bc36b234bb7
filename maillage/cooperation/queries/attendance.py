"""Questions about who took part: what the ticks add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from maillage.cooperation.enums import Mode, Unit
from maillage.cooperation.models import AgendaItem, Presence, Roundtable
from maillage.core.attended import left_midway
from maillage.core.headcount import Headcount


@dataclass(frozen=True)
class Ticked:
    """What the ticks add up to: people and organisations apart, people by category."""

    headcount: Headcount
    categories: dict[str, int]
    without_category: int
    can_be_written_to: int = 0


def ticked_at(roundtable: Roundtable) -> Ticked:
    """Count who was ticked; where some left midway the count is a range."""
    ran = AgendaItem.objects.filter(roundtable=OuterRef("roundtable"), started_at__isnull=False)
    ended = ran.filter(ended_at__isnull=False).order_by("-ended_at").values("ended_at")
    presences = list(
        Presence.objects.filter(roundtable=roundtable)
        .select_related("contact__organisation")
        .annotate(still_runs=Exists(ran.filter(ended_at=None)), last_end=Subquery(ended[:1]))
    )
    over = next((one.last_end for one in presences if not one.still_runs), None)
    return counted_presences(presences, is_hybrid=roundtable.mode == Mode.HYBRID, ends=over or roundtable.ends_at)


def counted_presences(presences: Iterable[Presence], *, is_hybrid: bool, ends: datetime | None = None) -> Ticked:
    """Count presences: everybody who was there at most, without those who left midway at least.

    Online and on site are told apart only where every one of a hybrid roundtable says which, and nobody left midway.
    """
    there = list(presences)
    stayed = sum(not left_midway(presence.left_at, ends) for presence in there)
    is_range = stayed < len(there)
    manners = Counter(presence.comes for presence in there)
    split = is_hybrid and bool(there) and not is_range and manners[Mode.ONLINE] + manners[Mode.ON_SITE] == len(there)
    organisations = {presence.contact.organisation_id for presence in there} - {None}
    categories = Counter(presence.contact.stakeholder_category for presence in there)
    return Ticked(
        Headcount(
            unit=Unit.PEOPLE,
            exact=len(there) if there and not is_range else None,
            least=stayed if is_range else None,
            most=len(there) if is_range else None,
            online=manners[Mode.ONLINE] if split else None,
            on_site=manners[Mode.ON_SITE] if split else None,
            organisations=len(organisations) or None,
        ),
        {category: count for category, count in categories.items() if category},
        categories[""],
        sum(bool(presence.contact.email) and presence.contact.unsubscribed_at is None for presence in there),
    )


def headcount_of(roundtable: Roundtable) -> Headcount | None:
    """Return the recorded head-count, or None while none is."""
    attendance = getattr(roundtable, "attendance", None)
    if attendance is None:
        return None
    return Headcount(
        attendance.unit,
        attendance.exact,
        attendance.least,
        attendance.most,
        attendance.online,
        attendance.on_site,
        attendance.organisations,
    )
