"""Questions about who took part: what the ticks add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from maillage.cooperation.enums import Mode, Unit
from maillage.cooperation.models import Presence, Roundtable
from maillage.core.headcount import Headcount


@dataclass(frozen=True)
class Ticked:
    """What the ticks add up to: people and organisations apart, people by category."""

    headcount: Headcount
    categories: dict[str, int]
    without_category: int


def ticked_at(roundtable: Roundtable) -> Ticked:
    """Count who was ticked; whoever left midway was there."""
    presences = Presence.objects.filter(roundtable=roundtable).select_related("contact__organisation")
    return counted_presences(list(presences), is_hybrid=roundtable.mode == Mode.HYBRID)


def counted_presences(presences: Iterable[Presence], *, is_hybrid: bool) -> Ticked:
    """Count presences; online and on site apart only where every one of a hybrid roundtable says which."""
    there = list(presences)
    manners = Counter(presence.comes for presence in there)
    split = is_hybrid and bool(there) and manners[Mode.ONLINE] + manners[Mode.ON_SITE] == len(there)
    organisations = {presence.contact.organisation_id for presence in there} - {None}
    categories = Counter(presence.contact.stakeholder_category for presence in there)
    return Ticked(
        Headcount(
            unit=Unit.PEOPLE,
            exact=len(there) if there else None,
            online=manners[Mode.ONLINE] if split else None,
            on_site=manners[Mode.ON_SITE] if split else None,
            organisations=len(organisations) or None,
        ),
        {category: count for category, count in categories.items() if category},
        categories[""],
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
