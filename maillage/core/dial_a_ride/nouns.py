"""What a dial-a-ride problem is made of: stops, windows, loads, limits of time and of work, and a solution."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Route = tuple[int, ...]
EPS = 1e-6


class Refused(ValueError):
    """A text that is no instance: `key` says what is wrong, `line` where (or 0), `found` what stands there."""

    def __init__(self, key: str, line: int = 0, found: str = "") -> None:
        super().__init__(f"line {line}: {key}" if line else key)
        self.key = key
        self.line = line
        self.found = found


class Kind(StrEnum):
    """Which problem it is: riders with a longest ride, or goods with the fewest vehicles first."""

    DIAL_A_RIDE = "dial-a-ride"
    PICKUP_AND_DELIVERY = "pickup-and-delivery"


@dataclass(frozen=True, eq=False)
class Instance:
    """An instance with n requests: stop 0 is the depot at the start, r the pickup and n + r the drop-off of request r.

    Stop 2n + 1 is the depot at the end. All arrays have shape (2n + 2,); `distance` has shape (2n + 2, 2n + 2), and
    driving takes as long as it is far. `longest_route` and `longest_ride` are infinite where there is no such limit.
    `number` says which number each stop has in the file that it was read from.
    """

    kind: Kind
    vehicles: int
    capacity: int
    longest_route: float
    longest_ride: float
    distance: FloatArray
    service: FloatArray
    load: IntArray
    opens: FloatArray
    closes: FloatArray
    number: tuple[int, ...]

    @property
    def requests(self) -> int:
        """How many requests there are."""
        return len(self.service) // 2 - 1

    def length(self, route: Route) -> float:
        """Return how far a route is, from the depot through its stops to the depot."""
        stops = np.array([0, *route, 2 * self.requests + 1])
        return float(self.distance[stops[:-1], stops[1:]].sum())


@dataclass(frozen=True)
class Limits:
    """How much work may be spent, never how much time: the same limits give the same answer on every machine.

    `labels` bounds the partial routes of the exact method in all, `labels_at_once` those of one step, `cuts` the rows
    that tighten its bound, `nodes` the tree of an integer program over known routes, `rounds` the steps of the search
    by neighbourhoods, `fits` how often it tries a request in a route.
    """

    labels: int = 2_000_000
    labels_at_once: int = 25_000
    nodes: int = 20_000
    cuts: int = 150
    rounds: int = 24_000
    fits: int = 1_500_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Solution:
    """Routes (stops without the depot), their length, the proved bound, and whether the routes are proved best.

    `served` tells whether all requests are in a route; where they are not, `routes` is what was found so far.
    """

    routes: tuple[Route, ...]
    cost: float
    bound: float
    proved: bool
    served: bool
    method: str
