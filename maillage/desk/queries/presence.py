"""Which members used to come and stopped, read from who was ticked as present."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maillage.cooperation.models import Presence
from maillage.people.models import Contact
from maillage.territory.models import Region


@dataclass(frozen=True)
class NotSeen:
    """How many organisations stopped coming, and the day since which none of them was seen."""

    organisations: int = 0
    since: date | None = None


def not_seen(region: Region, invited: Iterable[Contact] = ()) -> NotSeen:
    """Return who sits in a region, was present once, not at the last table that was ticked, and is not invited yet."""
    presences = (
        Presence.objects.filter(
            roundtable__region=region,
            contact__organisation__seats__region=region,
            contact__organisation__seats__left_on__isnull=True,
        )
        .values_list("contact__organisation", "roundtable__date")
        .order_by("roundtable__date")
    )
    last_seen = dict(presences)
    last_table = max(last_seen.values(), default=None)
    asked = {contact.organisation_id for contact in invited}
    missing = [on for organisation, on in last_seen.items() if on != last_table and organisation not in asked]
    return NotSeen(len(missing), max(missing, default=None))
