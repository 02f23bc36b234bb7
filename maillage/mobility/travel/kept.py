"""Travel times of a region that are kept from one question to the next, in the table of their source."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from maillage.mobility.enums import TravelSource
from maillage.mobility.models import TravelMatrix
from maillage.mobility.travel.nouns import UNKNOWN, Stop, Travel
from maillage.territory.models import Region

Table = NDArray[np.int64]


def kept_of(region: Region, source: TravelSource) -> TravelMatrix | None:
    """Return the table that is kept of a source."""
    return TravelMatrix.objects.filter(region=region, source=source).first()


def mark_of(stop: Stop) -> str:
    """Return how a router's table names a stop: its key and the degrees that were asked."""
    return f"{stop.key}@{stop.latitude or 0:.5f},{stop.longitude or 0:.5f}"


def stop_of_mark(mark: str) -> Stop:
    """Return the stop that a router was asked about."""
    key, _at, degrees = mark.rpartition("@")
    latitude, _comma, longitude = degrees.partition(",")
    return Stop(key, key, float(latitude), float(longitude))


def cut(names: Sequence[str], seconds: Table, metres: Table, wanted: Sequence[str]) -> tuple[Table, Table]:
    """Return the part of two tables that tells of the wanted names, in their order; each has to be there."""
    at = {name: number for number, name in enumerate(names)}
    rows = np.array([at[name] for name in wanted], dtype=np.int64)
    both = np.ix_(rows, rows)
    return seconds[both], metres[both]


def table_of(rows: Sequence[Sequence[int | None]], size: int) -> Table:
    """Return kept rows as a table; null is `UNKNOWN`."""
    if not size:
        return np.zeros((0, 0), dtype=np.int64)
    return np.array([[UNKNOWN if value is None else value for value in row] for row in rows], dtype=np.int64)


def rows_of(table: Table) -> list[list[int | None]]:
    """Return a table as rows to keep."""
    return [[None if value < 0 else value for value in row] for row in table.tolist()]


def kept_travel(matrix: TravelMatrix, stops: Sequence[Stop], names: Sequence[str]) -> Travel:
    """Return the travel times of stops that a kept table knows by these names."""
    size = len(matrix.stops)
    seconds, metres = cut(matrix.stops, table_of(matrix.seconds, size), table_of(matrix.metres, size), names)
    return Travel(tuple(stops), seconds, metres, TravelSource(matrix.source))
