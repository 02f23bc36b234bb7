"""What it costs to go from each municipality to each place: a matrix handed in, or positions on the globe."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from maillage.core.coverage.checked import above_zero, amounts, counts, table
from maillage.core.coverage.distance import (
    DEFAULT_CIRCUITY,
    chord_of,
    degrees,
    great_circle_of,
    haversine,
    own_distance,
    unit_vectors,
)
from maillage.core.coverage.nouns import FloatArray, IntArray, Refused

STRAIGHT_LINE, ROAD_ESTIMATE, TRAVEL_TIME = "straight_line", "road_estimate", "travel_time"
MOST_ROWS = 16_384
PAIRS_AT_ONCE = 1_000_000
SAMPLE = 64
NOWHERE = -1


class Pairs(NamedTuple):
    """Municipalities (`rows`) and places (`columns`) within reach of each other, and what the way costs."""

    rows: NDArray[np.int32]
    columns: NDArray[np.int32]
    costs: FloatArray


@dataclass(frozen=True, eq=False)
class Nearest:
    """What the way to the nearest of `places` costs (n; infinite where there is none), and how it is measured."""

    costs: FloatArray
    measure: str
    places: int


class Travel(Protocol):
    """Ways from n municipalities to m places; `measure` says what a cost is."""

    @property
    def measure(self) -> str:
        """Return `straight_line` or `road_estimate` (kilometres) or `travel_time` (minutes)."""

    @property
    def shape(self) -> tuple[int, int]:
        """Return the number of municipalities and of places."""

    def pairs_within(self, limit: float) -> Iterator[Pairs]:
        """Yield the pairs whose way costs at most `limit`, in blocks of municipalities in ascending order."""

    def nearest(self) -> Nearest:
        """Return what the way to the nearest place costs each municipality."""

    def matrix(self) -> FloatArray:
        """Return all costs (n × m)."""


class CostMatrix:
    """Ways whose costs are known one by one (n × m), such as minutes that a region has uploaded.

    Raises Refused for costs that are negative or not finite.
    """

    def __init__(self, costs: ArrayLike, measure: str = TRAVEL_TIME) -> None:
        self._costs = table(costs, "costs")
        self.measure = measure
        self.shape: tuple[int, int] = (self._costs.shape[0], self._costs.shape[1])

    def matrix(self) -> FloatArray:
        """Return the costs as they came in."""
        return self._costs

    def nearest(self) -> Nearest:
        """Return the least cost of each row."""
        return Nearest(self._costs.min(axis=1, initial=np.inf), self.measure, self.shape[1])

    def pairs_within(self, limit: float) -> Iterator[Pairs]:
        """Yield the entries that are at most `limit`."""
        step = max(1, PAIRS_AT_ONCE // max(1, self.shape[1]))
        for first in range(0, self.shape[0], step):
            block = self._costs[first : first + step]
            rows, columns = np.nonzero(block <= limit)
            yield Pairs((rows + first).astype(np.int32), columns.astype(np.int32), block[rows, columns])


class Positions:
    """Ways on the globe: great circle times circuity, and never less than the own distance inside a municipality.

    `municipalities` and `places` are (latitudes, longitudes) in degrees, n and m each. `circuity` 1.0 is the straight
    line, 1.3 the estimate of a road. `areas` (km², n) and `homes` (m; the municipality in which a place stands, -1
    where that is not known) say where the own distance applies; circuity lengthens it like any other straight line.
    Pairs are found by a k-d tree of points on the sphere (Bentley 1975), in blocks that hold about a million pairs.
    Raises Refused for positions not on the globe, areas negative, homes that do not exist, circuity under 1.
    """

    def __init__(
        self,
        municipalities: tuple[ArrayLike, ArrayLike],
        places: tuple[ArrayLike, ArrayLike],
        *,
        circuity: float = DEFAULT_CIRCUITY,
        areas: ArrayLike | None = None,
        homes: ArrayLike | None = None,
    ) -> None:
        self.circuity = above_zero(circuity, "circuity")
        if circuity < 1:
            raise Refused("shorter_than_straight", "circuity")
        self._from = degrees(*municipalities, "municipalities")
        self._to = degrees(*places, "places")
        self.shape: tuple[int, int] = (len(self._from[0]), len(self._to[0]))
        self.measure = STRAIGHT_LINE if circuity == 1 else ROAD_ESTIMATE
        self._floors, self._homes = self._own(areas, homes)
        self._points = unit_vectors(*self._from)
        self._tree = cKDTree(unit_vectors(*self._to))

    def _own(self, areas: ArrayLike | None, homes: ArrayLike | None) -> tuple[FloatArray, IntArray]:
        """Return the least cost inside each municipality, and the municipality of each place."""
        size = np.zeros(self.shape[0]) if areas is None else amounts(areas, "areas", self.shape[0])
        if homes is None:
            return own_distance(size) * self.circuity, np.full(self.shape[1], NOWHERE, dtype=np.int64)
        found = counts(np.asarray(homes, dtype=np.float64) + 1, "homes", self.shape[1]) - 1
        if len(found) and found.max() >= self.shape[0]:
            raise Refused("no_such_position", "homes", int(found.argmax()))
        return own_distance(size) * self.circuity, found

    def matrix(self) -> FloatArray:
        """Return all costs (n × m): a table for a region, not for a country."""
        costs = haversine(*self._from, *self._to) * self.circuity
        (at_home,) = np.nonzero(self._homes != NOWHERE)
        rows = self._homes[at_home]
        costs[rows, at_home] = np.maximum(costs[rows, at_home], self._floors[rows])
        return costs

    def pairs_within(self, limit: float) -> Iterator[Pairs]:
        """Yield the pairs whose way costs at most `limit`."""
        yield from self._search(np.arange(self.shape[0]), limit)

    def _search(self, rows: IntArray, limit: float) -> Iterator[Pairs]:
        # A hair more than the limit is searched, and cut where the costs are known: the threshold is inclusive.
        chord = chord_of(limit / self.circuity) * (1 + 1e-9) + 1e-12
        first = 0
        while first < len(rows):
            block = rows[first : first + self._rows_at_once(rows[first : first + MOST_ROWS], chord)]
            first += len(block)
            yield self._pairs_of(block, chord, limit)

    def _rows_at_once(self, rows: IntArray, chord: float) -> int:
        """Return how many of the rows hold about PAIRS_AT_ONCE pairs, as every SAMPLE-th row tells."""
        if len(rows) * self.shape[1] <= PAIRS_AT_ONCE:
            return len(rows)
        sample = cKDTree(self._points[rows[::SAMPLE]])
        about = SAMPLE * int(sample.count_neighbors(self._tree, chord))
        return len(rows) if about <= PAIRS_AT_ONCE else max(SAMPLE, len(rows) * PAIRS_AT_ONCE // about)

    def _pairs_of(self, block: IntArray, chord: float, limit: float) -> Pairs:
        near = cKDTree(self._points[block], balanced_tree=False, compact_nodes=False)
        found = near.sparse_distance_matrix(self._tree, chord, output_type="ndarray")
        rows, columns = block[found["i"]].astype(np.int32), found["j"].astype(np.int32)
        costs = great_circle_of(found["v"]) * self.circuity
        at_home = self._homes[columns] == rows
        costs[at_home] = np.maximum(costs[at_home], self._floors[rows[at_home]])
        within = costs <= limit
        if within.all():
            return Pairs(rows, columns, costs)
        return Pairs(rows[within], columns[within], costs[within])

    def nearest(self) -> Nearest:
        """Return what the way to the nearest place costs each municipality."""
        if not self.shape[1]:
            return Nearest(np.full(self.shape[0], np.inf), self.measure, 0)
        costs = np.empty(self.shape[0])
        for first in range(0, self.shape[0], MOST_ROWS):
            chords, _ = self._tree.query(self._points[first : first + MOST_ROWS])
            costs[first : first + MOST_ROWS] = great_circle_of(chords) * self.circuity
        self._look_beyond_home(costs)
        return Nearest(costs, self.measure, self.shape[1])

    def _look_beyond_home(self, costs: FloatArray) -> None:
        """Where a municipality has a place of its own, the own distance may be longer than the way to a neighbour."""
        rows = np.unique(self._homes[self._homes != NOWHERE])
        rows = rows[costs[rows] < self._floors[rows]]
        if not len(rows):
            return
        costs[rows] = self._floors[rows]
        for pairs in self._search(rows, float(self._floors[rows].max())):
            np.minimum.at(costs, pairs.rows, pairs.costs)
