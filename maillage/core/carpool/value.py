"""Where one more volunteer would help most: how many more requests a trip would let the best plan serve, exactly."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from maillage.core.carpool.aims import Limits
from maillage.core.carpool.neighbourhood import halves, with_somebody
from maillage.core.carpool.nouns import Place, Plan, Proof, Refused, Trip, Week, Window
from maillage.core.carpool.planning import plan_week

# So few candidates are planned with one by one: together would not be quicker.
FEW = 2


@dataclass(frozen=True, slots=True)
class Gain:
    """How many more requests are served with one more trip: `more.value`, proved where `more.bound` is the same."""

    trip: Trip
    more: Proof


@dataclass(frozen=True)
class Ranking:
    """The candidates that help most, the best first; `plans` is how often the week was planned for it."""

    gains: tuple[Gain, ...]
    plans: int
    stopped: bool = False


@dataclass(frozen=True, order=True)
class Group:
    """Candidates, by position, each of whom gains at least `low` and at most `high`; the first in order comes next."""

    less: int
    first: int
    low: int
    positions: tuple[int, ...]
    is_bounded: bool = False
    slack: int = 0

    @property
    def high(self) -> int:
        return -self.less


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
    without; equal gains keep the order of the candidates. Nevertheless few are planned with one by one. Slots from home
    to home at the same hours are bounded together, by a volunteer who lives wherever it suits best, and by one who
    lives wherever it suits least; where the two gain the same, so does each. Otherwise they are divided by where they
    are, the most promising first (branch and bound, Land and Doig 1960). `tell` is called with how many candidates are
    ranked of how many. Raises Refused where the week cannot be planned, or a candidate's key is taken.
    """
    refuse_known_keys(week, candidates)
    search = Search(week, tuple(candidates), limits or Limits(), should_stop)
    wanted = len(candidates) if most is None else min(most, len(candidates))
    gains: list[Gain] = []
    open_ = list(search.groups())
    heapq.heapify(open_)
    while open_ and len(gains) < wanted:
        if should_stop and should_stop():
            return Ranking(tuple(gains), search.plans, stopped=True)
        group = heapq.heappop(open_)
        if group.low < group.high:
            for part in search.narrowed(group):
                heapq.heappush(open_, part)
            continue
        gains.append(Gain(candidates[group.first], Proof(group.low, group.low + group.slack)))
        if group.positions[1:]:
            heapq.heappush(open_, replace(group, first=group.positions[1], positions=group.positions[1:]))
        if tell:
            tell(len(gains), wanted)
    return Ranking(tuple(gains), search.plans)


class Search:
    """The week, its plan without any candidate, and how often it was planned."""

    def __init__(
        self, week: Week, candidates: tuple[Trip, ...], limits: Limits, should_stop: Callable[[], bool] | None
    ) -> None:
        self.week, self.candidates, self.limits, self.should_stop = week, candidates, limits, should_stop
        self.plans = 0
        self.base = self.planned(week)

    def planned(self, week: Week) -> Plan:
        """Return the plan of a week."""
        self.plans += 1
        return plan_week(week, limits=self.limits, should_stop=self.should_stop)

    def groups(self) -> Iterator[Group]:
        """Yield the candidates in groups: slots that differ in nothing but the home, everything else alone."""
        known = {trip.driver for trip in self.week.trips} | self.week.caps.keys()
        alike: dict[Trip | str, list[int]] = {}
        for position, trip in enumerate(self.candidates):
            is_slot = trip.origin == trip.destination and trip.driver not in known
            like = replace(trip, key="", driver="", origin=0, destination=0) if is_slot else trip.key
            alike.setdefault(like, []).append(position)
        unserved = len(self.week.requests) - self.base.served.value
        for positions in alike.values():
            yield Group(-unserved, positions[0], 0, tuple(positions))

    def narrowed(self, group: Group) -> Iterator[Group]:
        """Yield the group with closer bounds, or its parts."""
        if len(group.positions) == 1:
            trip = self.candidates[group.first]
            more = self.gained(self.planned(replace(self.week, trips=(*self.week.trips, trip))))
            yield replace(group, less=-more.value, low=more.value, slack=more.bound - more.value)
        elif group.is_bounded or len(group.positions) <= FEW:
            homes = [self.candidates[position].origin for position in group.positions]
            for half in halves(self.week, homes):
                part = tuple(group.positions[at] for at in half)
                yield replace(group, first=part[0], positions=part, is_bounded=False)
        else:
            yield self.bounded(group)

    def bounded(self, group: Group) -> Group:
        """Return the group with what its candidates gain at most, and at least where that is not known by it."""
        homes = [self.candidates[position].origin for position in group.positions]
        slot = self.candidates[group.first]
        best = self.gained(self.planned(with_somebody(self.week, slot, homes, nearest=True)))
        high, low = min(group.high, best.bound), group.low
        if low < high:
            worst = self.gained(self.planned(with_somebody(self.week, slot, homes, nearest=False)))
            low = max(low, worst.value)
        return replace(group, less=-high, low=min(low, high), is_bounded=True)

    def gained(self, again: Plan) -> Proof:
        """Return what a plan serves more than without; whatever either leaves unproved stands in the bound."""
        before, after = self.base.served, again.served
        value = after.value - before.value
        return Proof(value, value + before.bound - before.value + after.bound - after.value)


def refuse_known_keys(week: Week, candidates: Sequence[Trip]) -> None:
    """Raise Refused for a candidate with a key that is taken."""
    taken = {trip.key for trip in week.trips}
    for trip in candidates:
        if trip.key in taken:
            raise Refused("duplicate_key", trip.key)
        taken.add(trip.key)
