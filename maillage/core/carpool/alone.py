"""Whether a trip could carry one request with nobody else in the car, and what is missing where it could not."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from maillage.core.carpool.nouns import Request, Trip, Week
from maillage.core.carpool.obstacles import Kind, Obstacle, hours_of_pickup, possible


@dataclass(frozen=True, slots=True)
class Missing:
    """By how much a trip fails to carry a request alone: seconds, words, seats; nothing where it carries it.

    `seconds` is the detour beyond what is granted; `early` and `late` are how much the hours fall short at each end.
    """

    trip: Trip
    position: int
    seconds: int
    early: int
    late: int
    needs: frozenset[str]
    seats: int

    @property
    def passes_near(self) -> bool:
        return not self.seconds

    @property
    def fits_in_time(self) -> bool:
        return not self.early and not self.late

    @property
    def nothing(self) -> bool:
        return self.passes_near and self.fits_in_time and not self.needs and not self.seats


def missing(week: Week, request: Request, trip: Trip, position: int) -> Missing:
    """Return what is missing for a possible request: the least detour and the least change of hours.

    The pickup is chosen at the first second for which the trip need not leave earlier, or at the last one possible;
    any earlier pickup would cost as much at the start as it could save at the end.
    """
    drive = int(week.travel[request.origin, request.destination])
    to_there = int(week.travel[trip.origin, request.origin])
    from_there = int(week.travel[request.destination, trip.destination])
    direct = int(week.travel[trip.origin, trip.destination])
    first, last = hours_of_pickup(request, drive)
    at = min(max(first, trip.leaves + to_there), last)
    out = max(request.dropoff.opens, at + request.boarding + drive)
    return Missing(
        trip,
        position,
        seconds=max(0, to_there + drive + from_there - direct - trip.detour),
        early=max(0, trip.leaves - (at - to_there)),
        late=max(0, out + request.boarding + from_there - trip.arrives),
        needs=request.needs - trip.offers,
        seats=max(0, request.seats - trip.seats),
    )


@dataclass(frozen=True, slots=True)
class Alone:
    """Which trips could carry the request alone once the `obstacles` are gone, by position; none but in an empty week.

    Without obstacles they are all trips that could; with obstacles the one that comes nearest.
    """

    obstacles: tuple[Obstacle, ...]
    trips: tuple[int, ...]


def alone(week: Week, request: Request) -> Alone:
    """Return what keeps all trips from carrying the request, were there nobody else.

    The reasons are asked in this order: does anybody pass near, then in time, then with what is needed, then with
    seats enough. The first that nobody fulfils, of those who fulfil all before, is the obstacle. It is told of the
    trip that fails in the fewest ways, then by the fewest seconds, then of the first of the week; in which other ways
    it fails, is told after.
    """
    drive = int(week.travel[request.origin, request.destination])
    wider = possible(request, drive)
    own = () if wider == request else (Obstacle(Kind.OWN_HOURS, request.key),)
    if not week.trips:
        return Alone((*own, Obstacle(Kind.NOBODY_OFFERS, request.key)), ())
    found = [missing(week, wider, trip, position) for position, trip in enumerate(week.trips)]
    able = tuple(one.position for one in found if one.nothing)
    if able:
        return Alone(own, able)
    best = nearest(found)
    return Alone((*own, *obstacles_of(request, best)), (best.position,))


def nearest(found: list[Missing]) -> Missing:
    """Return what is missing of the trip that comes nearest, in the order that `alone` states."""
    for fulfils in (attrgetter("passes_near"), attrgetter("fits_in_time"), lambda one: not one.needs):
        some = [one for one in found if fulfils(one)]
        if not some:
            break
        found = some
    return min(
        found,
        key=lambda one: (
            (not one.passes_near) + (not one.fits_in_time) + len(one.needs) + bool(one.seats),
            one.seconds + one.early + one.late,
            one.seats,
            one.position,
        ),
    )


def obstacles_of(request: Request, found: Missing) -> list[Obstacle]:
    """Return the obstacles at one trip, the farthest reaching first."""
    key, trip, driver = request.key, found.trip.key, found.trip.driver
    obstacles = []
    if found.seconds:
        obstacles.append(Obstacle(Kind.NOBODY_PASSES_NEAR, key, trip, driver, seconds=found.seconds))
    if found.early or found.late:
        obstacles.append(Obstacle(Kind.NO_TIME_FITS, key, trip, driver, early=found.early, late=found.late))
    if found.needs:
        obstacles.append(Obstacle(Kind.NEED_NOT_MET, key, trip, driver, needs=found.needs))
    if found.seats:
        obstacles.append(Obstacle(Kind.CAR_TOO_SMALL, key, trip, driver, seats=found.seats))
    return obstacles
