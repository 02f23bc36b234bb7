"""Where one more volunteer would help most: how many more requests a trip would let the best plan serve, exactly."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from maillage.core.carpool.aims import Limits
from maillage.core.carpool.nouns import Place, Proof, Refused, Trip, Week, Window
from maillage.core.carpool.one_more import Base


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
    without; equal gains keep the order of the candidates. Few are planned with: the week is planned once, and the
    prices of its relaxation bound what each candidate can add (Dantzig and Wolfe 1960); the most promising comes first,
    from the plan at hand, until no bound is higher than what is reached. Candidates alike are planned with once.
    `tell` is called with how many candidates are looked at of how many. Raises Refused where the week cannot be
    planned, or a candidate's key is taken.
    """
    refuse_known_keys(week, candidates)
    search = Search(week, tuple(candidates), limits or Limits(), should_stop or (lambda: False), tell)
    wanted = len(candidates) if most is None else min(most, len(candidates))
    gains: list[Gain] = []
    open_ = search.bounded()
    heapq.heapify(open_)
    while open_ and len(gains) < wanted and not search.stop():
        less, position, is_known = heapq.heappop(open_)
        if is_known:
            gains.append(Gain(candidates[position], search.gains[search.kinds[position]]))
            continue
        gain = search.gained(position, most=-less)
        heapq.heappush(open_, (-gain.value, position, True))
    return Ranking(tuple(gains), search.plans, stopped=len(gains) < wanted)


class Search:
    """The week planned without any candidate, what each can add at most, and what those that were planned with add."""

    def __init__(
        self,
        week: Week,
        candidates: tuple[Trip, ...],
        limits: Limits,
        stop: Callable[[], bool],
        tell: Callable[[int, int], None] | None = None,
    ) -> None:
        self.week, self.candidates, self.limits, self.stop = week, candidates, limits, stop
        self.tell = tell or (lambda *_at: None)
        known = {trip.driver for trip in week.trips} | week.caps.keys()
        # Whoever drives nothing else is told apart from nobody by the name.
        self.kinds = [replace(one, key="", driver=one.driver if one.driver in known else "") for one in candidates]
        self.gains: dict[Trip, Proof] = {}
        self.plans = 1
        self.base = Base(week, candidates, limits, stop)

    def bounded(self) -> list[tuple[int, int, bool]]:
        """Return for each candidate, as a sortable row, what it adds at most (less than nothing), and where it stands.

        Once somebody said to stop there are none.
        """
        found: dict[Trip, int] = {}
        rows = []
        for position, kind in enumerate(self.kinds):
            if self.stop():
                return []
            if kind not in found:
                found[kind] = self.base.tried(position).gain
            rows.append((-found[kind], position, False))
            self.tell(position + 1, len(self.kinds))
        return rows

    def gained(self, position: int, *, most: int) -> Proof:
        """Return how many more are served with a candidate, whatever either plan leaves unproved in the bound."""
        kind, before = self.kinds[position], self.base.served
        if kind not in self.gains:
            if most <= 0 and before.value == before.bound:
                self.gains[kind] = Proof(0, 0)
            else:
                self.plans += 1
                after = self.base.served_with(self.base.tried(position))
                value = after.value - before.value
                self.gains[kind] = Proof(value, value + before.bound - before.value + after.bound - after.value)
        return self.gains[kind]


def refuse_known_keys(week: Week, candidates: Sequence[Trip]) -> None:
    """Raise Refused for a candidate with a key that is taken."""
    taken = {trip.key for trip in week.trips}
    for trip in candidates:
        if trip.key in taken:
            raise Refused("duplicate_key", trip.key)
        taken.add(trip.key)
