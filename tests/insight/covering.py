"""Regions to reckon coverage with: a town with villages around it, needs, listeners, and the real communes."""

from __future__ import annotations

import csv
import itertools
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from maillage.cooperation.enums import State
from maillage.cooperation.models import Need, Raising, ReportVersion, Roundtable
from maillage.core.folding import fold
from maillage.initiatives.enums import Serves, Standing
from maillage.initiatives.models import Initiative, Terms
from maillage.kit.audit import SYSTEM
from maillage.territory.actions import import_places
from maillage.territory.models import Place, Region, Theme
from tests import factories as make

TERRITORY = os.environ.get("MAILLAGE_TERRITORY_DATA", "")
needs_real_data = pytest.mark.skipif(not TERRITORY, reason="MAILLAGE_TERRITORY_DATA names no folder of real places")
codes = itertools.count(10_001)


def a_place(region: Region, name: str = "", **fields: Any) -> Place:
    """A municipality of 1,000 people at the town, unless told otherwise."""
    code = next(codes)
    usual = {"population": 1_000, "population_year": 2023, "area_km2": 10.0, "latitude": 44.0, "longitude": 5.0}
    called = name or f"Place {code}"
    place = Place.objects.create(
        code=f"C{code}", country="FR", name=called, folded_name=fold(called), **{**usual, "degurba": 3, **fields}
    )
    region.places.add(place)
    return place


def a_countryside(region: Region, villages: int = 6) -> tuple[Place, list[Place]]:
    """A town of 6,000 and villages of 1,000 to the east, each 11 km in a straight line from the one before."""
    town = a_place(region, "Town", population=6_000, degurba=2)
    return town, [a_place(region, f"Village {n}", longitude=5.0 + 0.1375 * n) for n in range(1, villages + 1)]


def a_theme(key: str = "language_and_literacy") -> Theme:
    return Theme.objects.get(key=key)


def an_initiative(region: Region, place: Place | None, theme: Theme | None = None, **fields: Any) -> Initiative:
    capacity = fields.pop("capacity", None)
    served = fields.pop("served", [])
    usual = {"name": {"en": "Lessons"}, "standing": Standing.PRESENT, "serves": Serves.POINT}
    initiative = Initiative.objects.create(region=region, place=place, **{**usual, **fields})
    initiative.themes.add(theme or a_theme())
    initiative.places_served.add(*served)
    if capacity is not None:
        Terms.objects.create(initiative=initiative, capacity_a_week=capacity)
    return initiative


def a_reported_table(region: Region, on: date = date(2022, 1, 25)) -> Roundtable:
    """A roundtable whose report is out."""
    number = region.roundtables.count() + 1
    table = make.a_roundtable(region, number, date=on, state=State.HELD)
    ReportVersion.objects.create(
        roundtable=table, number=1, frozen_at=timezone.now(), frozen_by="x", published_at=timezone.now()
    )
    return table


def a_need(table: Roundtable, *places: Place, theme: Theme | None = None, **fields: Any) -> Need:
    need = Need.objects.create(
        region=table.region, text={"en": "Lessons in the evening."}, theme=theme or a_theme(), **fields
    )
    Raising.objects.create(need=need, roundtable=table)
    need.places.add(*places)
    return need


def the_real(slug: str, folder: Path, file: str = "communes_fr.csv", **fields: Any) -> Region:
    """A region with its real places, read in as `import-places` does."""
    with (Path(TERRITORY) / file).open(encoding="utf-8") as source:
        head, *rows = list(csv.reader(source))
    mine = [row for row in rows if row[head.index("region")] == slug]
    table = folder / file
    with table.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([head, *mine])
    region = make.a_region(slug=slug, **fields)
    found = import_places(table, region=region, dry_run=False, progress=lambda done, total: None, by=SYSTEM)
    assert found.errors == ()
    return region
