"""Outlines come in from GeoJSON: all of a file or nothing of it, and each error with the number of its feature."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maillage.kit.audit import SYSTEM
from maillage.kit.models import AuditEntry
from maillage.territory.actions import OutlinesResult, draw_map, import_outlines
from maillage.territory.models import Place, PlaceOutline, Region, RegionMap, RegionOutline
from tests import factories as make

pytestmark = pytest.mark.django_db
Write = Callable[..., Path]
NESTED = "The file is nested deeper than 12 levels, which no outline is."
NO_GEOJSON = "The file is not GeoJSON in UTF-8, or it is cut off."
NO_COLLECTION = "The file is not a collection of features, which is how GeoJSON keeps outlines."
SWAPPED = "Latitude and longitude of this outline have changed places. GeoJSON puts the longitude first."


def ring(west: float, south: float, side: float = 0.1) -> list[list[float]]:
    east, north = west + side, south + side
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(rings: list[Any] | None, **said: Any) -> dict[str, Any]:
    geometry = None if rings is None else {"type": "Polygon", "coordinates": rings}
    return {"type": "Feature", "properties": said, "geometry": geometry}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*features: dict[str, Any]) -> Path:
        path = tmp_path / "borders.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


@pytest.fixture
def region(db: None) -> Region:
    region = make.a_region(slug="saone-et-loire", country="FR")
    for code, name, longitude in (("71001", "Here", 4.85), ("71002", "There", 4.95), ("71003", "Beyond", None)):
        latitude = None if longitude is None else 46.55
        place = Place.objects.create(code=code, name=name, country="FR", longitude=longitude, latitude=latitude)
        region.places.add(place)
    return region


def take(source: Path, *, dry_run: bool = False, **options: Any) -> OutlinesResult:
    return import_outlines(source, dry_run=dry_run, progress=lambda done, total: None, by=SYSTEM, **options)


def test_outlines_join_their_places_and_the_region_is_drawn(write: Write, region: Region) -> None:
    source = write(feature([ring(4.8, 46.5)], code="71001"), feature([ring(4.9, 46.5)], code="71002"))
    before = Region.objects.get(pk=region.pk).public_version
    assert take(source, origin="IGN", licence="Licence Ouverte 2.0") == OutlinesResult(places=2)
    outline = PlaceOutline.objects.get(place__code="71001")
    assert (outline.rings, outline.source) == ([[480000, 4650000, 10000, 0, 0, 10000, -10000, 0]], "IGN")
    drawn = RegionMap.objects.get(region=region).outlines
    assert len(drawn["places"]) == 2
    assert len(drawn["points"]) == 2
    assert drawn["sources"] == [["IGN", "Licence Ouverte 2.0"]]
    assert Region.objects.get(pk=region.pk).public_version > before
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.owner) == ("import_outlines", "saone-et-loire")
    assert entry.details == {"places": 2, "file": "IGN"}


def test_a_second_import_replaces_and_a_rehearsal_changes_nothing(write: Write, region: Region) -> None:
    take(write(feature([ring(4.8, 46.5)], code="71001")))
    source = write(feature([ring(4.8, 46.5, 0.2)], code="71001"))
    assert take(source, dry_run=True) == OutlinesResult(places=1)
    assert PlaceOutline.objects.get().rings[0][2] == 10000
    take(source)
    assert PlaceOutline.objects.get().rings[0][2] == 20000


def test_rings_that_enclose_nothing_are_dropped_and_counted(write: Write, region: Region) -> None:
    two, line = [[4.8, 46.5], [4.9, 46.5], [4.8, 46.5]], [[4.8, 46.5], [4.82, 46.5], [4.84, 46.5], [4.8, 46.5]]
    source = write(
        feature([ring(4.8, 46.5), two], code="71001"),
        feature([line], code="71002", name="There"),
        feature(None, code="71003"),
    )
    assert take(source) == OutlinesResult(places=1, dropped=2, empty=("There", "71003"))


def test_codes_that_nobody_knows_are_listed(write: Write, region: Region) -> None:
    source = write(feature([ring(4.8, 46.5)], code="71001"), feature([ring(4.8, 46.5)], code="71999", name="Gone"))
    assert take(source) == OutlinesResult(places=1, unknown=("71999 Gone",))
    alone = write(feature([ring(4.8, 46.5)], code="71999"))
    assert take(alone).errors == (
        (0, "None of these outlines belongs to a place or region known here. Import places first."),
    )


def test_a_region_and_its_parts_are_told_by_their_keys(write: Write, region: Region) -> None:
    source = write(
        feature([ring(4.5, 46.2, 1.0)], key="saone-et-loire", name="Saône-et-Loire", nuts="FRC13"),
        feature([ring(4.5, 46.2, 0.5)], region="saone-et-loire", name="South"),
        feature([ring(4.5, 46.2)], key="atlantis", name="Atlantis"),
    )
    assert take(source) == OutlinesResult(regions=1, parts=1, unknown=("atlantis",))
    assert list(RegionOutline.objects.values_list("part", flat=True)) == ["", "South"]
    assert set(RegionMap.objects.get(region=region).outlines["backdrop"]) == {"", "South"}


def test_the_same_code_in_two_countries_asks_which_one(write: Write, region: Region) -> None:
    spanish = Place.objects.create(code="71001", name="Otro", country="ES", longitude=-2.5, latitude=41.5)
    source = write(feature([ring(-2.6, 41.4)], code="71001"))
    assert take(source).errors == (
        (1, "These codes are known in ES, FR. Name the country of this file with --country."),
    )
    wrong = take(source, country="FR").errors
    assert wrong == ((1, "The outline lies 794 km from Here, whose code 71001 it has. Is it another country’s?"),)
    assert take(source, region=region).errors == wrong
    assert take(source, country="es") == OutlinesResult(places=1)
    assert PlaceOutline.objects.get().place == spanish


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"geometry": {"type": "Point", "coordinates": [4, 46]}}, "The feature is no polygon."),
        ({"geometry": {"type": "Polygon", "coordinates": 5}}, "The coordinates are not lists of rings."),
        ({"geometry": {"type": "Polygon", "coordinates": [7]}}, "The coordinates are not lists of rings."),
        ({"geometry": {"type": "Polygon", "coordinates": [[["4", 46]]]}}, "A corner is not a pair of numbers."),
        ({"geometry": {"type": "Polygon", "coordinates": [[[True, 46]]]}}, "A corner is not a pair of numbers."),
        ({"geometry": {"type": "Polygon", "coordinates": [[[4]]]}}, "A corner is not a pair of numbers."),
        ({"geometry": {"type": "Polygon", "coordinates": [ring(842000, 6600000)]}},
         "The corner 842000, 6600000 is not in degrees. Save the outlines as WGS 84."),
        ({"geometry": {"type": "Polygon", "coordinates": [ring(-20, 20, 40)]}},
         "The outline is more than 20 degrees wide or high."),
        ({"geometry": {"type": "Polygon", "coordinates": [ring(46.5, 4.9)]}}, SWAPPED),
        ({"properties": {"name": "Nowhere"}},
         "The feature has neither the code of a place, nor a region’s key, nor a name and a region."),
        ({"properties": None}, "The feature has no properties that say which place it is."),
        ({"properties": {"code": "71001"}}, "The code 71001 stands in feature 1 already. Keep one of the two."),
    ],
)  # fmt: skip
def test_a_wrong_feature_is_named_with_its_number_and_nothing_comes_in(
    write: Write, region: Region, changed: dict[str, Any], sentence: str
) -> None:
    good, other = feature([ring(4.8, 46.5)], code="71001"), feature([ring(4.9, 46.5)], code="71002")
    assert take(write(good, {**other, **changed})).errors == ((2, sentence),)
    assert not PlaceOutline.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", NO_GEOJSON),
        (b'{"type": "FeatureCollection", "features": [', NO_GEOJSON),
        (b'\xff\xfe{"type"', NO_GEOJSON),
        (b'{"type": "FeatureCollection", "features": [NaN]}', NO_GEOJSON),
        (b"[]", NO_COLLECTION),
        (b'{"type": "Feature"}', NO_COLLECTION),
        (b'{"type": "FeatureCollection", "features": {}}', NO_COLLECTION),
        (b'{"type": "FeatureCollection", "features": []}', "The file has no outlines."),
        (b"[" * 100_000, NESTED),
        (b'{"a": "' + b"[" * 50 + b'", "b": ' + b"[" * 13, NESTED),
    ],
    ids=range(10),
)
def test_a_file_that_is_no_geojson_is_refused(tmp_path: Path, region: Region, content: bytes, sentence: str) -> None:
    path = tmp_path / "borders.geojson"
    path.write_bytes(content)
    assert take(path).errors == ((0, sentence),)


def test_sizes_are_bounded(write: Write, region: Region, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(*[feature([ring(4.8, 46.5)], code=str(number)) for number in range(3)])
    monkeypatch.setattr("maillage.territory.outlines_file.MOST_CORNERS", 3)
    assert take(source).errors[0] == (1, "The outline has more than 3 corners. Simplify it.")
    monkeypatch.setattr("maillage.territory.outlines_file.MOST_FEATURES", 2)
    assert take(source).errors == ((0, "The file has 3 features, and at most 2 are read. Split it."),)
    monkeypatch.setattr("maillage.territory.outlines_file.LARGEST_FILE", 100)
    assert take(source).errors == ((0, "The file is larger than 0 MB. Split it, one region each."),)
    assert take(source.parent / "none.geojson").errors == ((0, "The file cannot be read: No such file or directory."),)


def test_without_outlines_the_points_stand_where_the_dots_do(region: Region) -> None:
    kept = draw_map(region)
    assert kept.outlines["frame"] == kept.drawing["frame"]
    assert (kept.outlines["places"], kept.outlines["sources"]) == ({}, [])
    dashes = "".join(f"M{x - 3} {y}h6" for x, y in sorted(kept.outlines["points"].values()))
    assert dashes == kept.drawing["dots"][0]["d"]


def test_a_region_of_places_without_coordinates_draws_nothing(db: None) -> None:
    assert draw_map(make.a_region(slug="empty")).outlines == {}
