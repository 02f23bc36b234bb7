"""What stands between a request that a trip could carry alone and a seat in it, given who rides in the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations

from maillage.core.carpool.nouns import Plan, Request, Trip, Week
from maillage.core.carpool.obstacles import Kind, Obstacle, removed
from maillage.core.carpool.routes import outing

# So many of those who ride in a car are thought away together at most, before all of them are.
FEW = 2
ORDER = (
    Kind.CAP_REACHED,
    Kind.DRIVER_BUSY,
    Kind.CAR_FULL,
    Kind.SEATS_TAKEN,
    Kind.ONE_CAR_FOR_BOTH,
)
# No way costs less but that on which nothing has to go.
LIGHTEST = (1, 0, [0])


@dataclass(frozen=True)
class Scene:
    """A week, and who rides by which trip: first as planned, then with one obstacle after the other gone."""

    week: Week
    riders: Mapping[str, tuple[str, ...]]

    @property
    def drivers(self) -> dict[str, list[Trip]]:
        """By driver, the trips that are driven."""
        found: dict[str, list[Trip]] = {}
        for trip in self.week.trips:
            if self.riders.get(trip.key):
                found.setdefault(trip.driver, []).append(trip)
        return found


def scene_of(week: Week, plan: Plan) -> Scene:
    """Return who rides by which trip."""
    riders: dict[str, tuple[str, ...]] = {}
    for request, trip in plan.trip_of.items():
        riders[trip] = (*riders.get(trip, ()), request)
    return Scene(week, riders)


def carries(week: Week, trip: Trip, keys: tuple[str, ...]) -> bool:
    """Tell whether the trip, which offers what each of these requests needs, can carry them together."""
    asked = tuple(request for request in week.requests if request.key in keys)
    try:
        outing(replace(week, requests=asked), trip, list(range(len(asked))), trip.detour)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Way:
    """How a request comes to its seat: the obstacles that have to go, and who then rides."""

    obstacles: tuple[Obstacle, ...]
    scene: Scene

    @property
    def cost(self) -> tuple[int, int, list[int]]:
        """The fewest obstacles, then the fewest others, then the lightest kinds."""
        others = sum(len(one.others) for one in self.obstacles if one.kind is Kind.SEATS_TAKEN)
        return len(self.obstacles), others, [ORDER.index(one.kind) for one in self.obstacles]


def seated(scene: Scene, request: Request, trips: tuple[int, ...], kept: frozenset[str]) -> Way:
    """Return the lightest way to a seat in one of the trips (by position), each of which could carry the request alone.

    `kept` are requests that keep their seats. Of equally light ways, that by the first trip is taken. The more
    somebody's car carries, the later it is looked at; the search ends with a way that no other can be lighter than.
    """
    emptiest = sorted(trips, key=lambda one: len(scene.riders.get(scene.week.trips[one].key, ())))
    ways = (by_trip(scene, request, scene.week.trips[position], kept) for position in emptiest)
    best = next(ways)
    while best.cost > LIGHTEST and (way := next(ways, None)):
        best = min(best, way, key=lambda one: one.cost)
    return best


def by_trip(scene: Scene, request: Request, trip: Trip, kept: frozenset[str]) -> Way:
    """Return the lightest way to a seat in this trip."""
    driver = obstacles_of_driver(scene, request, trip)
    week = scene.week
    for obstacle in driver:
        week = removed(week, obstacle)
    free = replace(scene, week=week)
    for full, riders in seats(free, request, trip, kept):
        gone = (*driver, full) if full else driver
        return Way(gone, Scene(removed(week, full) if full else week, riders))
    second = Obstacle(Kind.ONE_CAR_FOR_BOTH, request.key, trip.key, trip.driver)
    name = removed(scene.week, second).trips[-1].key
    return Way((second,), Scene(removed(scene.week, second), {**scene.riders, name: (request.key,)}))


def obstacles_of_driver(scene: Scene, request: Request, trip: Trip) -> tuple[Obstacle, ...]:
    """Return what keeps the driver from this trip: another at the same hours, or the cap."""
    driven = [one for one in scene.drivers.get(trip.driver, []) if one.key != trip.key]
    for other in driven:
        if overlap(trip, other):
            riders = scene.riders[other.key]
            return (Obstacle(Kind.DRIVER_BUSY, request.key, trip.key, trip.driver, others=riders),)
    if scene.riders.get(trip.key) or len(driven) < scene.week.caps.get(trip.driver, len(driven) + 1):
        return ()
    riders = tuple(key for other in driven for key in scene.riders[other.key])
    return (Obstacle(Kind.CAP_REACHED, request.key, trip.key, trip.driver, others=riders),)


def overlap(one: Trip, other: Trip) -> bool:
    """Tell whether two trips of a driver are offered for hours of which only one can be driven."""
    later = max(one.leaves, other.leaves)
    return all(trip.leaves <= later < trip.arrives or trip.leaves == later for trip in (one, other))


def seats(
    scene: Scene, request: Request, trip: Trip, kept: frozenset[str]
) -> Iterator[tuple[Obstacle | None, Mapping[str, tuple[str, ...]]]]:
    """Yield what has to go so that the request has a seat beside those who ride, and who then rides; lightest first."""
    riders = scene.riders.get(trip.key, ())
    together = {**scene.riders, trip.key: (*riders, request.key)}
    if carries(scene.week, trip, together[trip.key]):
        yield None, together
    if carries(scene.week, replace(trip, seats=trip.seats + request.seats), together[trip.key]):
        yield (
            Obstacle(Kind.CAR_FULL, request.key, trip.key, trip.driver, others=riders, seats=request.seats),
            together,
        )
    for others in those_in_the_way(scene.week, riders, kept):
        left = {key: tuple(one for one in keys if one not in others) for key, keys in together.items()}
        changed = [one for one in scene.week.trips if left.get(one.key, ()) != scene.riders.get(one.key, ())]
        if all(carries(scene.week, one, left[one.key]) for one in changed if left[one.key]):
            yield Obstacle(Kind.SEATS_TAKEN, request.key, trip.key, trip.driver, others=others), left


def those_in_the_way(week: Week, riders: tuple[str, ...], kept: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield those who may be thought away, one, then two, then all, each with the other leg of their return."""
    couple_of = {request.key: request.couple for request in week.requests}
    loose = [key for key in riders if key not in kept and couple_of[key] not in kept]
    for size in sorted({*range(1, min(FEW, len(loose)) + 1), len(loose)} - {0}):
        for some in combinations(loose, size):
            yield tuple(dict.fromkeys(one for key in some for one in (key, couple_of[key]) if one))
