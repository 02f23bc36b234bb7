"""A week planned again with one trip more, from what is known of it without: bundles, best choice, prices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from maillage.core.carpool.aims import Limits, Question, most_served
from maillage.core.carpool.alike import grouped
from maillage.core.carpool.bundles import Bundles, Carried, carried, gathered
from maillage.core.carpool.checked import refuse_impossible
from maillage.core.carpool.nouns import Earlier, Proof, Trip, Week
from maillage.core.carpool.program import Effort
from maillage.core.carpool.proving import rounded_up
from maillage.core.carpool.rows import rules_of
from maillage.core.carpool.tables import Tables, tables_of

NOTHING_EARLIER = Earlier()


@dataclass(frozen=True, eq=False)
class Tried:
    """A trip that may come to the week: its bundles, the week's question with it, and how many it lets serve at most.

    `gain` is at most how many requests more than the `value` that is reached without it.
    """

    trip: Trip
    question: Question
    gain: int


class Base:
    """A week without any trip more: who can ride in it, and how many it serves at best."""

    def __init__(self, week: Week, candidates: tuple[Trip, ...], limits: Limits, stop: Callable[[], bool]) -> None:
        refuse_impossible(replace(week, trips=(*week.trips, *candidates)))
        kinds = grouped(week, NOTHING_EARLIER)
        self.week, self.candidates, self.stop = kinds.week, candidates, stop
        self.limits, self.effort = limits, Effort(limits.steps, limits.nodes, stop)
        alike = [len(positions) for positions in kinds.alike]
        # The ways to all candidates are looked up once; whoever rides with them is found one by one.
        self.tables = tables_of(replace(kinds.week, trips=(*kinds.week.trips, *candidates)), alike)
        offered = len(kinds.week.trips)
        self.carried = self._carried(slice(0, offered), limits.bundles)
        rules = rules_of(self.week, self.tables, NOTHING_EARLIER)
        self.question = Question(_trips(self.tables, slice(0, offered)), rules, self.carried, limits, self.effort)
        self.able = self.question.able
        self.served = most_served(self.question)
        self._found: dict[int, Carried] = {}

    def tried(self, position: int) -> Tried:
        """Return a candidate (by position) with its bundles, and a bound of what it gains that needs no program.

        The prices of the relaxation without it stay feasible when one bundle of it at most is added at its reduced
        cost; whoever had no trip for one of their legs may come to be served only in that bundle.
        """
        trip, first = self.candidates[position], len(self.week.trips)
        at = slice(first + position, first + position + 1)
        if position not in self._found:
            self._found[position] = self._carried(at, self.limits.bundles - len(self.carried.bundles))
        mine = self._found[position]
        week = replace(self.week, trips=(*self.week.trips, trip))
        bundles = replace(mine.bundles, trip=mine.bundles.trip + first)
        whole = Carried(
            gathered([self.carried.bundles, bundles]),
            (*self.carried.cut, *(first + cut for cut in mine.cut)),
            (*self.carried.alone, *mine.alone),
        )
        tables = _trips(self.tables, np.r_[0:first, first + position])
        question = Question(tables, rules_of(week, tables, NOTHING_EARLIER), whole, self.limits, self.effort)
        return Tried(trip, question, self._gain(question, bundles))

    def served_with(self, tried: Tried) -> Proof:
        """Return how many are served at best with a candidate."""
        served = most_served(tried.question, self.served)
        return Proof(served.value, served.bound)

    def _carried(self, at: slice, most: int) -> Carried:
        return carried(_trips(self.tables, at), most, self.limits.labels, lambda *_at: None, self.stop)

    def _gain(self, question: Question, bundles: Bundles) -> int:
        """Return how many more are served at most."""
        rules, prices = question.rules, self.served.prices
        open_ = int((rules.size * rules.times * question.able).sum()) - self.served.value
        if question.carried.cut or not np.isfinite(self.served.relaxed):
            return open_
        if not len(bundles):
            return max(0, self.served.bound - self.served.value)
        legs = prices[: len(rules.party)]
        fresh = question.able & ~self.able
        missing = np.bincount(rules.party, legs, len(rules.size))
        more = np.where(fresh, np.maximum(0.0, rules.size - missing), 0.0)
        worth = legs + more[rules.party]
        best = float(np.add.reduceat(worth[bundles.members], bundles.first[:-1]).max())
        return min(open_, -rounded_up(self.served.relaxed - max(0.0, best)) - self.served.value)


def _trips(tables: Tables, at: slice | np.ndarray) -> Tables:
    """Return the tables with some of the trips."""
    names = ("start", "end", "leaves", "arrives", "room", "direct", "most", "suits")
    return replace(tables, **{name: getattr(tables, name)[at] for name in names})
