"""What a week of lifts is made of: places by number, seconds since Monday midnight, requests, trips, and the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Seconds = int
Place = int


class Refused(ValueError):
    """A week that no planner can carry: `key` says what is wrong, `where` names the request, the trip or the place."""

    def __init__(self, key: str, where: str = "") -> None:
        super().__init__(f"{where}: {key}" if where else key)
        self.key = key
        self.where = where


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when, both included, in seconds of wall-clock time since Monday midnight of the week."""

    opens: Seconds
    closes: Seconds


@dataclass(frozen=True, slots=True)
class Request:
    """One leg that a rider asks for: from a place to a place, each within a window, no longer than `longest` in a car.

    `needs` are words that the trip has to offer, all of them. `couple` names the other leg of a return: both legs are
    served or neither. `boarding` is the time in seconds that getting in takes at the pickup, and out at the drop-off.
    """

    key: str
    origin: Place
    destination: Place
    pickup: Window
    dropoff: Window
    longest: Seconds
    seats: int = 1
    needs: frozenset[str] = frozenset()
    couple: str = ""
    boarding: Seconds = 0


@dataclass(frozen=True, slots=True)
class Trip:
    """One outing that a volunteer offers: a drive of their own (`origin` to `destination`) or a slot from home to home.

    It leaves no earlier than `leaves`, is at its end no later than `arrives`, and its driving time is at most that of
    the direct way plus `detour`. Waiting at a stop is allowed within those hours. `seats` are those for riders.
    """

    key: str
    driver: str
    origin: Place
    destination: Place
    leaves: Seconds
    arrives: Seconds
    seats: int
    detour: Seconds
    offers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Week:
    """All that is asked and offered in one week.

    `travel` holds whole seconds of driving, shape (places, places), row to column, zero on the diagonal; it need not
    be symmetric. `caps` say how many outings with riders a driver makes at most in the week; who is not named there
    has no cap.
    """

    travel: NDArray[np.int64]
    requests: tuple[Request, ...]
    trips: tuple[Trip, ...]
    caps: Mapping[str, int] = field(default_factory=dict)


class Act(StrEnum):
    """What happens at a stop."""

    PICKUP = "pickup"
    DROPOFF = "dropoff"


@dataclass(frozen=True, slots=True)
class Stop:
    """A rider gets in or out, at a time: that of the arrival of the car there or of the end of its waiting."""

    request: str
    act: Act
    place: Place
    at: Seconds


@dataclass(frozen=True, slots=True)
class Outing:
    """A trip that is driven with riders: it leaves, stops in this order, and is at its end."""

    trip: str
    leaves: Seconds
    stops: tuple[Stop, ...]
    arrives: Seconds
    detour: Seconds


@dataclass(frozen=True)
class Earlier:
    """What was planned before: by which trip each request was served, and which requests were promised a lift."""

    trip_of: Mapping[str, str] = field(default_factory=dict)
    promised: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proof:
    """How far a value may be from the best: `bound` cannot be passed by any plan; equal means proved best."""

    value: int
    bound: int

    @property
    def is_best(self) -> bool:
        return self.value == self.bound


@dataclass(frozen=True)
class Plan:
    """A week as planned: the outings with riders, and what was proved of it, in the strict order of the aims.

    `kept_promises`: promised requests served (most). `served`: requests served (most). `changes`: requests of an
    earlier plan that are no longer served by the same trip (fewest). `detour`: seconds driven beyond the direct ways
    (least). `load`: outings of the busiest driver (fewest). A later aim is proved given the values of those before.
    """

    outings: tuple[Outing, ...]
    kept_promises: Proof
    served: Proof
    changes: Proof
    detour: Proof
    load: Proof
    stopped: bool = False

    @property
    def is_best(self) -> bool:
        aims = (self.kept_promises, self.served, self.changes, self.detour, self.load)
        return not self.stopped and all(proof.is_best for proof in aims)

    @property
    def trip_of(self) -> dict[str, str]:
        """By which trip each served request is served."""
        return {stop.request: outing.trip for outing in self.outings for stop in outing.stops}
