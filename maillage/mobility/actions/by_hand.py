"""The verb that changes a plan by hand: a lift is taken off or put on a drive, and the verifier decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.carpool.nouns import Outing, Plan
from maillage.core.ride_check import check
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.jobs import enqueue
from maillage.mobility.actions.after_hand import reckon_after_hand
from maillage.mobility.actions.hand_made import Change, HandMade, changed_outings, claimed
from maillage.mobility.actions.keep_plan import proof_of, remarks, write_outings
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.actions.plan_week import PlanRefused, refuse_past
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.enums import PlanState
from maillage.mobility.models import RidePlan, Unserved
from maillage.mobility.models.ride_plan import ONE_AT_A_TIME
from maillage.mobility.queries.week_asked import WeekAsked, week_asked
from maillage.mobility.queries.week_rows import BY_HAND, NOT_LOOKED_FOR, leg_key, trip_key


class Forbidden(PlanRefused):
    """A change that breaks rules of the plan; `rules` are their keys."""

    def __init__(self, rules: list[str]) -> None:
        super().__init__(rules)
        self.rules = rules


@dataclass(frozen=True)
class Changed:
    """The plan with the change, which of a proposed week is its next edition, and what the change costs."""

    plan: RidePlan
    made: HandMade


@transaction.atomic
def change_by_hand(*, plan: RidePlan, change: Change, by: Actor) -> Changed:
    """Change who rides on which drive; raises Forbidden with the rules that it would break, else PlanRefused.

    Of a proposed week this makes the next edition, proposed at once: those whose lift or drive is another are told and
    asked anew, and nobody else. What is missing, and where volunteers would help, is reckoned again by a job.
    """
    take_region(plan.region)
    plan.refresh_from_db(fields=["state", "proof", "told"])
    into = plan if plan.state == PlanState.READY else next_edition(plan)
    asked = week_asked(into, plan.told.get("without", ()), with_taken_off=True)
    made = changed_outings(plan, change, asked)
    if not made.touched:
        if into != plan:
            into.delete()
        return Changed(plan, made)
    found = claimed(into, asked, made.after)
    faults = check(asked.week, found, asked.earlier)
    if faults:
        raise Forbidden(sorted({str(fault.rule) for fault in faults}))
    keep_outings(plan, into, asked, made)
    keep_unserved(plan, into, asked, change, found)
    keep_figures(plan, into, asked, found)
    audit.record("change plan by hand", by=by, on=into, owner=plan.region.slug, on_day=str(change.on))
    if into != plan:
        into = propose_plan(plan=into, by=by)
    enqueue(reckon_after_hand, into.pk, into.proof["by_hand"])
    return Changed(into, made)


def next_edition(plan: RidePlan) -> RidePlan:
    """Make the edition into which a proposed plan is changed; refuses while a week is planned anew, or is over."""
    if plan.state != PlanState.PROPOSED:
        raise PlanRefused(_("Only a plan that is ready or proposed is changed by hand. Plan the week anew."))
    refuse_past(plan.region, plan.monday)
    same_week = RidePlan.objects.filter(region=plan.region, monday=plan.monday)
    if same_week.filter(state__in=ONE_AT_A_TIME).exists():
        raise PlanRefused(_("This week is being planned anew. Wait until that plan is ready, or stop it first."))
    return RidePlan.objects.create(
        region=plan.region,
        monday=plan.monday,
        edition=same_week.aggregate(last=Max("edition"))["last"] + 1,
        state=PlanState.READY,
        replans=plan,
        told={"without": plan.told.get("without", [])},
        travel=plan.travel,
        reckoned_at=timezone.now(),
    )


def keep_outings(plan: RidePlan, into: RidePlan, asked: WeekAsked, made: HandMade) -> None:
    """Write the outings: those that were touched in place of what they were, all of them into a new edition."""
    fresh: Iterable[Outing] = made.after
    if into == plan:
        rows = [row.pk for row in plan.outings.all() if row.offer_id and trip_key(row.offer_id, row.on) in made.touched]
        plan.outings.filter(pk__in=rows).delete()
        fresh = (one for one in made.after if one.trip in made.touched)
    write_outings(into, asked, tuple(fresh))


def keep_unserved(plan: RidePlan, into: RidePlan, asked: WeekAsked, change: Change, found: Plan) -> None:
    """Keep who has no lift, with the reasons as they are known until they are reckoned again."""
    served, legs = found.trip_of, asked.days.legs
    known: dict[str, tuple[str, Any]] = {
        leg_key(row.request_id, row.on, row.leg): (row.reason, row.facts) for row in plan.unserved.all()
    }
    known |= dict.fromkeys(change.drive_of, (BY_HAND, {}))
    lacking = [request.key for request in asked.week.requests if request.key not in served]
    into.unserved.all().delete()
    Unserved.objects.bulk_create(
        Unserved(plan=into, request=leg.request, on=leg.on, leg=leg.leg, reason=reason, facts=facts)
        for leg, (reason, facts) in ((legs[key], known.get(key, (NOT_LOOKED_FOR, {}))) for key in lacking)
    )


def keep_figures(plan: RidePlan, into: RidePlan, asked: WeekAsked, found: Plan) -> None:
    """Keep what is true of the plan now, and that a hand was at it; the wishes are those of another plan."""
    times = plan.proof.get("by_hand", 0) + 1
    into.proof = {**proof_of(asked, found), "stopped": plan.proof.get("stopped", False), "by_hand": times}
    into.told = {
        **{name: value for name, value in into.told.items() if name != "wishes"},
        **remarks(into, asked, found),
        "by_hand": "reckoning",
    }
    into.wanted = []
    into.save(update_fields=["proof", "told", "wanted"])
