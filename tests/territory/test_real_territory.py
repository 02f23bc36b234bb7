"""The whole tables and outlines of ten regions in four countries come in, with the figures that are known of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Sum

from maillage.kit.audit import SYSTEM
from maillage.territory.actions import OutlinesResult, import_outlines, import_places
from maillage.territory.models import Place, PlaceOutline, Region, RegionMap
from maillage.territory.queries.missing import missing_of
from maillage.territory.queries.places import counted_places, outline_sources
from tests import factories as make

pytestmark = pytest.mark.django_db
TABLES = ("communes_fr", "municipios_es", "gminy_pl", "municipalities_el", "communities_el")
ISO = {"FR": "FR", "ES": "ES", "PL": "PL", "EL": "GR"}
# Places, inhabitants, shares of city, town and rural: the table of methods, section 10.
KNOWN = {
    "saone-et-loire": (563, 550_310, 0, 0.433, 0.567),
    "vaucluse": (151, 572_056, 0.193, 0.472, 0.335),
    "correze": (277, 240_826, 0, 0.342, 0.658),
    "isere": (512, 1_298_990, 0.234, 0.408, 0.358),
    "soria": (183, 88_636, 0, 0.506, 0.494),
    "teruel": (236, 134_137, 0, 0.442, 0.558),
    "guadalajara": (288, 257_762, 0.333, 0.336, 0.331),
    "lower-silesia": (169, 2_901_225, 0.389, 0.306, 0.305),
    "mazovia": (314, 5_403_412, 0.405, 0.279, 0.316),
    "karditsa": (144, 113_544, 0, 0.448, 0.552),
}
OUTLINES = {
    "communes_19": ("FR", "correze", 277),
    "communes_38": ("FR", "isere", 512),
    "communes_71": ("FR", "saone-et-loire", 563),
    "communes_84": ("FR", "vaucluse", 151),
    "municipios_19_guadalajara": ("ES", "guadalajara", 288),
    "municipios_42_soria": ("ES", "soria", 183),
    "municipios_44_teruel": ("ES", "teruel", 236),
}


@pytest.fixture
def folder() -> Path:
    if not settings.TERRITORY_DATA:
        pytest.skip("MAILLAGE_TERRITORY_DATA does not name the folder of the full tables")
    return Path(settings.TERRITORY_DATA)


def quiet(done: int, total: int) -> None:
    pass


def outlines(path: Path, country: str = "") -> OutlinesResult:
    return import_outlines(path, country=country, dry_run=False, progress=quiet, by=SYSTEM)


@pytest.fixture
def ten(folder: Path) -> dict[str, Region]:
    countries = {}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                countries.setdefault(row["region"], ISO[row["nuts3"][:2]])
    regions = {slug: make.a_region(slug=slug, country=country) for slug, country in countries.items()}
    for name in TABLES:
        result = import_places(
            folder / f"{name}.csv",
            region=None,
            dry_run=False,
            progress=quiet,
            by=SYSTEM,
            ignore_unknown_parents=name == "gminy_pl",
        )
        assert result.errors == ()
    return regions


def test_every_file_comes_in_with_its_known_figures(folder: Path, ten: dict[str, Region]) -> None:
    found = {slug: figures(region) for slug, region in ten.items()}
    assert found == KNOWN
    before = {slug: missing_of(region).outline.count for slug, region in ten.items()}
    assert before == {slug: row[0] for slug, row in KNOWN.items()}

    communities_say_that_they_lack_coordinates(ten["karditsa"])
    for name, (country, slug, count) in OUTLINES.items():
        result = outlines(folder / f"{name}.geojson", country)
        assert (result.errors, result.unknown, result.places) == ((), (), count), name
        drawn = RegionMap.objects.get(region=ten[slug]).outlines
        assert len(drawn["places"]) == len(drawn["points"]) == count
        assert sum(map(len, drawn["places"].values())) < 60_000
        assert missing_of(ten[slug]).outline.count == 0
    powiaty = outlines(folder / "powiaty_pl.geojson")
    regions = outlines(folder / "regions.geojson")
    assert (powiaty.errors, powiaty.parts, powiaty.unknown) == ((), 72, ())
    assert (regions.errors, regions.regions, regions.unknown) == ((), 9, ())
    assert PlaceOutline.objects.count() == 2210
    silesia = RegionMap.objects.get(region=ten["lower-silesia"]).outlines
    assert len(silesia["backdrop"]) == 30 + 1
    assert len(silesia["points"]) == 169
    assert outline_sources(ten["mazovia"]) == [("powiaty_pl.geojson", ""), ("regions.geojson", "")]


def figures(region: Region) -> tuple[int, int, float, float, float]:
    places = counted_places(region)
    of_class = dict(places.values_list("degurba").annotate(Sum("population")).order_by())
    total = sum(of_class.values())
    shares = [round(of_class.get(degurba, 0) / total, 3) for degurba in (1, 2, 3)]
    return places.count(), total, *shares


def communities_say_that_they_lack_coordinates(karditsa: Region) -> None:
    missing = missing_of(karditsa)
    assert (missing.places, missing.coordinates.count, missing.population.count) == (144, 144, 0)
    assert missing.coordinates.of_all
    assert missing.coordinates.names[0] == "Δημοτική Κοινότητα Καρδίτσης"
    assert Place.objects.filter(regions=karditsa, latitude__isnull=False).count() == 6
