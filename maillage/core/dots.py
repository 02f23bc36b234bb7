"""Dot maps: places with coordinates turned into compact drawing instructions, with land drawn from the dots alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from maillage.core.land import Ring, soft_hull

WIDTH = 600
LEAST_HEIGHT, MOST_HEIGHT = 240, 660
MARGIN = 26
NAMES_KEPT = 24
CITY, TOWN, RURAL = 1, 2, 3

# (shape, lower bound of inhabitants, stroke width); the last fitting line counts.
BY_POPULATION = (
    ("village", 0, 4.5),
    ("village", 500, 6.5),
    ("market", 2_000, 9.0),
    ("market", 5_000, 12.0),
    ("town", 10_000, 12.0),
    ("town", 20_000, 17.0),
    ("town", 50_000, 22.0),
)
SIZES_OF_CLASS = {
    "village": ((0, 4.5), (500, 6.5), (2_000, 9.0)),
    "town": ((0, 10.0), (5_000, 13.0), (20_000, 17.0)),
    "city": ((0, 17.0), (50_000, 20.0), (100_000, 24.0)),
}
CLASS_OF_DEGURBA = {CITY: "city", TOWN: "town", RURAL: "village"}
UNKNOWN = "unknown"
HOLE = 5.5


@dataclass(frozen=True)
class Spot:
    """A place to draw; empty figures are not known."""

    name: str
    longitude: float | None
    latitude: float | None
    population: int | None = None
    degurba: int | None = None


@dataclass(frozen=True)
class Frame:
    """The flat frame of one region: equal scale both ways at its middle latitude."""

    west: float
    north: float
    per_degree_east: float
    per_degree_north: float
    width: int
    height: int

    def at(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Return where a place falls, in whole units of the drawing."""
        return (
            round((longitude - self.west) * self.per_degree_east),
            round((self.north - latitude) * self.per_degree_north),
        )

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return (longitude, latitude) of a point of the drawing."""
        return (
            round(self.west + x / self.per_degree_east, 3),
            round(self.north - y / self.per_degree_north, 3),
        )


def frame_of(spots: Sequence[Spot]) -> Frame:
    """Return the frame that holds all of the spots with a margin; the map is never taller than MOST_HEIGHT."""
    eastings = [spot.longitude for spot in spots if spot.longitude is not None]
    northings = [spot.latitude for spot in spots if spot.latitude is not None]
    return frame_within(min(eastings), max(eastings), min(northings), max(northings))


def frame_within(west: float, east: float, south: float, north: float) -> Frame:
    """Return the frame that holds a stretch of land, in degrees, with a margin."""
    squeeze = cos(radians((south + north) / 2))
    scale = min(
        (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, 0.01),
        (MOST_HEIGHT - 2 * MARGIN) / max(north - south, 0.01),
    )
    height = max(LEAST_HEIGHT, round((north - south) * scale + 2 * MARGIN))
    across, down = (east - west) * squeeze * scale, (north - south) * scale
    return Frame(
        west=west - (WIDTH - across) / 2 / (scale * squeeze),
        north=north + (height - down) / 2 / scale,
        per_degree_east=scale * squeeze,
        per_degree_north=scale,
        width=WIDTH,
        height=height,
    )


def draw(spots: Iterable[Spot]) -> dict[str, Any]:
    """Return the drawing of a region's places as plain values that fit into JSON; {} where none has coordinates.

    Sizes come from the degree of urbanisation where every place has one, else from inhabitants; `by` says which.
    """
    everything = sorted(spots, key=lambda spot: (-(spot.population or 0), spot.name))
    placed = [spot for spot in everything if spot.longitude is not None and spot.latitude is not None]
    if not placed:
        return {}
    frame = frame_of(placed)
    points = {spot: frame.at(spot.longitude or 0, spot.latitude or 0) for spot in placed}
    by_class = all(spot.degurba for spot in everything)
    rings = soft_hull(list(points.values()), frame.width, frame.height)
    return {
        "frame": [
            frame.west,
            frame.north,
            frame.per_degree_east,
            frame.per_degree_north,
            frame.width,
            frame.height,
        ],
        "land": "".join(_smooth(ring) for ring in rings),
        "outline": [[frame.degrees(x, y) for x, y in ring[::2]] for ring in rings if len(ring) >= 8],
        "dots": _dots(points, by_class=by_class),
        "names": [[spot.name, *points[spot]] for spot in placed[:NAMES_KEPT] if spot.population],
        "counts": _counts(everything, by_class=by_class),
        "by": "degurba" if by_class else "population",
        "places": len(everything),
        "drawn": len(placed),
    }


def frame_from(drawing: dict[str, Any]) -> Frame:
    """Return the frame kept in a drawing, to place further points on it."""
    west, north, east_scale, north_scale, width, height = drawing["frame"]
    return Frame(west, north, east_scale, north_scale, int(width), int(height))


def shape_and_size(spot: Spot, *, by_class: bool) -> tuple[str, float]:
    """Return the shape and stroke width of a spot: its class where known for all, else its inhabitants."""
    if by_class:
        shape = CLASS_OF_DEGURBA[spot.degurba or RURAL]
        return shape, [width for least, width in SIZES_OF_CLASS[shape] if (spot.population or 0) >= least][-1]
    if spot.population is None:
        return UNKNOWN, 2.5
    shape, _least, width = [step for step in BY_POPULATION if spot.population >= step[1]][-1]
    return shape, width


def _dots(points: dict[Spot, tuple[int, int]], *, by_class: bool) -> list[dict[str, Any]]:
    groups: dict[tuple[str, float], list[tuple[int, int]]] = {}
    for spot, point in points.items():
        groups.setdefault(shape_and_size(spot, by_class=by_class), []).append(point)
    return [
        {
            "shape": shape,
            "width": width,
            "d": _strokes(shape, at),
            **({"hole": width - HOLE} if shape == "market" else {}),
        }
        for (shape, width), at in sorted(groups.items(), key=lambda group: (ORDER.index(group[0][0]), group[0][1]))
    ]


ORDER = [UNKNOWN, "village", "market", "town", "city"]


def _strokes(shape: str, points: list[tuple[int, int]]) -> str:
    """Dots of equal size are one path of zero-length strokes; a place of unknown size is a short dash."""
    if shape == UNKNOWN:
        return "".join(f"M{x - 3} {y}h6" for x, y in sorted(points))
    return "".join(f"M{x} {y}h0" for x, y in sorted(points))


def _counts(spots: list[Spot], *, by_class: bool) -> dict[str, int]:
    counts: dict[str, int] = {}
    for spot in spots:
        shape = shape_and_size(spot, by_class=by_class)[0]
        counts[shape] = counts.get(shape, 0) + 1
    return counts


def _smooth(ring: Ring) -> str:
    """Say a closed ring as one path that bends at its corners: curves from middle to middle."""
    middles = [
        (round((x1 + x2) / 2), round((y1 + y2) / 2))
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]
    start = middles[-1]
    curves = "".join(
        f"Q{round(x)} {round(y)} {to_x} {to_y}" for (x, y), (to_x, to_y) in zip(ring, middles, strict=True)
    )
    return f"M{start[0]} {start[1]}{curves}Z"
