"""Where a request fits into a route at the least detour."""

from __future__ import annotations

from bisect import bisect_left

from maillage.core.dial_a_ride.nouns import EPS, Instance, Route
from maillage.core.dial_a_ride.terms import Terms
from maillage.core.dial_a_ride.tour import Tour

# So many places in one route are tried in full, the shortest detours first.
MOST_TRIED = 40
# Tours kept; as many older ones are kept as long again.
MOST_KNOWN = 5_000
# The detour, and after which places of the tour the pickup and the drop-off go.
Fit = tuple[float, int, int]


class Timetable(Terms):
    """The terms of an instance, and what was tried before."""

    def __init__(self, instance: Instance) -> None:
        """Begin with nothing tried."""
        super().__init__(instance)
        self.tried = 0
        self._tours: dict[Route, Tour] = {}
        self._older: dict[Route, Tour] = {}

    def tour(self, route: Route) -> Tour:
        """Return a route with its times, reckoned once."""
        found = self._tours.get(route)
        if found is None:
            if len(self._tours) >= MOST_KNOWN:
                self._older, self._tours = self._tours, {}
            found = self._tours[route] = self._older.get(route) or Tour(self, route)
        return found

    def fit(self, tour: Tour, rider: int) -> Fit | None:
        """Return the least detour by which a request fits into a tour, and its places; None where it does not fit."""
        fits = tour.fits
        if rider not in fits:
            self.tried += 1
            fits[rider] = self._fit(tour, rider)
        return fits[rider]

    def _fit(self, tour: Tour, rider: int) -> Fit | None:
        places = self._places(tour, rider)
        places.sort()
        for place in places[:MOST_TRIED]:
            if tour.takes(self, rider, place[1], place[2]):
                return place
        return None

    def _places(self, tour: Tour, rider: int) -> list[Fit]:
        """Return detours and places that windows, seats and the length of the day allow."""
        drop, stops, latest, times, loads = rider + self.n, tour.stops, tour.latest, tour.times, tour.loads
        gap, distance, opens, close = self.gap, self.distance, self.opens[rider], self.closes[rider] + EPS
        away, off, seats = gap[rider], distance[rider], self.capacity - self.load[rider]
        way, opens_drop, close_drop = away[drop], self.opens[drop], self.closes[drop] + EPS
        spare = self.longest_route - tour.along[-1] - self.service[rider] - self.service[drop] + EPS
        found: list[Fit] = []
        # Before the first stop that can be reached after this pickup there is no place for it.
        for at in range(max(0, bisect_left(latest, opens - EPS) - 1), len(stops) - 1):
            before, after = stops[at], stops[at + 1]
            time = times[at] + gap[before][rider]
            if time > close:
                break
            time = max(time, opens)
            if loads[at] > seats:
                continue
            last, here, old = latest[at + 1] + EPS, distance[before][rider], distance[before][after]
            out = max(time + way, opens_drop)
            if out <= close_drop and out + gap[drop][after] <= last:
                detour = here + off[drop] + distance[drop][after] - old
                if detour <= spare:
                    found.append((detour, at, at))
            on = here + off[after] - old
            if time + away[after] <= last and on <= spare:
                self._later(found, tour, drop, at=at, time=time, on=on, spare=spare)
        return found

    def _later(self, found: list[Fit], tour: Tour, drop: int, *, at: int, time: float, on: float, spare: float) -> None:
        """Add the places where the drop-off comes after other stops."""
        stops, latest, loads, gap, distance, opens = (
            tour.stops,
            tour.latest,
            tour.loads,
            self.gap,
            self.distance,
            self.opens,
        )
        rider, opens_drop, close_drop = drop - self.n, self.opens[drop], self.closes[drop] + EPS
        seats, most = self.capacity - self.load[rider], self.most[rider] + EPS
        here, ride, way, off = rider, 0.0, gap[drop], distance[drop]
        for to in range(at + 1, len(stops) - 1):
            stop = stops[to]
            step = gap[here][stop]
            ride += step
            time = max(time + step, opens[stop])
            there = gap[stop][drop]
            out = max(time + there, opens_drop)
            if time > latest[to] + EPS or out > close_drop or ride + there > most or loads[to] > seats:
                break
            after = stops[to + 1]
            if out + way[after] <= latest[to + 1] + EPS:
                detour = on + distance[stop][drop] + off[after] - distance[stop][after]
                if detour <= spare:
                    found.append((detour, at, to))
            here = stop
