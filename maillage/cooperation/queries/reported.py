"""What the public may read of a region's tables: only what belongs to a roundtable whose report is out."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from maillage.cooperation.models import Commitment, Mention, Need, Raising, ReportVersion
from maillage.initiatives.models import Initiative


def is_reported(path: str = "roundtable") -> Exists:
    """Ask whether the roundtable at `path` has a report that is out."""
    return Exists(
        ReportVersion.objects.filter(roundtable=OuterRef(path), published_at__isnull=False, withdrawn_at__isnull=True)
    )


def public_needs() -> QuerySet[Need]:
    """Return the needs that were raised at a roundtable whose report is out."""
    return Need.objects.filter(Exists(Raising.objects.filter(is_reported(), need=OuterRef("pk"))))


def reported_commitments() -> QuerySet[Commitment]:
    """Return the promises of roundtables whose report is out."""
    return Commitment.objects.filter(is_reported())


def public_practices() -> QuerySet[Initiative]:
    """Return the practices that may be shown; what was merged is shown with the one it was merged into."""
    return told_practices().filter(merged_into=None)


def told_practices() -> QuerySet[Initiative]:
    """Return the practices of which may be read: one noted at a roundtable waits until the report of one is out."""
    mentions = Mention.objects.filter(initiative=OuterRef("pk"))
    return Initiative.objects.filter(~Exists(mentions) | Exists(mentions.filter(is_reported())))
