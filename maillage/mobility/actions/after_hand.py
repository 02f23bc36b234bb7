"""The job after a change by hand: what the best plan would do, why somebody has no lift now, and the wishes again."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from maillage.kit import jobs
from maillage.kit.jobs import enqueue, job
from maillage.mobility.actions.find_wishes import find_wishes
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.enums import PlanState
from maillage.mobility.models import RidePlan
from maillage.mobility.queries.week_rows import BY_HAND, leg_key

if TYPE_CHECKING:
    from maillage.core.carpool.nouns import Plan
    from maillage.mobility.queries.week_explained import Explained

logger = logging.getLogger(__name__)
ALIVE = (PlanState.READY, PlanState.PROPOSED)
HOLD_EVERY = 30.0
# Why somebody has no lift though a car has room since a change by hand.
ROOM = "room_by_hand"


@dataclass(frozen=True)
class Judged:
    """A plan made by hand beside the best one of its week, and why somebody has no lift in it."""

    made: Plan
    best: Plan
    why: Explained


@job
def reckon_after_hand(plan_pk: int, times: int) -> None:
    """Judge a plan after a change by hand, the `times`th; one that was changed again meanwhile has its own job."""
    plan = of_times(plan_pk, times)
    if plan is None:
        return
    try:
        judged = judged_by_hand(plan, times)
    except Exception:
        logger.exception("What a change by hand costs could not be reckoned.")
        RidePlan.objects.filter(pk=plan_pk).update(told={**plan.told, "by_hand": "broke off"})
    else:
        keep_judgement(plan, times, judged)
    enqueue(find_wishes, plan_pk)


def of_times(plan_pk: int, times: int) -> RidePlan | None:
    """Return a plan that stands and was changed so many times."""
    plan = RidePlan.objects.select_related("region", "replans").filter(pk=plan_pk, state__in=ALIVE).first()
    return plan if plan and plan.proof.get("by_hand") == times else None


def judged_by_hand(plan: RidePlan, times: int) -> Judged:
    """Plan the week as if no hand had been at it, and look for the reasons in the plan as it is."""
    from maillage.core.carpool.planning import plan_week
    from maillage.mobility.actions.hand_made import claimed, stored_outings
    from maillage.mobility.queries.week_asked import week_asked
    from maillage.mobility.queries.week_explained import explained

    asked = week_asked(plan, plan.told.get("without", ()), with_taken_off=True)
    stop = Held(plan.pk, times)
    made = claimed(plan, asked, tuple(stored_outings(plan, asked).outings.values()))
    best = plan_week(asked.week, asked.earlier, should_stop=stop)
    return Judged(made, best, explained(asked, made, stop, lambda *_at: None))


class Held:
    """Holds the job's lease while it runs; nobody stops it."""

    def __init__(self, *args: Any) -> None:
        self._args = args
        self._next = time.monotonic() + HOLD_EVERY

    def __call__(self) -> bool:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + HOLD_EVERY
            jobs.hold(reckon_after_hand, *self._args)
        return False


@transaction.atomic
def keep_judgement(plan: RidePlan, times: int, judged: Judged) -> None:
    """Keep the bounds, the reasons, and what the best plan would drive, unless the plan was changed meanwhile."""
    take_region(plan.region)
    found = of_times(plan.pk, times)
    if found is None:
        return
    found.proof = {**found.proof, **bounds_of(judged)}
    found.told = {**found.told, "by_hand": "reckoned"}
    found.save(update_fields=["proof", "told"])
    for row in found.unserved.exclude(reason=BY_HAND):
        reason, facts = judged.why.reasons.get(leg_key(row.request_id, row.on, row.leg), (row.reason, row.facts))
        row.reason, row.facts = (ROOM, {}) if reason == "search_stopped" else (reason, facts)
        row.save(update_fields=["reason", "facts"])


def bounds_of(judged: Judged) -> dict[str, Any]:
    """Return value and bound of each aim; what is proved of the best plan holds for one that is as good till there."""
    best, made, found = judged.best, judged.made, dict[str, Any]()
    as_good = True
    for aim in ("kept_promises", "served", "changes", "detour", "load"):
        value, proved = getattr(made, aim).value, getattr(best, aim)
        most = aim in {"kept_promises", "served"}
        if as_good or aim == "served":
            found[aim] = [value, max(value, proved.bound) if most else min(value, proved.bound)]
        else:
            # Below this nothing is known: a plan that does less may well drive less.
            found[aim] = [value, min(value, 0) - 1]
        if aim == "detour" and as_good:
            found["longer"] = value - proved.value
        as_good = as_good and value == proved.value
    return found
