"""The aims of a week in their strict order: each is made best while those before keep their value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from maillage.core.carpool.bundles import Carried
from maillage.core.carpool.choice import AIMS, Choice
from maillage.core.carpool.program import Effort, FloatArray
from maillage.core.carpool.proving import Found, Goal, Priced, best, exchanged, priced, rounded_up
from maillage.core.carpool.rows import Rules, servable
from maillage.core.carpool.tables import BoolArray, LongArray, Tables


@dataclass(frozen=True)
class Limits:
    """How much work may go into a plan: never time, so that the same week always gives the same plan.

    `bundles` in all and `labels` at once, where they are drawn up; `steps` of the simplex and `nodes` for one program;
    `columns` are the sizes of the whole programs that are tried one after the other until the plan is proved best.
    """

    bundles: int = 6_000_000
    labels: int = 3_000_000
    steps: int = 1_000_000
    nodes: int = 5_000
    columns: tuple[int, ...] = (3_000, 30_000, 400_000)


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked: the week as arrays, its rules, its bundles, and how much work may go into the answer."""

    tables: Tables
    rules: Rules
    carried: Carried
    limits: Limits
    effort: Effort

    @property
    def able(self) -> BoolArray:
        """Return which parties have a trip for each of their requests."""
        alone = self.carried.alone
        return servable(self.rules, np.concatenate([*alone, np.zeros(0, dtype=np.int32)]))

    @property
    def saved(self) -> LongArray:
        """Return by trip the most that a detour can save, where the direct way is not the shortest."""
        tables = self.tables
        return (tables.direct - tables.least[tables.start, tables.end]).astype(np.int64)


@dataclass(eq=False)
class Answer:
    """What was reached and proved so far, by aim, and the chosen bundles."""

    values: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, int] = field(default_factory=dict)
    chosen: LongArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    needed: LongArray = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def answered(question: Question, tell: Callable[[int, int], None]) -> Answer:
    """Return the best choice of bundles and its proofs."""
    answer = Answer()
    every = np.arange(len(question.carried.bundles))
    if not _counted(question, answer, np.flatnonzero(question.carried.bundles.largest), shared=True):
        _counted(question, answer, every, shared=False)
    tell(1, 3)
    relaxed = _least_detour(question, answer)
    tell(2, 3)
    _fairest(question, answer, relaxed)
    tell(3, 3)
    return answer


def _counted(question: Question, answer: Answer, offered: LongArray, *, shared: bool) -> bool:
    """Serve most: promised requests, then all, then those who keep their trip; tell whether bundles carry them."""
    choice = Choice(question.rules, question.carried.bundles.taken(offered), question.able, shared)
    found = Found(np.zeros(0, dtype=np.int64), np.zeros(choice.fixed), 0, 0)
    pool = np.flatnonzero(np.diff(choice.bundles.first) == 1)
    nothing = np.zeros(len(choice.bundles))
    able = question.able
    rules = question.rules
    there = np.concatenate([able * rules.times, able[rules.party[rules.kept]], [0]])
    for aim in AIMS:
        counts = choice.counts(aim)
        begin = Found(found.chosen, found.fixed, -round(float(counts @ found.fixed)), -int(counts @ there))
        found = begin
        if begin.bound < begin.value:
            goal = Goal(choice, -counts, nothing)
            relaxed = priced(goal, np.union1d(pool, begin.chosen), question.effort)
            pool = relaxed.needed
            found = _sought(question, goal, begin, relaxed)
        answer.values[aim], answer.bounds[aim] = -found.value, -found.bound
        choice = replace(choice, aims={**choice.aims, aim: -found.value})
    answer.needed = offered[pool]
    chosen = _parted(question, choice, found) if shared else found.chosen
    answer.chosen = np.zeros(0, dtype=np.int64) if chosen is None else chosen
    return chosen is not None


@dataclass(frozen=True, eq=False)
class Served:
    """How many are served at best and no plan passes, and what the search found on its way.

    `relaxed` is the value of the relaxation, minus infinity where it was not solved, `prices` those of its rows;
    `needed` and `chosen` are positions among the bundles that were offered: all, or where `shared` the largest, of
    which `is_parted` tells whether a plan of the same value was made.
    """

    value: int
    bound: int
    relaxed: float
    prices: FloatArray
    needed: LongArray
    chosen: LongArray
    fixed: FloatArray
    shared: bool
    is_parted: bool


def most_served(question: Question, known: Served | None = None) -> Served:
    """Serve as many requests as can be and look at nothing else, from what is `known` without the last trips."""
    shared = _served(question, known if known and known.shared else None, shared=True)
    if shared.is_parted:
        return shared
    return _served(question, None if known is None or known.shared else known, shared=False)


def _served(question: Question, known: Served | None, *, shared: bool) -> Served:
    bundles = question.carried.bundles
    offered = np.flatnonzero(bundles.largest) if shared else np.arange(len(bundles))
    choice = Choice(question.rules, bundles.taken(offered), question.able, shared)
    counts, rules = choice.counts("served"), question.rules
    there = np.concatenate([question.able * rules.times, question.able[rules.party[rules.kept]], [0]])
    pool = np.flatnonzero(np.diff(choice.bundles.first) == 1)
    found = Found(np.zeros(0, dtype=np.int64), np.zeros(choice.fixed), 0, -int(counts @ there))
    if known:
        found, pool = replace(found, chosen=known.chosen, fixed=known.fixed, value=-known.value), known.needed
    relaxed = Priced(float(found.bound), np.zeros(0), pool, np.zeros(choice.offsets[-1]))
    if found.bound < found.value:
        goal = Goal(choice, -counts, np.zeros(len(choice.bundles)))
        relaxed = priced(goal, np.union1d(pool, found.chosen), question.effort)
        found = _sought(question, goal, found, relaxed)
    return Served(
        -found.value,
        -found.bound,
        relaxed.value,
        relaxed.prices,
        relaxed.needed,
        found.chosen,
        found.fixed,
        shared,
        is_parted=not shared or _parted(question, choice, found) is not None,
    )


def _parted(question: Question, choice: Choice, found: Found) -> LongArray | None:
    """Return bundles that carry each served request once: on its earlier trip, else on the first that carries it."""
    rules, trip_of = question.rules, dict[int, int]()
    left = np.round(found.fixed[rules.party]).astype(np.int64)
    riders_of: dict[int, list[int]] = {}
    for bundle in found.chosen.tolist():
        trip = int(choice.bundles.trip[bundle])
        for rider in choice.bundles.riders(bundle):
            if rules.times[rules.party[rider]] > 1:
                if left[rider]:
                    left[rider] -= 1
                    riders_of.setdefault(trip, []).append(rider)
            elif left[rider] and (rider not in trip_of or rules.before[rider] == trip):
                trip_of[rider] = trip
    for rider in sorted(trip_of):
        riders_of.setdefault(trip_of[rider], []).append(rider)
    places = [question.carried.bundles.position(trip, sorted(riders)) for trip, riders in sorted(riders_of.items())]
    known = [place for place in places if place is not None]
    return np.array(known, dtype=np.int64) if len(known) == len(places) else None


def _sought(question: Question, goal: Goal, begin: Found, relaxed: Priced, saved: LongArray | None = None) -> Found:
    """Return the best choice; where bundles are missing, only prices prove anything, and what a detour can save."""
    if not question.carried.cut:
        return best(goal, begin, relaxed, question.limits.columns, question.effort)
    least = relaxed.value
    for trip in question.carried.cut:
        least -= _missed(question, goal.choice, trip, relaxed, 0 if saved is None else int(saved[trip]))
    found = best(goal, begin, relaxed, question.limits.columns[:2], question.effort)
    return replace(found, bound=min(max(begin.bound, rounded_up(least)), found.value))


def _missed(question: Question, choice: Choice, trip: int, relaxed: Priced, saved: int) -> float:
    """Return how far below nought the reduced cost of a missing bundle may be.

    Riders need their seats for at least as long as their direct way takes, out of all that are driven: a knapsack.
    """
    tables, riders = question.tables, question.carried.alone[trip]
    riders = np.repeat(riders, tables.alike[riders])
    worth, toll = choice.worth(relaxed.prices, trip, riders)
    way = tables.least[tables.origin[riders], tables.destination[riders]] * tables.seats[riders].astype(np.float64)
    worth, way = worth[worth > 0], way[worth > 0]
    order = np.argsort(-worth / np.maximum(way, 1e-9), kind="stable")
    space = float(tables.room[trip]) * float(tables.most[trip])
    before = np.cumsum(way[order]) - way[order]
    part = np.clip((space - before) / np.maximum(way[order], 1e-9), 0.0, 1.0)
    return max(0.0, float(worth[order] @ part) + toll + saved)


def _least_detour(question: Question, answer: Answer) -> Priced:
    """Drive the least detour with as many served; return the relaxation, which says what may be exchanged."""
    bundles = question.carried.bundles
    choice = Choice(question.rules, bundles, question.able, shared=False, aims=dict(answer.values))
    cost = bundles.detour.astype(np.float64)
    fixed = _fixed_of(choice, answer.chosen)
    begin = Found(answer.chosen, fixed, int(cost[answer.chosen].sum()), -int(question.saved.sum()))
    nothing = np.zeros(choice.fixed)
    goal = Goal(choice, nothing, cost)
    relaxed = priced(goal, np.union1d(answer.needed, answer.chosen), question.effort)
    found = _sought(question, goal, begin, relaxed, question.saved)
    answer.chosen = found.chosen
    answer.values["detour"], answer.bounds["detour"] = found.value, found.bound
    return relaxed


def _fairest(question: Question, answer: Answer, relaxed: Priced) -> None:
    """Let the busiest driver drive fewest outings, with no more detour: only bundles within the gap can serve."""
    values = {aim: answer.values[aim] for aim in AIMS}
    detour = answer.values["detour"]
    choice = Choice(
        question.rules, question.carried.bundles, question.able, False, values, balanced=True, detour=detour + 0.5
    )
    load = int(np.bincount(question.rules.driver[choice.bundles.trip[answer.chosen]], minlength=1).max())
    answer.values["load"], answer.bounds["load"] = load, min(load, 1)
    fixed_cost, fixed = choice.counts("load"), _fixed_of(choice, answer.chosen)
    fixed[-1] = load
    begin = Found(answer.chosen, fixed, load, min(load, 1))
    goal = Goal(choice, fixed_cost, np.zeros(len(choice.bundles)))
    found = exchanged(
        goal, begin, relaxed, question.effort, gap=detour - relaxed.value, size=question.limits.columns[-1]
    )
    answer.chosen, answer.values["load"] = found.chosen, found.value
    answer.bounds["load"] = min(load, 1) if question.carried.cut else found.bound


def _fixed_of(choice: Choice, chosen: LongArray) -> FloatArray:
    """Return the fixed columns that go with chosen bundles."""
    rules = choice.rules
    fixed = np.zeros(choice.fixed)
    riding = np.zeros(len(rules.party))
    for bundle in chosen.tolist():
        riders = np.array(choice.bundles.riders(bundle))
        np.add.at(riding, riders, 1.0)
        fixed[rules.party[riders]] = riding[riders]
        stays = riders[rules.before[riders] == choice.bundles.trip[bundle]]
        fixed[len(rules.size) + np.searchsorted(rules.kept, stays)] = 1.0
    return fixed
