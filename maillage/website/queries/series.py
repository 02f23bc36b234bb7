"""Questions about the series of a region as the public sees it."""

from __future__ import annotations

from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery

from maillage.cooperation.enums import State
from maillage.cooperation.models import ReportText, ReportVersion, Roundtable
from maillage.cooperation.queries.attendance import headcount_of
from maillage.core.headcount import in_words
from maillage.kit.spoken import page_language
from maillage.territory.models import Region

# A roundtable with the columns that `public_series` adds.
InPublic = Any


def public_series(region: Region) -> QuerySet[Any]:
    """Return the roundtables that were called, held or cancelled, with head-count and when the report came out.

    `published_at` is the day of the first version, `corrected_at` that of the version that stands.
    """
    out = ReportVersion.objects.filter(roundtable=OuterRef("pk"), published_at__isnull=False)
    first = out.order_by().values("roundtable").annotate(first=Min("published_at")).values("first")
    standing = out.filter(withdrawn_at__isnull=True)
    return (
        Roundtable.objects.filter(region=region)
        .exclude(state=State.DRAFT)
        .select_related("attendance", "venue_organisation")
        .annotate(
            first_published_at=Subquery(first),
            standing_version=Subquery(standing.values("number")[:1]),
            standing_since=Subquery(standing.values("published_at")[:1]),
        )
        .order_by("number")
    )


def published_texts(roundtable: Roundtable) -> list[ReportText]:
    """Return every version of a report that was ever published, in all its languages, the newest first."""
    texts = ReportText.objects.filter(version__roundtable=roundtable, version__published_at__isnull=False)
    return list(texts.select_related("version").order_by("-version__number", "language"))


def headcount_in_words(roundtable: Roundtable) -> str:
    """Say the head-count of a roundtable in the language of the page."""
    return in_words(headcount_of(roundtable), page_language())
