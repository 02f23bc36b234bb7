"""Several regions on one small map, in an equal-area projection of their own, with parallels and meridians."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt

Degrees = tuple[float, float]
Point = tuple[float, float]

WIDTH = 600
MARGIN = 60
LEAST_SPAN = 0.04
MOST_HEIGHT = 520
LEAST_HEIGHT = 200
NET = 5
DIGITS = 1


@dataclass(frozen=True)
class Territory:
    """A region to place: its name and its land as rings of (longitude, latitude)."""

    name: str
    rings: Sequence[Sequence[Degrees]]


@dataclass(frozen=True)
class Placed:
    """A region on the map: where its middle falls, and its land as a path."""

    name: str
    x: int
    y: int
    land: str


@dataclass(frozen=True)
class Overview:
    """The whole map."""

    width: int
    height: int
    net: str
    regions: tuple[Placed, ...]


def overview(territories: Iterable[Territory]) -> Overview | None:
    """Place the regions on one map that just holds them; None where no region has land."""
    shown = [territory for territory in territories if any(territory.rings)]
    if not shown:
        return None
    everywhere = [degrees for territory in shown for ring in territory.rings for degrees in ring]
    middle = _middle(everywhere)
    flat = [project(degrees, middle) for degrees in everywhere]
    left, right = min(x for x, _y in flat), max(x for x, _y in flat)
    top, bottom = min(y for _x, y in flat), max(y for _x, y in flat)
    scale = min(
        (WIDTH - 2 * MARGIN) / max(right - left, LEAST_SPAN), (MOST_HEIGHT - 2 * MARGIN) / max(bottom - top, LEAST_SPAN)
    )
    height = max(LEAST_HEIGHT, round((bottom - top) * scale) + 2 * MARGIN)
    centre = ((left + right) / 2, (top + bottom) / 2)

    def on_sheet(degrees: Degrees) -> Point:
        x, y = project(degrees, middle)
        return WIDTH / 2 + (x - centre[0]) * scale, height / 2 + (y - centre[1]) * scale

    return Overview(
        WIDTH,
        height,
        "".join(_line([on_sheet(degrees) for degrees in line]) for line in _net(everywhere)),
        tuple(_placed(territory, on_sheet) for territory in shown),
    )


def project(degrees: Degrees, middle: Degrees) -> Point:
    """Lambert's azimuthal equal-area projection about `middle`, y growing downwards.

    Source: Snyder, Map Projections: A Working Manual, 1987, equations 24-2 to 24-4.
    """
    longitude, latitude = radians(degrees[0] - middle[0]), radians(degrees[1])
    about = radians(middle[1])
    shared = 1 + sin(about) * sin(latitude) + cos(about) * cos(latitude) * cos(longitude)
    stretch = sqrt(2 / max(shared, 1e-9))
    return (
        stretch * cos(latitude) * sin(longitude),
        -stretch * (cos(about) * sin(latitude) - sin(about) * cos(latitude) * cos(longitude)),
    )


def _middle(points: Sequence[Degrees]) -> Degrees:
    eastings, northings = [x for x, _y in points], [y for _x, y in points]
    return (min(eastings) + max(eastings)) / 2, (min(northings) + max(northings)) / 2


def _net(points: Sequence[Degrees]) -> list[list[Degrees]]:
    """Return the parallels and meridians around the points, every few degrees, each a little longer than needed."""
    west, east = (_step(edge([x for x, _y in points])) for edge in (min, max))
    south, north = (_step(edge([y for _x, y in points])) for edge in (min, max))
    columns = range(west - 2 * NET, east + 3 * NET, NET)
    rows = range(max(south - 2 * NET, -80), min(north + 3 * NET, 85), NET)
    parallels = [[(float(x), float(y)) for x in columns] for y in rows]
    return parallels + [[(float(x), float(y)) for y in rows] for x in columns]


def _step(degrees: float) -> int:
    return round(degrees / NET) * NET


def _line(points: Sequence[Point]) -> str:
    return "M" + " ".join(f"{round(x)} {round(y)}" for x, y in points)


def _placed(territory: Territory, on_sheet: Callable[[Degrees], Point]) -> Placed:
    rings = [[on_sheet(degrees) for degrees in ring] for ring in territory.rings]
    corners = [point for ring in rings for point in ring]
    x, y = _middle(corners)
    land = "".join(f"{_line_fine(ring)}Z" for ring in rings)
    return Placed(territory.name, round(x), round(y), land)


def _line_fine(points: Sequence[Point]) -> str:
    return "M" + " ".join(f"{round(x, DIGITS)} {round(y, DIGITS)}" for x, y in points)
