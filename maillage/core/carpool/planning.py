"""The week planned: who can ride together, the best choice of it in the strict order of the aims, then the times."""

from __future__ import annotations

from collections.abc import Callable

from maillage.core.carpool.aims import Answer, Limits, Question, answered
from maillage.core.carpool.alike import Names, grouped
from maillage.core.carpool.bundles import carried
from maillage.core.carpool.checked import refuse_impossible
from maillage.core.carpool.nouns import Earlier, Plan, Proof, Week
from maillage.core.carpool.program import Effort
from maillage.core.carpool.routes import outing
from maillage.core.carpool.rows import rules_of
from maillage.core.carpool.tables import tables_of

NOTHING_EARLIER = Earlier()
DEFAULT_LIMITS = Limits()


class _Stop:
    """Asks whether to stop, and remembers that it was said."""

    def __init__(self, asked: Callable[[], bool] | None) -> None:
        self._asked = asked
        self.said = False

    def __call__(self) -> bool:
        self.said = self.said or (self._asked is not None and self._asked())
        return self.said


def plan_week(
    week: Week,
    earlier: Earlier = NOTHING_EARLIER,
    *,
    limits: Limits = DEFAULT_LIMITS,
    should_stop: Callable[[], bool] | None = None,
    tell: Callable[[str, int, int], None] | None = None,
) -> Plan:
    """Return the best plan of the week, with what is proved of each aim (seconds, counts of requests and outings).

    The aims in strict order: most promised requests kept, most requests served (the legs of a couple both or neither),
    fewest requests of `earlier` that lose their trip (those that the week no longer asks for are not counted), least
    detour in all, fewest outings of the busiest driver. Two trips of one driver whose offered hours overlap are never
    both driven. Among equal plans the same week always takes the same one. `should_stop` is asked all the time; once it
    says so, the best plan so far is returned as `stopped`, its bounds still true. `tell` hears stage, done, total:
    `bundles` (trips looked at), then `plan` (aims settled). Raises Refused (see refuse_impossible).

    Sources: set partitioning over feasible groups as Alonso-Mora et al. 2017; prices and reduced costs as Baldacci,
    Christofides and Mingozzi 2008; times as Gschwind and Irnich 2015; the programs are solved by HiGHS.
    """
    refuse_impossible(week)
    stop = _Stop(should_stop)

    def say(stage: str, done: int, total: int) -> None:
        if tell is not None:
            tell(stage, done, total)

    whole, week = week, (kinds := grouped(week, earlier)).week
    tables = tables_of(week, [len(positions) for positions in kinds.alike])
    all_ = carried(tables, limits.bundles, limits.labels, lambda done, total: say("bundles", done, total), stop)
    rules = rules_of(week, tables, earlier)
    question = Question(tables, rules, all_, limits, Effort(limits.steps, limits.nodes, stop))
    answer = answered(question, lambda done, total: say("plan", done, total))
    return _written(whole, earlier, question, answer, Names(kinds.alike), stopped=stop.said)


def _written(week: Week, earlier: Earlier, question: Question, answer: Answer, names: Names, *, stopped: bool) -> Plan:
    """Return the plan with its stops and times, the trips in the order of the week."""
    bundles = question.carried.bundles
    outings = tuple(
        outing(week, week.trips[int(bundles.trip[at])], names.of(bundles.riders(at)), int(bundles.detour[at]))
        for at in sorted(answer.chosen.tolist())
    )
    before = sum(request.key in earlier.trip_of for request in week.requests)
    proofs = {aim: Proof(value, answer.bounds[aim]) for aim, value in answer.values.items()}
    stays = proofs["kept_trips"]
    changes = Proof(before - stays.value, before - stays.bound)
    kept = proofs["kept_promises"]
    return Plan(outings, kept, proofs["served"], changes, proofs["detour"], proofs["load"], stopped)
