"""Reading a file of outlines: GeoJSON within limits, every feature checked, every error kept with its number."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from maillage.core.outlines import FINENESS, Ring
from maillage.territory.places_lines import Errors

LARGEST_FILE = 30_000_000
DEEPEST = 12
MOST_FEATURES = 40_000
MOST_CORNERS = 50_000
WIDEST = 20
STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')
BRACKETS = re.compile(rb"[\[\]{}]")
# How the files of registers, of Eurostat and of the French and Spanish atlases call the same things.
CODES = ("code", "LAU_ID", "LAU_CODE", "lau_code", "insee", "INSEE_COM", "NATCODE", "id")
COUNTRIES = ("country", "CNTR_CODE", "cntr_code")
NAMES = ("name", "LAU_NAME", "nom", "NAME")


class FeatureError(Exception):
    """A feature that cannot be right; the message is the sentence shown."""


@dataclass(frozen=True)
class Outline:
    """One feature: of a place by its code, of a region by its key, or of a named part of a region."""

    number: int
    rings: list[Ring]
    name: str = ""
    code: str = ""
    country: str = ""
    region: str = ""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, east, south and north in degrees."""
        eastings = [x for ring in self.rings for x, _y in ring]
        northings = [y for ring in self.rings for _x, y in ring]
        return tuple(edge / FINENESS for edge in (min(eastings), max(eastings), min(northings), max(northings)))  # type: ignore[return-value]  # mypy does not count a generator of four


@dataclass
class OutlinesFile:
    """What a file holds: outlines, how many rings were dropped because they enclose nothing, and errors."""

    outlines: list[Outline] = field(default_factory=list)
    dropped: int = 0
    empty: list[str] = field(default_factory=list)
    errors: Errors = field(default_factory=list)


def read_outlines(source: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> OutlinesFile:
    """Read a whole file of outlines."""
    found = OutlinesFile()
    features = _features(source, found.errors)
    for number, feature in enumerate(features, start=1):
        try:
            _take(number, feature, found)
        except FeatureError as error:
            found.errors.append((number, str(error)))
        if number % 50 == 0:
            progress(number, len(features))
    if not found.outlines and not found.errors:
        found.errors.append((0, _("The file has no outlines.")))
    return found


def _features(source: Path, errors: Errors) -> list[Any]:
    sentence = ""
    try:
        if source.stat().st_size > LARGEST_FILE:
            sentence = _("The file is larger than %(most)d MB. Split it, one region each.") % {
                "most": LARGEST_FILE // 1_000_000
            }
        else:
            content = source.read_bytes()
            sentence = _too_deep(content)
    except OSError as error:
        sentence = _("The file cannot be read: %(reason)s.") % {"reason": error.strerror}
    if sentence:
        errors.append((0, sentence))
        return []
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError):
        errors.append((0, _("The file is not GeoJSON in UTF-8, or it is cut off.")))
        return []
    features = whole.get("features") if isinstance(whole, dict) and whole.get("type") == "FeatureCollection" else None
    if not isinstance(features, list):
        errors.append((0, _("The file is not a collection of features, which is how GeoJSON keeps outlines.")))
        return []
    if len(features) > MOST_FEATURES:
        message = _("The file has %(count)d features, and at most %(most)d are read. Split it.")
        errors.append((0, message % {"count": len(features), "most": MOST_FEATURES}))
        return []
    return features


def _too_deep(content: bytes) -> str:
    """Look at the brackets before anything is built from them."""
    depth = 0
    for bracket in BRACKETS.finditer(STRINGS.sub(b"", content)):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > DEEPEST:
            return _("The file is nested deeper than %(most)d levels, which no outline is.") % {"most": DEEPEST}
    return ""


def _no_number(word: str) -> float:
    raise ValueError(word)


def _take(number: int, feature: Any, found: OutlinesFile) -> None:
    if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
        raise FeatureError(_("The feature has no properties that say which place it is."))
    said = feature["properties"]
    name, code = _first(said, NAMES), _first(said, CODES)
    key = _first(said, ("key",))
    if not code and not key and not (name and _first(said, ("region",))):
        raise FeatureError(
            _("The feature has neither the code of a place, nor a region’s key, nor a name and a region.")
        )
    rings, dropped = rings_of(feature.get("geometry"))
    found.dropped += dropped
    if not rings:
        found.empty.append(name or code or key)
        return
    region = key or ("" if code else _first(said, ("region",)))
    outline = Outline(number, rings, "" if key else name[:160], code, _first(said, COUNTRIES).upper(), region)
    west, east, south, north = outline.bounds
    if east - west > WIDEST or north - south > WIDEST:
        raise FeatureError(_("The outline is more than %(most)d degrees wide or high.") % {"most": WIDEST})
    found.outlines.append(outline)


def _first(said: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = said.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()[:200]
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)[:200]
    return ""


def rings_of(geometry: Any) -> tuple[list[Ring], int]:
    """Return the rings of a polygon or of several, and how many were dropped because they enclose nothing."""
    if geometry is None:
        return [], 0
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise FeatureError(_("The feature is no polygon."))
    polygons = geometry.get("coordinates")
    polygons = [polygons] if kind == "Polygon" else polygons
    if not isinstance(polygons, list) or not all(isinstance(polygon, list) for polygon in polygons):
        raise FeatureError(_("The coordinates are not lists of rings."))
    read = [_ring(ring) for polygon in polygons for ring in polygon]
    if sum(len(ring) for ring in read) > MOST_CORNERS:
        raise FeatureError(_("The outline has more than %(most)d corners. Simplify it.") % {"most": MOST_CORNERS})
    kept = [ring for ring in read if encloses(ring)]
    return kept, len(read) - len(kept)


def encloses(ring: Ring) -> bool:
    """Tell whether a ring has land inside: three corners at least, not on one line."""
    if len(set(ring)) < 3:
        return False
    doubled = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))
    return doubled != 0


def _ring(ring: Any) -> Ring:
    """Read a ring as whole corners, without repeats and without the last one that closes it."""
    if not isinstance(ring, list):
        raise FeatureError(_("The coordinates are not lists of rings."))
    corners: Ring = []
    for point in ring:
        corner = _corner(point)
        if not corners or corner != corners[-1]:
            corners.append(corner)
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return corners


def _corner(point: Any) -> tuple[int, int]:
    if not isinstance(point, list) or len(point) < 2 or any(type(each) not in {int, float} for each in point[:2]):
        raise FeatureError(_("A corner is not a pair of numbers."))
    longitude, latitude = point[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        message = _("The corner %(longitude)s, %(latitude)s is not in degrees. Save the outlines as WGS 84.")
        raise FeatureError(message % {"longitude": f"{longitude:.10g}", "latitude": f"{latitude:.10g}"})
    return round(longitude * FINENESS), round(latitude * FINENESS)
