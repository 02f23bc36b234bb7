"""What was done in a region."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from maillage.kit.models import AuditEntry
from maillage.territory.models import Region


def deeds_of(region: Region, day: date | None = None, verb: str = "") -> QuerySet[AuditEntry]:
    """Return the trail of a region, newest first, of one day or one verb where asked."""
    found = AuditEntry.objects.filter(owner=region.slug)
    if day:
        found = found.filter(at__date=day)
    return found.filter(verb=verb) if verb else found


def verbs_of(region: Region) -> list[str]:
    """Return the verbs that occur in the trail of a region."""
    return list(AuditEntry.objects.filter(owner=region.slug).order_by("verb").values_list("verb", flat=True).distinct())
