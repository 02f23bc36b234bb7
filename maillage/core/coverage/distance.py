"""Distances on the globe in kilometres, and inside one municipality."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from maillage.core.coverage.checked import amounts, finite
from maillage.core.coverage.nouns import FloatArray, Refused

EARTH_RADIUS = 6371.0088
DEFAULT_CIRCUITY = 1.3


def degrees(latitudes: ArrayLike, longitudes: ArrayLike, name: str) -> tuple[FloatArray, FloatArray]:
    """Return latitudes and longitudes (degrees, n each) looked over; raises Refused outside ±90 and ±180."""
    north = finite(latitudes, f"{name} latitudes")
    east = finite(longitudes, f"{name} longitudes", len(north))
    for found, most, which in ((north, 90.0, "latitudes"), (east, 180.0, "longitudes")):
        outside = np.abs(found) > most
        if outside.any():
            raise Refused("not_on_earth", f"{name} {which}", int(np.flatnonzero(outside)[0]))
    return north, east


def haversine(
    latitudes: ArrayLike, longitudes: ArrayLike, to_latitudes: ArrayLike, to_longitudes: ArrayLike
) -> FloatArray:
    """Return the great-circle distances (km, n × m) from n points to m points given in degrees.

    Source: haversine formula (Sinnott, Virtues of the Haversine, 1984), with the mean radius of the Earth of the IUGG.
    Raises Refused for numbers that are not finite or not on the globe.
    """
    north, east = (np.radians(found)[:, None] for found in degrees(latitudes, longitudes, "from"))
    to_north, to_east = (np.radians(found)[None, :] for found in degrees(to_latitudes, to_longitudes, "to"))
    half = np.sin((to_north - north) / 2) ** 2
    half = half + np.cos(north) * np.cos(to_north) * np.sin((to_east - east) / 2) ** 2
    distances: FloatArray = 2 * EARTH_RADIUS * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
    return distances


def own_distance(areas: ArrayLike) -> FloatArray:
    """Return the distance (km, n) that stands for a way inside a municipality of an area (km², n): half its radius.

    Source: 0.5·√(area/π), the half radius of the disc of that area. Raises Refused for areas negative or not finite.
    """
    distances: FloatArray = 0.5 * np.sqrt(amounts(areas, "areas") / np.pi)
    return distances


def unit_vectors(latitudes: FloatArray, longitudes: FloatArray) -> FloatArray:
    """Return points (n × 3) on the sphere of radius 1 for latitudes and longitudes in degrees (n each)."""
    north, east = np.radians(latitudes), np.radians(longitudes)
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)


def chord_of(kilometres: float) -> float:
    """Return the straight line through the sphere of radius 1 below a great-circle distance."""
    return float(2 * np.sin(min(kilometres / (2 * EARTH_RADIUS), np.pi / 2)))


def great_circle_of(chords: FloatArray) -> FloatArray:
    """Return the great-circle distances (km) above straight lines through the sphere of radius 1."""
    distances: FloatArray = 2 * EARTH_RADIUS * np.arcsin(np.minimum(chords / 2, 1.0))
    return distances
