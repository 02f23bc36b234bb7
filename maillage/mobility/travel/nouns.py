"""Stops, travel times between them, and what is said where nobody knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.mobility.enums import TravelSource
from maillage.mobility.models import MeetingPoint
from maillage.territory.models import Place

UNKNOWN = -1


@dataclass(frozen=True)
class Stop:
    """Where a car can stop: `key` is "place:<code>" or "point:<public id>"; degrees are None where unknown."""

    key: str
    name: str
    latitude: float | None
    longitude: float | None
    area_km2: float | None = None
    municipality: str = ""


@dataclass(frozen=True)
class Travel:
    """Seconds and metres of driving, shape (stops, stops), row to column, whole numbers; `UNKNOWN` where none is known.

    `source` says where they come from; an estimate is always called one.
    """

    stops: tuple[Stop, ...]
    seconds: NDArray[np.int64]
    metres: NDArray[np.int64]
    source: TravelSource

    def is_known(self) -> bool:
        return bool((self.seconds >= 0).all())


class NoTravelTimes(Exception):
    """Travel times cannot be had: `sentence` says why and what to do, in the reader's language."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def stop_of_place(place: Place) -> Stop:
    """Return the stop that stands for a municipality: its middle, since no address is kept."""
    key = f"place:{place.code}"
    return Stop(key, str(place), place.latitude, place.longitude, place.area_km2, key)


def stop_of_point(point: MeetingPoint) -> Stop:
    """Return the stop of a meeting point; without coordinates of its own it stands in the middle of its place."""
    place = point.place
    own = point.latitude is not None and point.longitude is not None
    latitude, longitude = (point.latitude, point.longitude) if own else (place.latitude, place.longitude)
    return Stop(f"point:{point.public_id}", str(point), latitude, longitude, place.area_km2, f"place:{place.code}")


def without_degrees(stops: Sequence[Stop]) -> list[Stop]:
    """Return the stops of which nobody knows where on Earth they are."""
    return [stop for stop in stops if stop.latitude is None or stop.longitude is None]
