"""Questions about tables of people: those of a region, and what a release tells in any language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from maillage.insight.models import PeopleTable, Release
from maillage.insight.queries.releases import key_of
from maillage.territory.models import Region


def tables_of(region: Region) -> QuerySet[PeopleTable]:
    """Return the tables of a region with their releases, newest first."""
    return PeopleTable.objects.filter(region=region).select_related("release").order_by("series", "-as_of", "-pk")


def public_tables(region: Region) -> list[dict[str, Any]]:
    """Return the newest release of each series as everybody may see it: never an exact count that is not shown."""
    newest: dict[str, Release] = {}
    found = Release.objects.filter(table__region=region).select_related("table__region")
    for release in found.order_by("table__as_of", "pk"):
        newest[release.table.series] = release
    return [told_table(release.table, release.form, release.cells, release.rule) for release in newest.values()]


def told_table(table: PeopleTable, form: str, kept: Mapping[str, Any], rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table as released, its rows and columns named by wordings: several where they are told together."""
    rows = {key_of(row, table.region): row for row in table.rows}
    columns = {key_of(column, table.region): column for column in table.columns}
    return {
        "series": table.series,
        "title": dict(table.title),
        "indicator": table.indicator,
        "as_of": table.as_of.isoformat(),
        "level": table.level,
        "source": table.source,
        "licence": table.licence,
        "method": table.method,
        "form": form,
        "rows": [_names(key, rows, kept, "rows") for key in kept["rows"]],
        "columns": [_names(key, columns, kept, "columns") for key in kept["columns"]],
        "cells": kept["cells"],
        "threshold": rule["threshold"],
        "width": rule["width"],
    }


def _names(key: str, wordings: Mapping[str, Any], kept: Mapping[str, Any], axis: str) -> Sequence[dict[str, str]]:
    """Return the wordings behind a name, through what was merged; none for the total."""
    for merge in ("merge", "groups"):
        if parts := kept[merge][axis].get(key):
            return [name for part in parts for name in _names(part, wordings, kept, axis)]
    return [dict(wordings[key])] if key in wordings else []
