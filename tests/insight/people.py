"""Tables of people for tests, and what a reader of all that was published could reckon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from maillage.insight.actions.release import release_table
from maillage.insight.enums import Indicator
from maillage.insight.models import PeopleTable, Release
from maillage.insight.queries.releases import proposal_of
from maillage.kit.audit import SYSTEM
from maillage.territory.models import Region


def a_table(region: Region, counts: Sequence[Sequence[int | None]], **fields: Any) -> PeopleTable:
    """A table of places by status."""
    return PeopleTable.objects.create(
        region=region,
        counts=[list(line) for line in counts],
        **{
            "indicator": Indicator.SETTLED,
            "title": {"en": "People who settled", "fr": "Personnes installées"},
            "series": "settled",
            "rows": [{"fr": f"Secteur {number}", "en": f"Area {number}"} for number in range(1, len(counts) + 1)],
            "columns": [
                {"fr": f"Statut {number}", "en": f"Status {number}"} for number in range(1, len(counts[0]) + 1)
            ],
            "as_of": date(2025, 12, 31),
            "source": "An operator",
            **fields,
        },
    )


def released(table: PeopleTable) -> Release:
    """Look at what would be released, then press."""
    return release_table(table=table, seen=proposal_of(table).digest, by=SYSTEM)
