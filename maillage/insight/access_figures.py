"""What a region's desk may reach of figures, strategies, tables of people and factfiles: its own and nothing else."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from maillage.insight.models import Factfile, Figure, PeopleTable, Strategy
from maillage.territory.models import Region


def get_figure(region: Region, public_id: str) -> Figure:
    """Return a figure of this region."""
    return get_object_or_404(Figure.objects.select_related("region", "place"), region=region, public_id=public_id)


def get_strategy(region: Region, public_id: str) -> Strategy:
    """Return a strategy of this region."""
    return get_object_or_404(Strategy.objects.select_related("region"), region=region, public_id=public_id)


def get_people_table(region: Region, public_id: str) -> PeopleTable:
    """Return a table of people of this region, with its release."""
    rows = PeopleTable.objects.select_related("region", "release")
    return get_object_or_404(rows, region=region, public_id=public_id)


def get_factfile(region: Region, edition: int) -> Factfile:
    """Return an edition of this region's factfile."""
    return get_object_or_404(Factfile.objects.select_related("region"), region=region, number=edition)
