"""The published reports of the demonstration, drafted from the records like any other."""

from __future__ import annotations

from datetime import timedelta

from maillage.cooperation.actions.report import draft_report, freeze_report, publish_report
from maillage.cooperation.models import ReportVersion
from maillage.demonstration.facts import Facts
from maillage.demonstration.frame import noon_of
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Region


def publish_reports(regions: list[Facts], homes: dict[str, Region]) -> None:
    """Draft, freeze and publish the report of each documented roundtable in the languages of its region.

    When they really came out is not known: each stands on the day after its meeting, or where the facts place it,
    so that the order in time is kept. The programme page says so.
    """
    for region in regions:
        placed = {known["number"]: known.get("published") for known in region.get("roundtable", [])}
        for roundtable in homes[region["slug"]].roundtables.select_related("region__programme"):
            draft_report(roundtable=roundtable, by=SYSTEM)
            version = publish_report(version=freeze_report(roundtable=roundtable, by=SYSTEM), by=SYSTEM)
            day = placed[roundtable.number] or roundtable.date + timedelta(days=1)
            ReportVersion.objects.filter(pk=version.pk).update(frozen_at=noon_of(day), published_at=noon_of(day))
