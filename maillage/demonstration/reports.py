"""The published reports of the demonstration, drafted from the records like any other."""

from __future__ import annotations

from maillage.demonstration.facts import Facts
from maillage.territory.models import Region


def publish_reports(regions: list[Facts], homes: dict[str, Region]) -> None:
    """Draft, freeze and publish the report of each documented roundtable in English and French."""
