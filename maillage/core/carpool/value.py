"""Where one more volunteer would help most: how many more requests a trip would let the best plan serve, exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from maillage.core.carpool.alone import missing
from maillage.core.carpool.nouns import Place, Plan, Proof, Refused, Request, Trip, Week, Window
from maillage.core.carpool.obstacles import possible
from maillage.core.carpool.planning import Limits, plan_week
from maillage.core.carpool.tables import shortest


@dataclass(frozen=True, slots=True)
class Gain:
    """How many more requests are served with one more trip: `more.value`, proved where `more.bound` is the same."""

    trip: Trip
    more: Proof


@dataclass(frozen=True)
class Ranking:
    """The candidates that help most, the best first; `left` of all were neither reckoned nor excluded when stopped."""

    gains: tuple[Gain, ...]
    solved: int
    left: int = 0


def half_days(
    homes: Iterable[Place], hours: Sequence[Window], *, seats: int = 4, offers: frozenset[str] = frozenset()
) -> tuple[Trip, ...]:
    """Return one volunteer's slot from home to home for each place and each half-day (seconds since Monday midnight).

    Within the slot the volunteer drives wherever it helps. Key and driver are "+", place and beginning of the slot.
    """
    return tuple(
        Trip(name, name, home, home, slot.opens, slot.closes, seats, slot.closes - slot.opens, offers)
        for home in homes
        for slot in hours
        for name in [f"+{home}@{slot.opens}"]
    )


def where_next(
    week: Week,
    candidates: Sequence[Trip],
    *,
    most: int | None = None,
    limits: Limits | None = None,
    should_stop: Callable[[], bool] | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> Ranking:
    """Return the `most` candidates (all where it is None) by how many more requests the best plan serves with each.

    Each gain is that of planning the week again with the candidate added and nothing else changed, less what is served
    without; equal gains keep the order of the candidates. A candidate is not planned with where a bound says that it
    cannot come among the first `most`: the ranking is the same as that of planning with all. `tell` is called with how
    many candidates are decided of how many. Raises Refused where the week cannot be planned, or a candidate has the
    key of a trip or another candidate.
    """
    refuse_known_keys(week, candidates)
    limits = limits or Limits()
    base = plan_week(week, limits=limits, should_stop=should_stop)
    ceilings = [ceiling(week, trip, limits) for trip in candidates]
    unserved = len(week.requests) - base.served.value
    order = sorted(range(len(candidates)), key=lambda one: (-min(ceilings[one], unserved), one))
    found: list[tuple[int, int, Gain]] = []
    solved = decided = 0
    for position in order:
        if should_stop and should_stop():
            break
        decided += 1
        highest = min(ceilings[position], unserved)
        if most is None or is_open(found, most, highest, position):
            gain = Gain(candidates[position], Proof(0, 0))
            if highest:
                again = replace(week, trips=(*week.trips, candidates[position]))
                gain = gained(candidates[position], base, plan_week(again, limits=limits, should_stop=should_stop))
                solved += 1
            found = sorted([*found, (-gain.more.value, position, gain)], key=lambda one: one[:2])[:most]
        if tell:
            tell(decided, len(order))
    return Ranking(tuple(gain for _more, _position, gain in found), solved, len(order) - decided)


def refuse_known_keys(week: Week, candidates: Sequence[Trip]) -> None:
    """Raise Refused for a candidate with a key that is taken."""
    taken = {trip.key for trip in week.trips}
    for trip in candidates:
        if trip.key in taken:
            raise Refused("duplicate_key", trip.key)
        taken.add(trip.key)


def is_open(found: Sequence[tuple[int, int, Gain]], most: int, highest: int, position: int) -> bool:
    """Tell whether a candidate with this highest gain could still come among the first."""
    return len(found) < most or (-highest, position) < found[-1][:2]


def gained(trip: Trip, base: Plan, again: Plan) -> Gain:
    """Return what the second plan serves more than the first; whatever either leaves unproved stands in the bound."""
    unproved = base.served.bound - base.served.value + again.served.bound - again.served.value
    value = again.served.value - base.served.value
    return Gain(trip, Proof(value, value + unproved))


def ceiling(week: Week, trip: Trip, limits: Limits) -> int:
    """Return a number that the gain of a trip cannot pass.

    Take the trip out of the best plan with it, and with its riders the other legs of their returns: what is left is a
    plan without it. So the gain is at most the riders of the trip, the most that it can carry were there no other, and
    once more those of them that have another leg. Where driving by a third place can be quicker than the direct way, a
    car may depend on a rider whom it carries; then all that are asked are the ceiling.
    """
    if (shortest(np.asarray(week.travel)) < week.travel).any():
        return len(week.requests)
    able = tuple(one for one in week.requests if fits(week, trip, one))
    if not able:
        return 0
    single = tuple(replace(one, couple="") for one in able)
    riders = plan_week(Week(week.travel, single, (trip,)), limits=limits).served.bound
    return riders + min(riders, sum(bool(one.couple) for one in able))


def fits(week: Week, trip: Trip, request: Request) -> bool:
    """Tell whether the trip could carry the request, were there nobody else."""
    drive = int(week.travel[request.origin, request.destination])
    return possible(request, drive) == request and missing(week, request, trip, 0).nothing
