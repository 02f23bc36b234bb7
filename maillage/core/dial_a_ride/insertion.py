"""Routes tried stop by stop: whether one can be driven, and where a request fits into it at the least detour."""

from __future__ import annotations

import math

from maillage.core.dial_a_ride.network import tightened
from maillage.core.dial_a_ride.nouns import EPS, Instance, Route

# So many places in one route are tried in full, the shortest detours first.
MOST_TRIED = 40
MOST_KNOWN = 400_000
Fit = tuple[float, Route]


class Timetable:
    """The instance as lists, which plain loops read faster than arrays, and what was tried before."""

    def __init__(self, instance: Instance) -> None:
        """Tighten windows once."""
        self.n = instance.requests
        opens, closes = tightened(instance)
        self.opens, self.closes = opens.tolist(), closes.tolist()
        self.distance = instance.distance.tolist()
        self.gap = (instance.distance + instance.service[:, None]).tolist()
        self.load = instance.load.tolist()
        self.capacity = instance.capacity
        self.most = [math.inf, *(instance.longest_ride + instance.service[1 : self.n + 1]).tolist()]
        self.longest_route = instance.longest_route
        self.tried = 0
        self._fits: dict[tuple[Route, int], Fit | None] = {}

    def length(self, route: Route) -> float:
        """Return how far a route is."""
        end = 2 * self.n + 1
        return float(sum(self.distance[a][b] for a, b in zip((0, *route), (*route, end), strict=True)))

    def drivable(self, route: Route) -> bool:
        """Tell whether a route keeps windows, seats, rides and its own length in time.

        Going along, each rider on board has a time by which to be out (the pickup is put off as far as all windows
        since allow) and driving left; waiting spends the first, driving both. The vehicle counts as a rider.
        """
        n, end = self.n, 2 * self.n + 1
        here, time, load = 0, self.opens[0], 0
        aboard = {0: [min(self.closes[end], self.closes[0] + self.longest_route), self.longest_route]}
        for stop in (*route, end):
            gap = self.gap[here][stop]
            time = max(time + gap, self.opens[stop])
            rider = stop if stop <= n else stop - n
            for term in aboard.values():
                term[1] -= gap
            close, left = (self.closes[stop], 0.0) if stop <= n else aboard.pop(rider if stop < end else 0)
            load += self.load[stop]
            if time > close + EPS or left < -EPS or load > self.capacity:
                return False
            for term in aboard.values():
                term[0] = min(term[0], close + term[1])
                if term[1] < -EPS or time > term[0] + EPS:
                    return False
            if stop <= n:
                most = self.most[rider]
                aboard[rider] = [min(self.closes[stop + n], self.closes[stop] + most), most]
            here = stop
        return True

    def fit(self, route: Route, rider: int) -> Fit | None:
        """Return the least detour by which a request fits into a route, and the longer route; None without one."""
        key = route, rider
        if key not in self._fits:
            if len(self._fits) > MOST_KNOWN:
                self._fits.clear()
            self.tried += 1
            self._fits[key] = self._fit(route, rider)
        return self._fits[key]

    def _fit(self, route: Route, rider: int) -> Fit | None:
        drop = rider + self.n
        for tried, (detour, at, to) in enumerate(sorted(self._places(route, rider))):
            if tried == MOST_TRIED:
                break
            longer = (*route[:at], rider, *route[at:to], drop, *route[to:])
            if self.drivable(longer):
                return detour, longer
        return None

    def _places(self, route: Route, rider: int) -> list[tuple[float, int, int]]:
        """Return detours and places that windows alone allow: before which stops the pickup and the drop-off go."""
        early, late = self._early(route), self._late(route)
        stops = (0, *route, 2 * self.n + 1)
        gap, distance, drop = self.gap, self.distance, rider + self.n
        found = []
        for at in range(len(route) + 1):
            before, after = stops[at], stops[at + 1]
            time = max(self.opens[rider], early[at] + gap[before][rider])
            if time > self.closes[rider] + EPS:
                break
            at_once = max(self.opens[drop], time + gap[rider][drop])
            if at_once <= self.closes[drop] + EPS and at_once + gap[drop][after] <= late[at + 1] + EPS:
                there = distance[before][rider] + distance[rider][drop] + distance[drop][after]
                found.append((there - distance[before][after], at, at))
            if time + gap[rider][after] > late[at + 1] + EPS:
                continue
            on = distance[before][rider] + distance[rider][after] - distance[before][after]
            found += self._later(stops, late, drop, at=at, time=time + gap[rider][after], on=on)
        return found

    def _later(
        self, stops: Route, late: list[float], drop: int, *, at: int, time: float, on: float
    ) -> list[tuple[float, int, int]]:
        gap, distance = self.gap, self.distance
        found = []
        for to in range(at + 1, len(stops) - 1):
            here, after = stops[to], stops[to + 1]
            time = max(time, self.opens[here])
            if time > late[to] + EPS:
                break
            out = max(self.opens[drop], time + gap[here][drop])
            if out > self.closes[drop] + EPS:
                break
            if out + gap[drop][after] <= late[to + 1] + EPS:
                found.append((on + distance[here][drop] + distance[drop][after] - distance[here][after], at, to))
            time += gap[here][after]
        return found

    def _early(self, route: Route) -> list[float]:
        times = [self.opens[0]]
        for here, stop in zip((0, *route), route, strict=False):
            times.append(max(self.opens[stop], times[-1] + self.gap[here][stop]))
        return times

    def _late(self, route: Route) -> list[float]:
        stops = (0, *route, 2 * self.n + 1)
        times = [self.closes[stops[-1]]]
        for here, stop in zip(reversed(stops[:-1]), reversed(stops[1:]), strict=True):
            times.append(min(self.closes[here], times[-1] - self.gap[here][stop]))
        return times[::-1]
