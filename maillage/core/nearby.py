"""Near a place: distances between positions on the globe, and the box that holds all within a distance."""

from __future__ import annotations

from math import asin, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

EARTH_KM = 6371.0088


class Position(NamedTuple):
    """A point on the globe, in degrees."""

    latitude: float
    longitude: float


class Box(NamedTuple):
    """What lies between two parallels and two meridians, in degrees."""

    south: float
    north: float
    west: float
    east: float


def kilometres(one: Position, other: Position) -> float:
    """Return the length of the great circle between two positions."""
    north = radians(other.latitude - one.latitude) / 2
    east = radians(other.longitude - one.longitude) / 2
    way = sin(north) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(way)))


def box_around(middle: Position, distance: float) -> Box:
    """Return a box that holds everything within `distance` kilometres; near the poles it goes around the globe."""
    north = degrees(distance / EARTH_KM)
    widest = cos(radians(min(90.0, abs(middle.latitude) + north)))
    east = min(360.0, north / widest) if widest > 0 else 360.0
    return Box(middle.latitude - north, middle.latitude + north, middle.longitude - east, middle.longitude + east)
