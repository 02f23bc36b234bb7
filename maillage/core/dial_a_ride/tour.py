"""A route with its times, so that one more request is tried in it without going along all of it."""

from __future__ import annotations

import math

from maillage.core.dial_a_ride.nouns import EPS, Route
from maillage.core.dial_a_ride.terms import Terms

TINY = 1e-9
# Somebody on board: the drop-off, the time by which to be out there, and how far the vehicle may have come by then.
Aboard = tuple[int, float, float]


class Tour:
    """A route that can be driven, with the depot at both ends; lists have one entry a stop.

    Going along, each rider on board has a time by which to be out (the pickup is put off as far as all windows since
    allow) and driving left; waiting spends the first, driving both. The vehicle counts as a rider. None of this depends
    on the time at a stop, so what lies behind an insertion stays as it was as soon as nobody on board knows of it
    (compare the eight steps of Cordeau and Laporte 2003, which begin anew each time).

    `times` is the earliest service, `latest` the last at which all that follows can be kept, `along` how far the
    vehicle has come with its services, `loads` who sits in it, `aboard` who is on board when it leaves, `whole` by when
    it has to be back as far as is known then, and `rest` what later stops say to that.
    """

    __slots__ = (
        "aboard",
        "along",
        "fits",
        "latest",
        "length",
        "loads",
        "rest",
        "saved",
        "served",
        "stops",
        "times",
        "whole",
    )

    def __init__(self, table: Terms, route: Route) -> None:
        """Go along the route once, and back."""
        n, end = table.n, 2 * table.n + 1
        self.stops = (0, *route, end)
        self.served = frozenset(stop for stop in route if stop <= n)
        self.fits: dict[int, tuple[float, int, int] | None] = {}
        self.saved: dict[int, float] | None = None
        time, along, load, whole = table.opens[0], 0.0, 0, min(table.closes[end], table.closes[0] + table.longest_route)
        self.length = 0.0
        self.times, self.along, self.loads, self.whole = [time], [along], [load], [whole]
        aboard: list[Aboard] = []
        self.aboard, bounds, here = [aboard], [table.closes[0]], 0
        closes = [table.closes[0]]
        for stop in self.stops[1:]:
            gap = table.gap[here][stop]
            self.length += table.distance[here][stop]
            along, time, load = along + gap, max(time + gap, table.opens[stop]), load + table.load[stop]
            close, aboard = passed(table, aboard, stop, along)
            whole = min(whole, close + table.longest_route - along) if stop < end else whole
            for known, value in (
                (self.times, time),
                (self.along, along),
                (self.loads, load),
                (self.whole, whole),
            ):
                known.append(value)
            self.aboard.append(aboard)
            bounds.append(min([close, whole, *(until for _, until, _ in aboard)]))
            closes.append(close)
            here = stop
        self._back(table, bounds, closes)

    def _back(self, table: Terms, bounds: list[float], closes: list[float]) -> None:
        last, longest = len(bounds) - 1, table.longest_route
        self.latest, self.rest = bounds, [math.inf] * (last + 1)
        for at in range(last - 1, -1, -1):
            bounds[at] = min(bounds[at], bounds[at + 1] - (self.along[at + 1] - self.along[at]))
            if at + 1 < last:
                self.rest[at] = min(self.rest[at + 1], closes[at + 1] + longest - self.along[at + 1])

    def takes(self, table: Terms, rider: int, at: int, to: int) -> bool:
        """Tell whether a request can be fetched after place `at` and set down after place `to`.

        Windows, rides and the length of the day are looked at, seats are not.
        """
        n, gaps, opens, stops = table.n, table.gap, table.opens, self.stops
        here, time, along, whole, aboard = stops[at], self.times[at], self.along[at], self.whole[at], self.aboard[at]
        longest = table.longest_route
        for place, stop in enumerate((rider, *stops[at + 1 : to + 1], rider + n, *stops[to + 1 :]), at - 1):
            gap = gaps[here][stop]
            along += gap
            time += gap
            time = max(time, opens[stop])
            close, aboard = passed(table, aboard, stop, along)
            if time > close + EPS:
                return False
            for _, until, base in aboard:
                if time > until + EPS or along > base + EPS:
                    return False
            whole = min(whole, close + longest - along)
            if place > to and self._as_before(aboard, place, along):
                return self._ends(time, along, whole, longest, place)
            here = stop
        return False

    def longer(self, n: int, rider: int, at: int, to: int) -> Route:
        """Return the route with one more request."""
        stops = self.stops
        return (*stops[1 : at + 1], rider, *stops[at + 1 : to + 1], rider + n, *stops[to + 1 : -1])

    def savings(self, table: Terms) -> dict[int, float]:
        """Return by how much the tour is shorter without each of its requests."""
        if self.saved is None:
            route, n = self.stops[1:-1], table.n
            self.saved = {
                rider: self.length - table.length(tuple(stop for stop in route if stop not in {rider, rider + n}))
                for rider in route
                if rider <= n
            }
        return self.saved

    def _as_before(self, aboard: list[Aboard], place: int, along: float) -> bool:
        """Tell whether nobody on board is worse off than without the insertion."""
        added = along - self.along[place] - TINY
        for (_, until, base), (_, until_then, base_then) in zip(aboard, self.aboard[place], strict=True):
            if base < base_then + added or until < until_then - TINY:
                return False
        return True

    def _ends(self, time: float, along: float, whole: float, longest: float, place: int) -> bool:
        added = along - self.along[place]
        back = max(self.times[-1], time + self.along[-1] - self.along[place])
        return (
            time <= self.latest[place] + EPS
            and back <= min(whole, self.rest[place] - added) + EPS
            and self.along[-1] + added <= longest + EPS
        )


def passed(table: Terms, aboard: list[Aboard], stop: int, along: float) -> tuple[float, list[Aboard]]:
    """Return the last time at a stop, and who is on board after it."""
    n, close = table.n, table.closes[stop]
    if stop > n:
        for drop, until, base in aboard:
            if drop == stop:
                close = until if base >= along - EPS else -math.inf
        return close, [(drop, min(until, close + base - along), base) for drop, until, base in aboard if drop != stop]
    most = table.most[stop]
    found = [(drop, min(until, close + base - along), base) for drop, until, base in aboard]
    found.append((stop + n, min(table.closes[stop + n], close + most), most + along))
    return close, found
