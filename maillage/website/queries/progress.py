"""Questions about what became of promises: those of roundtables whose report is out, each with its theme."""

from __future__ import annotations

from datetime import date
from typing import Any

from maillage.core.progress import Standing, Tally, standing, tally
from maillage.territory.models import Programme, Region
from maillage.website.queries.needs import public_commitments

# A promise with the columns that `cooperation.queries.commitments.with_progress` adds.
Going = Any


def promises_of_region(region: Region, on: date | None = None) -> list[Going]:
    """Return the public promises of a region with theme and owner, the earliest made first, in one query."""
    found = public_commitments(on).filter(region=region).select_related("organisation", "need__theme__group")
    return list(found.order_by("roundtable__number", "due_on", "pk"))


def standing_of(promise: Going, today: date) -> Standing:
    """Say how a promise stands."""
    return standing(promise.progress, promise.due_on, today)


def tally_of_programme(programme: Programme, today: date) -> Tally:
    """Count the public promises of the active regions of a programme, in one query."""
    found = public_commitments(today).filter(region__programme=programme, region__is_active=True)
    rows = found.order_by().values_list("progress", "due_on")
    return tally(standing(told, due_on, today) for told, due_on in rows)
