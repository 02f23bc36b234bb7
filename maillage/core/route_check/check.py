"""Which rule of an instance some routes break, if any, and how long they are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from maillage.core.dial_a_ride.nouns import Instance

# Times and lengths are compared up to so much, in the unit of the instance.
SLACK = 1e-4


class Rule(StrEnum):
    """What routes must keep."""

    VEHICLES = "vehicles"
    UNKNOWN_STOP = "unknown-stop"
    STOP_TWICE = "stop-twice"
    UNSERVED = "request-not-served"
    PARTED = "pickup-and-dropoff-in-different-routes"
    ORDER = "dropoff-before-pickup"
    CAPACITY = "capacity"
    WINDOW = "time-window"
    RIDE = "ride-time"
    DURATION = "route-duration"
    COST = "cost-as-told"


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule that is broken: in which route (from 1, 0 for all together) and at which stop (its number, or -1)."""

    rule: Rule
    route: int
    stop: int


@dataclass(frozen=True)
class Verdict:
    """All broken rules that were found, and the length of the routes; `times` are the earliest for each route's stops.

    `times` holds for each route the beginnings of service from depot to depot, empty for a route that cannot be driven.
    """

    violations: tuple[Violation, ...]
    cost: float
    times: tuple[tuple[float, ...], ...]

    @property
    def valid(self) -> bool:
        """Tell whether no rule is broken."""
        return not self.violations


def check_solution(instance: Instance, routes: Sequence[Sequence[int]], told: float | None = None) -> Verdict:
    """Return which rules these routes break: stops by place in the instance (1 to 2n), the depot left out.

    `told` is the length that somebody says they have. Times follow from the rules themselves: the least times
    that keep driving, service and openings are raised until rides and the route are short enough.
    """
    found = list(_whole(instance, routes))
    times: list[tuple[float, ...]] = []
    known = range(1, 2 * instance.requests + 1)
    for at, route in enumerate(routes, 1):
        if any(stop not in known for stop in route) or len(set(route)) < len(route):
            times.append(())
            continue
        broken, when = _driven(instance, at, list(route))
        found += broken
        times.append(tuple(when))
    cost = sum(_length(instance, route) for route in routes)
    if told is not None and not abs(told - cost) <= 0.01 + SLACK:
        found.append(Violation(Rule.COST, 0, -1))
    return Verdict(tuple(found), cost, tuple(times))


def _length(instance: Instance, route: Sequence[int]) -> float:
    end = len(instance.service) - 1
    if not route or any(not 0 < stop < end for stop in route):
        return 0.0
    path = [0, *route, end]
    return math.fsum(float(instance.distance[a, b]) for a, b in pairwise(path))


def _whole(instance: Instance, routes: Sequence[Sequence[int]]) -> Iterator[Violation]:
    """What all routes together must keep."""
    n = instance.requests
    if sum(bool(route) for route in routes) > instance.vehicles:
        yield Violation(Rule.VEHICLES, 0, -1)
    where: dict[int, tuple[int, int]] = {}
    for at, route in enumerate(routes, 1):
        for place, stop in enumerate(route):
            if not 1 <= stop <= 2 * n:
                yield Violation(Rule.UNKNOWN_STOP, at, -1)
            elif stop in where:
                yield Violation(Rule.STOP_TWICE, at, instance.number[stop])
            else:
                where[stop] = at, place
    for rider in range(1, n + 1):
        on, off = where.get(rider), where.get(rider + n)
        if on is None or off is None:
            yield Violation(Rule.UNSERVED, 0, instance.number[rider])
        elif on[0] != off[0]:
            yield Violation(Rule.PARTED, on[0], instance.number[rider])
        elif off[1] < on[1]:
            yield Violation(Rule.ORDER, on[0], instance.number[rider])


def _driven(instance: Instance, at: int, route: list[int]) -> tuple[list[Violation], list[float]]:
    """What a route must keep by itself; its times too, where it can be driven."""
    if not route:
        return [], []
    broken = []
    load = 0
    for stop in route:
        load += int(instance.load[stop])
        if load > instance.capacity:
            broken.append(Violation(Rule.CAPACITY, at, instance.number[stop]))
            break
    path = [0, *route, len(instance.service) - 1]
    rules: list[tuple[Rule, list[tuple[int, int, float]]]] = [
        (Rule.WINDOW, []),
        (Rule.RIDE, _rides(instance, path)),
        (Rule.DURATION, [(0, len(path) - 1, instance.longest_route)]),
    ]
    bounds: list[tuple[int, int, float]] = []
    times = [float(instance.opens[stop]) for stop in path]
    for rule, more in rules:
        bounds += more
        late = _raised(instance, path, times, bounds)
        if late >= 0:
            return [*broken, Violation(rule, at, instance.number[path[late]])], []
    return broken, times


def _rides(instance: Instance, path: list[int]) -> list[tuple[int, int, float]]:
    n = instance.requests
    place = {stop: at for at, stop in enumerate(path)}
    return [
        (at, place[stop + n], float(instance.service[stop]) + instance.longest_ride)
        for stop, at in place.items()
        if 1 <= stop <= n and place.get(stop + n, -1) > at
    ]


def _raised(instance: Instance, path: list[int], times: list[float], bounds: list[tuple[int, int, float]]) -> int:
    """Raise times until driving and bounds hold; return the place too late, or -1."""
    moved = True
    while moved:
        moved = False
        for at in range(1, len(path)):
            here, there = path[at - 1], path[at]
            least = times[at - 1] + float(instance.service[here]) + float(instance.distance[here, there])
            if least > times[at] + SLACK / 1000:
                times[at], moved = least, True
        for early, late, most in bounds:
            if times[late] - most > times[early] + SLACK / 1000:
                times[early], moved = times[late] - most, True
        for at, stop in enumerate(path):
            if times[at] > float(instance.closes[stop]) + SLACK:
                return at
    return -1
