"""Questions about reports: which are published, and in which words a reader sees one."""

from __future__ import annotations

from django.db.models import QuerySet

from maillage.cooperation.models import ReportText, ReportVersion, Roundtable
from maillage.territory.models import Region


def published_reports(region: Region | None = None) -> QuerySet[ReportVersion]:
    """Return the published versions, newest first, with roundtable, region and programme in the same query."""
    versions = ReportVersion.objects.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    if region is not None:
        versions = versions.filter(roundtable__region=region)
    return versions.select_related("roundtable__region__programme").order_by("-published_at", "-id")


def report_for(roundtable: Roundtable, language: str) -> ReportText | None:
    """Return the published report in `language`, else in English, else in the first language it was written in."""
    texts = list(
        ReportText.objects.filter(
            version__roundtable=roundtable, version__published_at__isnull=False, version__withdrawn_at__isnull=True
        ).select_related("version")
    )
    return min(texts, key=lambda text: (text.language != language, text.language != "en", text.pk), default=None)
