"""A region has one level of units: localities with borrowed codes leave it when the official units come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Sum

from maillage.config import cli
from maillage.demonstration.load import load_once
from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.actions import ImportResult, import_places
from maillage.territory.models import Place, Region
from maillage.territory.queries.missing import missing_of
from maillage.territory.queries.places import counted_places
from tests import factories as make

pytestmark = pytest.mark.django_db
HEADER = "code,name,country,population,area_km2,latitude,longitude,source"
UNITS = ("10,Town,PL,9000,100,52.0,20.0,Register", "11,Land,PL,4000,100,52.3,20.0,Register")


@pytest.fixture
def region(db: None) -> Region:
    region = make.a_region(slug="mazovia", country="PL")
    for number, name, people, latitude in ((1, "Town", 5000, 52.01), (2, "Hamlet", 300, 52.31), (3, "Far", 200, 52.9)):
        region.places.add(
            Place.objects.create(
                code=f"geonames:{number}", country="PL", name=name, population=people, latitude=latitude,
                longitude=20.0, source="GeoNames",
            )
        )  # fmt: skip
    return region


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "units.csv"
    path.write_text("\n".join((HEADER, *UNITS)), encoding="utf-8")
    return path


def take(source: Path, region: Region | None = None, **options: Any) -> ImportResult:
    options.setdefault("dry_run", False)
    return import_places(source, region=region, progress=lambda done, total: None, by=SYSTEM, **options)


def test_localities_leave_for_the_units_they_lie_in(region: Region, table: Path) -> None:
    assert take(table, region) == ImportResult(created=2, left=3, joined=2)
    assert set(region.places.values_list("name", "population")) == {("Town", 9000), ("Land", 4000)}
    assert counted_places(region).aggregate(people=Sum("population"))["people"] == 13_000
    assert {p.name: p.parent and p.parent.code for p in Place.objects.filter(code__contains=":")} == {
        "Town": "10", "Hamlet": "11", "Far": None,
    }  # fmt: skip
    assert AuditEntry.objects.get().details == {"places": 2, "left": 3, "joined": 2}
    assert take(table, region) == ImportResult(unchanged=2)


def test_a_rehearsal_says_who_would_leave_and_nobody_does(
    region: Region, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import-places", str(table), "--region", "mazovia", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 places would be new, 0 would be changed, 0 stay as they were.",
        "3 localities with borrowed codes would leave the region, so that nobody is counted twice: "
        "2 would be parts of the units they lie in, 1 lie in none.",
        "Lines that name no source carry the file's name; --source TEXT --licence TEXT says more.",
    ]
    assert region.places.count() == 3


def test_others_are_kept_on_demand_and_the_pages_say_that_there_are_two_kinds(region: Region, table: Path) -> None:
    assert take(table, region, keep_others=True) == ImportResult(created=2)
    missing = missing_of(region)
    assert (missing.two_kinds, missing.official, missing.borrowed) == (True, 2, 3)


def test_a_table_of_a_few_units_takes_in_what_lies_in_them_and_leaves_the_rest(region: Region, tmp_path: Path) -> None:
    few = tmp_path / "few.csv"
    few.write_text(f"{HEADER}\n11,Land,PL,400,100,52.3,20.0,Register", encoding="utf-8")
    assert take(few, region) == ImportResult(created=1, left=1, joined=1, staying=2)
    assert set(region.places.values_list("name", flat=True)) == {"Land", "Town", "Far"}
    few.write_text(f"{HEADER}\n10,Town,PL,9000,100,52.0,20.0,Register", encoding="utf-8")
    assert take(few, region) == ImportResult(created=1, left=2, joined=1)
    assert set(region.places.values_list("code", flat=True)) == {"10", "11"}


def test_what_names_a_locality_names_its_unit_afterwards(region: Region, table: Path) -> None:
    town, hamlet = Place.objects.get(code="geonames:1"), Place.objects.get(code="geonames:2")
    need = make.a_need(make.a_roundtable(region))
    need.places.set([town, hamlet])
    organisation = make.an_organisation(region, based_in=hamlet)
    take(table, region)
    assert set(need.places.values_list("code", flat=True)) == {"10", "11"}
    assert Place.objects.get(organisations_based=organisation).code == "11"


def test_what_is_told_of_a_whole_village_is_not_told_of_the_unit_around_it(region: Region, table: Path) -> None:
    for number in (1, 2):
        place = Place.objects.get(code=f"geonames:{number}")
        region.newcomers_there.create(place=place, persons=10 * number, as_of="2026-01-01", source="Office")
    take(table, region)
    assert dict(region.newcomers_there.values_list("place__code", "persons")) == {"10": 10, "geonames:2": 20}


def test_a_count_of_the_unit_itself_stays_when_its_namesake_joins(region: Region, table: Path) -> None:
    take(table, region, keep_others=True)
    for code, persons in (("10", 44), ("geonames:1", 12)):
        place = Place.objects.get(code=code)
        region.newcomers_there.create(place=place, persons=persons, as_of="2026-01-01", source="Office")
    take(table, region)
    assert dict(region.newcomers_there.values_list("place__code", "persons")) == {"10": 44, "geonames:1": 12}


def test_figures_of_another_table_name_that_table(region: Region, tmp_path: Path) -> None:
    old = Place.objects.create(code="10", country="PL", name="Town", population=1, area_km2=90, source="GeoNames")
    table = tmp_path / "figures.csv"
    table.write_text("code,name,country,population\n10,Town,PL,9000", encoding="utf-8")
    take(table, region)
    old.refresh_from_db()
    assert (old.population, old.source) == (9000, "GeoNames; figures.csv")
    table.write_text("code,name,country,population,area_km2\n10,Town,PL,9001,91", encoding="utf-8")
    take(table, region)
    old.refresh_from_db()
    assert old.source == "figures.csv"


def test_over_a_loaded_demonstration_the_real_tables_count_everybody_once() -> None:
    if not settings.TERRITORY_DATA:
        pytest.skip("MAILLAGE_TERRITORY_DATA does not name the folder of the full tables")
    load_once()
    folder = Path(settings.TERRITORY_DATA)
    for name in ("communes_fr", "municipios_es", "gminy_pl", "municipalities_el", "communities_el"):
        result = take(folder / f"{name}.csv", ignore_unknown_parents=name == "gminy_pl")
        assert (result.errors, result.staying) == ((), 0)
    found = {
        region.slug: (counted_places(region).count(), counted_places(region).aggregate(Sum("population")))
        for region in Region.objects.all()
    }
    assert {slug: (count, people["population__sum"]) for slug, (count, people) in found.items()} == {
        "saone-et-loire": (563, 550_310),
        "vaucluse": (151, 572_056),
        "correze": (277, 240_826),
        "isere": (512, 1_298_990),
        "soria": (183, 88_636),
        "teruel": (236, 134_137),
        "guadalajara": (288, 257_762),
        "lower-silesia": (169, 2_901_225),
        "mazovia": (314, 5_403_412),
        "karditsa": (144, 113_544),
    }
    assert not any(missing_of(region).two_kinds for region in Region.objects.all())
    assert not Place.objects.filter(regions__slug="mazovia", source__contains="GeoNames").exists()
