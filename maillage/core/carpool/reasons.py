"""Why a request has no lift: the obstacles that have to go, checked by the week in which they are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from maillage.core.carpool.alike import nameless
from maillage.core.carpool.alone import Alone, alone
from maillage.core.carpool.nouns import Plan, Request, Week
from maillage.core.carpool.obstacles import Kind, Obstacle, removed
from maillage.core.carpool.rivals import Scene, Way, scene_of, seated


@dataclass(frozen=True)
class Reason:
    """Why a request is not served. The first of the `obstacles` is the one to tell; all of them have to go.

    `legs` are the request and, of a return, its other leg; `served` are the requests that have a lift in the plan.
    """

    request: str
    obstacles: tuple[Obstacle, ...]
    legs: frozenset[str]
    served: frozenset[str]

    @property
    def kind(self) -> Kind:
        return self.obstacles[0].kind


def reasons(
    week: Week,
    plan: Plan,
    *,
    only: frozenset[str] | None = None,
    should_stop: Callable[[], bool] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> tuple[Reason, ...]:
    """Return why each request without a lift has none, in the order of the week; `only` some of them where it is given.

    A request that no trip could carry alone, were there nobody else, has its reason there (`alone` says in which
    order); of a return, what the other leg meets there comes next. What a trip could carry has its reason in who
    rides: the driver's cap or other trip, a full car, ways that leave no time. Of several trips the one with the
    lightest obstacles is told. `tell` is called with how many reasons are found of how many, `should_stop` is asked
    before each; what is found until then is returned.
    """
    served = frozenset(plan.trip_of)
    asked = {request.key: request for request in week.requests}
    open_ = [one for one in week.requests if one.key not in served and (only is None or one.key in only)]
    scene = scene_of(week, plan)
    found: list[Reason] = []
    known: dict[tuple[Request, ...], tuple[tuple[Request, ...], tuple[Obstacle, ...]]] = {}
    for request in open_:
        if should_stop and should_stop():
            break
        legs = (request, asked[request.couple]) if request.couple else (request,)
        kind = tuple(nameless(leg) for leg in legs)
        if kind not in known:
            known[kind] = legs, tuple(obstacles_of(scene, legs)) or (Obstacle(Kind.SEARCH_STOPPED, request.key),)
        told, obstacles = known[kind]
        names = {one.key: leg.key for one, leg in zip(told, legs, strict=True)}
        obstacles = tuple(told_of(one, names) for one in obstacles)
        found.append(Reason(request.key, obstacles, frozenset(leg.key for leg in legs), served))
        if tell:
            tell(len(found), len(open_))
    return tuple(found)


def told_of(obstacle: Obstacle, names: Mapping[str, str]) -> Obstacle:
    """Return the obstacle as it is told of somebody alike, who meets the same."""
    others = tuple(names.get(one, one) for one in obstacle.others)
    return replace(obstacle, request=names.get(obstacle.request, obstacle.request), others=others)


def without_obstacle(week: Week, reason: Reason) -> Week:
    """Return the week in which the obstacles are gone; planned again, it serves the request.

    It holds those who have a lift, and the request with its other leg. Whoever else has none is left aside: the reason
    says what is in the way, not who would come first if it were not. Since everybody who is left can then be served,
    every best plan of that week serves them, whichever of several the planner takes.
    """
    kept = reason.served | reason.legs
    changed = replace(week, requests=tuple(one for one in week.requests if one.key in kept))
    for obstacle in reason.obstacles:
        changed = removed(changed, obstacle)
    return changed


def obstacles_of(scene: Scene, legs: tuple[Request, ...]) -> Iterator[Obstacle]:
    """Yield what has to go: what each leg meets alone, then what it meets among those who ride."""
    alones: list[Alone] = []
    is_told, offered = False, scene.week
    for leg in legs:
        one = alone(scene.week if offered.trips else offered, leg)
        alones.append(one)
        if leg is not legs[0] and one.obstacles:
            is_told = True
            yield Obstacle(Kind.RETURN_LEG_MISSING, legs[0].key, others=(leg.key,))
        yield from one.obstacles
        for obstacle in one.obstacles:
            scene = replace(scene, week=removed(scene.week, obstacle))
    kept: frozenset[str] = frozenset()
    for leg, one in zip(legs, alones, strict=True):
        way = way_of(scene, leg, one, kept)
        if leg is not legs[0] and way.obstacles and not is_told:
            yield Obstacle(Kind.RETURN_LEG_MISSING, legs[0].key, others=(leg.key,))
        yield from way.obstacles
        scene, kept = way.scene, kept | {leg.key}


def way_of(scene: Scene, leg: Request, one: Alone, kept: frozenset[str]) -> Way:
    """Return the way of a leg to its seat, once it meets nothing alone any more."""
    if not one.trips:
        own = {f"for {leg.key}": (leg.key,)}
        return Way((), replace(scene, riders={**scene.riders, **own}))
    return seated(scene, leg, one.trips, kept)
