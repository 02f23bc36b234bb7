"""The week planned: bundles, then one program after the other in the strict order of the aims, with proofs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from maillage.core.carpool.bundles import Bundles, bundles_of
from maillage.core.carpool.checked import refuse_impossible
from maillage.core.carpool.nouns import Earlier, Plan, Proof, Week
from maillage.core.carpool.packing import AIMS, counted, load_rows, program_of, rows_of
from maillage.core.carpool.program import INFINITY, Effort, Program, solved
from maillage.core.carpool.routes import outing
from maillage.core.carpool.tables import tables_of


@dataclass(frozen=True)
class Limits:
    """How much work may go into a plan: never time, so that the same week always gives the same plan."""

    steps: int = 2_000_000
    nodes: int = 20_000


def _never() -> bool:
    return False


def _silent(stage: str, done: int, total: int) -> None:
    pass


def plan_week(
    week: Week,
    earlier: Earlier = Earlier(),
    *,
    limits: Limits = Limits(),
    should_stop: Callable[[], bool] | None = None,
    tell: Callable[[str, int, int], None] | None = None,
) -> Plan:
    """Return the best plan of the week."""
    refuse_impossible(week)
    stop, say = should_stop or _never, tell or _silent
    tables = tables_of(week)
    bundles = bundles_of(tables, lambda done, total: say("bundles", done, total), stop)
    rows = rows_of(week, tables)
    counts = counted(bundles, week, earlier)
    effort = Effort(limits.steps, limits.nodes, stop)
    everything = np.arange(len(bundles))
    extra = []
    values, bounds = {}, {}
    x = np.zeros(len(bundles))
    for index, aim in enumerate(AIMS):
        sign = 1.0 if aim == "detour" else -1.0
        answer = solved(program_of(rows, bundles, everything, extra, sign * counts[aim]), effort, whole=True, start=x)
        if answer.columns is not None:
            x = np.round(answer.columns)
        value = round(float(counts[aim] @ x))
        values[aim], bounds[aim] = value, round(sign * answer.bound)
        extra.append((counts[aim], -INFINITY if aim == "detour" else value, value if aim == "detour" else INFINITY))
        say("packing", index + 1, len(AIMS) + 1)
    chosen = np.flatnonzero(x > 0.5)
    drivers = load_rows(week, bundles.trip)
    load = max((int((x[rows_]).sum()) for rows_ in drivers), default=0)
    outings = tuple(
        outing(
            week,
            week.trips[bundles.trip[b]],
            [int(member) for member in bundles.members[bundles.first[b] : bundles.first[b + 1]]],
            int(bundles.detour[b]),
        )
        for b in chosen
    )
    known = {request.key for request in week.requests}
    before = sum(1 for key in earlier.trip_of if key in known)
    return Plan(
        outings,
        Proof(values["kept_promises"], bounds["kept_promises"]),
        Proof(values["served"], bounds["served"]),
        Proof(before - values["kept_trips"], before - bounds["kept_trips"]),
        Proof(values["detour"], bounds["detour"]),
        Proof(load, min(load, 1)),
    )
