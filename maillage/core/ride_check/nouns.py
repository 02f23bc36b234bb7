"""What the verifier reads of a week and a plan, and what it may find: a rule that is broken, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Window(Protocol):
    """From when to when, both included."""

    @property
    def opens(self) -> int: ...
    @property
    def closes(self) -> int: ...


class Request(Protocol):
    """One leg that a rider asks for."""

    @property
    def key(self) -> str: ...
    @property
    def origin(self) -> int: ...
    @property
    def destination(self) -> int: ...
    @property
    def pickup(self) -> Window: ...
    @property
    def dropoff(self) -> Window: ...
    @property
    def longest(self) -> int: ...
    @property
    def seats(self) -> int: ...
    @property
    def needs(self) -> Set[str]: ...
    @property
    def couple(self) -> str: ...
    @property
    def boarding(self) -> int: ...


class Trip(Protocol):
    """One outing that a volunteer offers."""

    @property
    def key(self) -> str: ...
    @property
    def driver(self) -> str: ...
    @property
    def origin(self) -> int: ...
    @property
    def destination(self) -> int: ...
    @property
    def leaves(self) -> int: ...
    @property
    def arrives(self) -> int: ...
    @property
    def seats(self) -> int: ...
    @property
    def detour(self) -> int: ...
    @property
    def offers(self) -> Set[str]: ...


class Week(Protocol):
    """All that is asked and offered; `travel` in whole seconds, row to column."""

    @property
    def travel(self) -> NDArray[np.int64]: ...
    @property
    def requests(self) -> Sequence[Request]: ...
    @property
    def trips(self) -> Sequence[Trip]: ...
    @property
    def caps(self) -> Mapping[str, int]: ...


class Stop(Protocol):
    """A rider gets in (`act` "pickup") or out (`act` "dropoff"), beginning at a time."""

    @property
    def request(self) -> str: ...
    @property
    def act(self) -> str: ...
    @property
    def place(self) -> int: ...
    @property
    def at(self) -> int: ...


class Outing(Protocol):
    """A trip that is driven with riders."""

    @property
    def trip(self) -> str: ...
    @property
    def leaves(self) -> int: ...
    @property
    def stops(self) -> Sequence[Stop]: ...
    @property
    def arrives(self) -> int: ...
    @property
    def detour(self) -> int: ...


class Proof(Protocol):
    """A value, and the bound that no plan passes."""

    @property
    def value(self) -> int: ...
    @property
    def bound(self) -> int: ...


class Plan(Protocol):
    """A week as planned, with what is claimed of it."""

    @property
    def outings(self) -> Sequence[Outing]: ...
    @property
    def kept_promises(self) -> Proof: ...
    @property
    def served(self) -> Proof: ...
    @property
    def changes(self) -> Proof: ...
    @property
    def detour(self) -> Proof: ...
    @property
    def load(self) -> Proof: ...


class Earlier(Protocol):
    """What was planned and promised before."""

    @property
    def trip_of(self) -> Mapping[str, str]: ...
    @property
    def promised(self) -> Set[str]: ...


class Rule(StrEnum):
    """The rules of a plan, each with what it demands."""

    UNKNOWN_TRIP = "unknown_trip"  # an outing drives a trip that was offered
    TRIP_TWICE = "trip_twice"  # a trip is driven once
    NO_RIDER = "no_rider"  # an outing has riders
    UNKNOWN_REQUEST = "unknown_request"  # a stop serves a request that was made
    UNKNOWN_ACT = "unknown_act"  # somebody gets in or out at a stop
    REQUEST_TWICE = "request_twice"  # a rider gets in once and out once in the week
    NEVER_PICKED_UP = "never_picked_up"  # who gets out of a car got into it
    NEVER_DROPPED_OFF = "never_dropped_off"  # who gets into a car gets out of it
    DROPPED_OFF_FIRST = "dropped_off_first"  # in before out
    WRONG_PLACE = "wrong_place"  # in at the origin, out at the destination
    PICKUP_WINDOW = "pickup_window"  # in within the window of the pickup
    DROPOFF_WINDOW = "dropoff_window"  # out within the window of the drop-off
    RIDE_TOO_LONG = "ride_too_long"  # from the end of getting in to the arrival at most `longest`
    SEATS = "seats"  # at no moment more seats taken than there are
    NEEDS = "needs"  # the trip offers each need of its riders
    LEAVES_TOO_EARLY = "leaves_too_early"  # the trip begins within its hours
    ARRIVES_TOO_LATE = "arrives_too_late"  # and ends within them
    FASTER_THAN_TRAVEL = "faster_than_travel"  # no stop before the car can be there
    DETOUR_LIMIT = "detour_limit"  # no more driving than the direct way and the detour that was granted
    DETOUR_MISSTATED = "detour_misstated"  # the detour of an outing is what is driven beyond the direct way
    CAP = "cap"  # no driver drives more outings than their cap
    DRIVER_TWICE_AT_ONCE = "driver_twice_at_once"  # no driver is on two outings at a time
    HALF_A_RETURN = "half_a_return"  # both legs of a return or neither
    AIM_MISSTATED = "aim_misstated"  # each aim has the value that the outings give
    BOUND_PASSED = "bound_passed"  # no value is better than its bound


@dataclass(frozen=True, slots=True)
class Fault:
    """One rule that is broken; `where` names the trip, the request, the driver or the aim."""

    rule: Rule
    where: str
