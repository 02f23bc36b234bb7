"""What a proposed week does when a request or an offer changes: lifts are called off, the week is planned anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.jobs import enqueue, job
from maillage.mobility.actions.answering import call_off, plan_anew
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.actions.proposing import propose_by_itself
from maillage.mobility.actions.telling_weeks import tell_week
from maillage.mobility.enums import Answer, Outcome, PlanState
from maillage.mobility.lift_changes import LiftChange, when_changed
from maillage.mobility.models import Outing, Ride, RidePlan
from maillage.mobility.queries.own_weeks import freed_since, is_being_planned_anew, newer, weeks_alive


@when_changed
def call_off_what_was_planned(change: LiftChange, by: Actor) -> None:
    """Call off the lifts to come that rest on what has changed; a job plans their weeks anew after this deed.

    It must not wait for the turn of the region, since whoever changes a request or an offer holds that row already.
    """
    outings, rides = planned_by(change, timezone.now())
    weeks = set(outings.values_list("plan__monday", flat=True)) | set(
        rides.values_list("outing__plan__monday", flat=True)
    )
    for outing in outings:
        call_off(outing)
    rides.update(answer=Answer.NO, outcome=Outcome.CANCELLED, answered_at=timezone.now())
    if weeks:
        enqueue(keep_weeks, change.region.pk)


def planned_by(change: LiftChange, now: datetime) -> tuple[QuerySet[Outing], QuerySet[Ride]]:
    """Return the outings of these offers and the rides of these requests that are still to come."""
    proposed = {"plan__state": PlanState.PROPOSED, "plan__region": change.region}
    outings = Outing.objects.filter(
        **proposed, offer__in=change.offers, leaves_at__gt=now, outcome=Outcome.PLANNED
    ).select_related("plan__region")
    rides = Ride.objects.filter(
        request__in=change.requests,
        outing__in=Outing.objects.filter(**proposed, leaves_at__gt=now),
        outcome=Outcome.PLANNED,
    )
    if change.on:
        outings, rides = outings.filter(on=change.on), rides.filter(outing__on=change.on)
    return outings, rides


@job
def keep_weeks(region_pk: int) -> None:
    """Plan anew what was freed in the weeks of a region."""
    for plan in weeks_alive(timezone.now()).filter(region=region_pk):
        keep_week(plan)


def keep_week(plan: RidePlan) -> None:
    """See to a proposed week: propose what is ready, plan anew what was freed, tell who was not told yet."""
    for ready in newer(plan).filter(state=PlanState.READY).order_by("-edition")[:1]:
        if propose_by_itself(ready):
            return
    with transaction.atomic():
        take_region(plan.region)
        if RidePlan.objects.filter(pk=plan.pk, state=PlanState.PROPOSED).exists():
            if freed_since(plan, timezone.now()):
                plan_anew(plan, audit.SYSTEM)
            if not is_being_planned_anew(plan):
                tell_week(region=plan.region, monday=plan.monday)
