"""Eurostat's tables of local units come in as they are published, and only the lines that are asked for."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maillage.kit.audit import SYSTEM
from maillage.territory.actions import ImportResult, import_places
from maillage.territory.lands import is_swapped
from maillage.territory.local_units import Wanted
from maillage.territory.models import Place, Region
from tests import factories as make
from tests.territory.sheets import ABABUJ, ABEJAR, HEADING, SORIA, workbook

pytestmark = pytest.mark.django_db
NOT_PEOPLE = ": a whole number from 0 to 50000000. Empty means unknown."
NO_AREA = " is not an area in square kilometres: above 0, at most 1000000. Empty means unknown."


@pytest.fixture
def soria(db: None) -> Region:
    return make.a_region(slug="soria", country="ES")


def take(source: Path, region: Region | None = None, **options: Any) -> ImportResult:
    options = {"dry_run": False, "progress": lambda done, total: None, **options}
    return import_places(source, region=region, by=SYSTEM, **options)


def test_a_workbook_of_local_units_comes_in_by_its_nuts_code(tmp_path: Path, soria: Region) -> None:
    source = workbook(
        tmp_path / "EU-27-LAU-2019-NUTS-2016.xlsx",
        {"Overview": [("Local units", 2019)], "ES": [HEADING, SORIA, ABEJAR, ABABUJ], "FR": [HEADING]},
    )
    assert take(source, soria, wanted=Wanted.of(nuts=["es417"]), population_year=2018) == ImportResult(created=2)
    place = Place.objects.get(code="42173")
    assert (place.country, place.name, place.population, place.population_year) == ("ES", "Soria", 39398, 2018)
    assert (place.area_km2, place.degurba) == (271.77, 2)
    assert place.source == place.degurba_source == "Eurostat, EU-27-LAU-2019-NUTS-2016.xlsx"
    assert set(soria.places.values_list("code", flat=True)) == {"42173", "42001"}


def test_what_eurostat_does_not_know_is_unknown(tmp_path: Path, db: None) -> None:
    source = workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, ABABUJ]})
    assert take(source) == ImportResult(created=1)
    place = Place.objects.get()
    assert (place.population, place.population_year, place.area_km2, place.degurba) == (None, None, None, 3)


def test_the_combined_sheet_is_read_instead_of_those_it_repeats(tmp_path: Path, db: None) -> None:
    lines = [HEADING, SORIA, ABABUJ]
    source = workbook(tmp_path / "lau.xlsx", {"ES": lines, "Combined": lines})
    assert take(source, wanted=Wanted.of(countries=["es"])) == ImportResult(created=2)


def test_sheets_of_other_countries_are_not_opened(tmp_path: Path, db: None) -> None:
    greek = ("EL611", "23010101", "Καρδίτσα", "Karditsa", "no", 39119, 34_360_000, 2, "no", "no")
    broken = [HEADING, ("FR", None, None, "=1+1", "", "many", "", 9, "", "")]
    source = workbook(tmp_path / "lau.xlsx", {"FR": broken, "EL": [HEADING, greek]})
    for wanted in (Wanted.of(["GR"]), Wanted.of(["el"]), Wanted.of(nuts=["EL61"]), Wanted.of(nuts=["GR61"])):
        assert take(source, wanted=wanted, dry_run=True) == ImportResult(created=1)
    assert take(source, wanted=Wanted.of(["PL"])).errors == (
        (0, "The workbook has no sheet for the country that is asked for."),
    )
    assert take(source, wanted=Wanted.of(nuts=["EL99"])).errors == (
        (1, "The file has no places of the country or the NUTS code that is asked for. Look at its codes."),
    )


def test_a_code_that_a_spreadsheet_took_for_a_number_gets_its_zeros_back(tmp_path: Path, db: None) -> None:
    line = ("ES211", 1001, "Alegría-Dulantzi", None, "no", 2925.0, 19_930_000, 3, "no", "no")
    assert take(workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, line]})) == ImportResult(created=1)
    assert Place.objects.get().code == "01001"


def test_the_table_beside_the_map_files_comes_in_too(tmp_path: Path, db: None) -> None:
    source = tmp_path / "LAU_RG_01M_2021.csv"
    source.write_text(
        "GISCO_ID,CNTR_CODE,LAU_ID,LAU_NAME,POP_2021,POP_DENS_2021,AREA_KM2\n"
        'ES_42173,ES,42173,Soria,"39,695",146.1,271.7\nEL_23010101,EL,23010101,Καρδίτσα,n.a.,,34.36\n'
    )
    assert take(source, wanted=Wanted.of(["ES"])) == ImportResult(created=1)
    place = Place.objects.get()
    assert (place.population, place.population_year, place.area_km2) == (39695, 2021, 271.7)


def test_a_workbook_of_ours_comes_in_like_a_table(tmp_path: Path, db: None) -> None:
    make.a_region(slug="soria", country="ES")
    lines = [("code", "name", "country", "region", "lat", "lon"), ("1", "Here", "ES", "soria", 41.5, -2.5)]
    assert take(workbook(tmp_path / "ours.xlsx", {"Places": [(), *lines]})) == ImportResult(created=1)
    assert Place.objects.get(regions__slug="soria").longitude == -2.5


def test_each_error_has_the_address_of_its_cell_and_nothing_comes_in(tmp_path: Path, soria: Region) -> None:
    lines = [
        HEADING,
        SORIA,
        ("ES417", "42002", "Two", None, "no", -5, 1, 3, "", ""),
        ("ES417", "42003", "Three", None, "no", 60_000_000, 5e12, 4, "", ""),
        ("ES417", "42004", "=cmd|'/c calc'!A0", None, "no", 12.5, "big", True, "", ""),
        ("ES417", date(2026, 1, 3), "Five", None, "no", "#REF!", None, None, "", ""),
        SORIA,
        ("ES417", None, "Seven", None, "no", None, None, None, "", ""),
    ]
    errors = dict.fromkeys(take(workbook(tmp_path / "lau.xlsx", {"ES": lines}), soria).errors)
    assert list(errors) == [
        (3, "ES!F3: “-5” is not a number of inhabitants" + NOT_PEOPLE),
        (4, "ES!F4: “60000000” is not a number of inhabitants" + NOT_PEOPLE),
        (4, "ES!G4: “5000000.0”" + NO_AREA),
        (4, "ES!H4: “4” is not a degree of urbanisation: 1 city, 2 town, 3 rural. Empty means not known."),
        (5, "ES!H5: The cell holds “true” or “false”, not a text or a figure."),
        (5, "ES!C5: The cell “name” begins like a formula. Write the text itself."),
        (5, "ES!F5: “12.5” is not a number of inhabitants" + NOT_PEOPLE),
        (5, "ES!G5: “big”" + NO_AREA),
        (6, "ES!B6: The cell holds a day or a time. Format it as text and write it again."),
        (6, "ES!F6: The cell shows a fault of its sheet, “#REF!”. Correct it there."),
        (6, "ES!6: The place has no code. Write one."),
        (7, "ES!B7: The code 42173 stands at ES!B2 already. Keep one of the two."),
        (8, "ES!8: The place has no code. Write one."),
    ]
    assert not Place.objects.exists()


def test_a_rehearsal_reads_everything_and_tells_its_progress(tmp_path: Path, db: None) -> None:
    lines = [("ES417", f"42{number:03}", f"Village {number}", None, "", 10, 1e7, 3, "", "") for number in range(450)]
    told: list[tuple[int, int]] = []
    source = workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, *lines]})
    result = take(source, dry_run=True, progress=lambda done, total: told.append((done, total)))
    assert result == ImportResult(created=450)
    assert [done for done, _total in told] == [200, 400, 450]
    assert not Place.objects.exists()


def test_a_new_figure_without_a_year_does_not_keep_the_old_year(tmp_path: Path, db: None) -> None:
    Place.objects.create(country="ES", code="42173", name="Soria", population=40000, population_year=2023, source="INE")
    take(workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, SORIA]}))
    place = Place.objects.get()
    assert (place.population, place.population_year, place.source) == (39398, None, "Eurostat, lau.xlsx")


def test_a_source_that_is_named_stands_beside_each_place(tmp_path: Path, db: None) -> None:
    Place.objects.create(country="ES", code="42173", name="Soria", source="GeoNames")
    take(workbook(tmp_path / "lau.xlsx", {"ES": [HEADING, SORIA, ABEJAR]}), origin="Eurostat LAU 2019")
    assert set(Place.objects.values_list("source", "degurba_source")) == {("Eurostat LAU 2019", "Eurostat LAU 2019")}


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1,A,FR,4.83,46.3", "Latitude 4.83 and longitude 46.3 look as if they had changed places."),
        ("1,A,GR,21.9,39.4", "Latitude 21.9 and longitude 39.4 look as if they had changed places."),
        ("1,A,FR,0,0",
         "Latitude and longitude are both 0, which is in the sea. Leave both empty where they are not known."),
        ("1,@SUM(A1),FR,46.3,4.83", "The cell “name” begins like a formula. Write the text itself."),
    ],
)  # fmt: skip
def test_coordinates_that_changed_places_are_seen(tmp_path: Path, db: None, line: str, sentence: str) -> None:
    source = tmp_path / "places.csv"
    source.write_text(f"code,name,country,latitude,longitude\n{line}\n")
    assert take(source).errors == ((2, sentence),)


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [("FR", -21.1, 55.5), ("FR", -12.8, 45.2), ("FR", 4.9, -52.3), ("ES", 28.1, -15.4), ("PT", 37.7, -25.7),
     ("XK", 1, 42)],
)  # fmt: skip
def test_land_overseas_is_not_taken_for_swapped(country: str, latitude: float, longitude: float) -> None:
    assert not is_swapped(country, latitude, longitude)
