"""What a proposed week does when a request or an offer changes: lifts are called off, the week is planned anew."""

from __future__ import annotations

from collections.abc import Collection
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
from maillage.mobility.changed_cars import was_outgrown
from maillage.mobility.enums import Answer, Outcome, PlanState
from maillage.mobility.lift_changes import LiftChange, when_changed
from maillage.mobility.models import Outing, Ride, RidePlan, Unserved
from maillage.mobility.queries.own_weeks import freed_since, is_being_planned_anew, newer, today_in, weeks_alive
from maillage.mobility.queries.rules import holidays_of
from maillage.mobility.queries.week_days import days_of_request, last_day
from maillage.mobility.queries.week_rows import BY_HAND, NOT_LOOKED_FOR, requests_standing


@when_changed
def call_off_what_was_planned(change: LiftChange, by: Actor) -> None:
    """Call off the lifts to come that rest on what has changed; a job plans their weeks anew after this deed.

    It must not wait for the turn of the region, since whoever changes a request or an offer holds that row already.
    """
    if change.is_asked_for:
        return
    outings, rides = planned_by(change, timezone.now())
    weeks = set(outings.values_list("plan__monday", flat=True)) | set(
        rides.values_list("outing__plan__monday", flat=True)
    )
    for outing in outings:
        call_off(outing)
    rides.update(answer=Answer.NO, outcome=Outcome.CANCELLED, answered_at=timezone.now())
    # Who was taken off a drive by hand asks for something else now, and is looked after again.
    taken_off = Unserved.objects.filter(request__in=change.requests, plan__state=PlanState.PROPOSED, reason=BY_HAND)
    taken_off.update(reason=NOT_LOOKED_FOR)
    if weeks:
        enqueue(keep_weeks, change.region.pk)


@when_changed
def plan_what_is_asked_for(change: LiftChange, by: Actor) -> None:
    """Have a job plan the proposed weeks anew that know nothing of a lift which is asked for from now on."""
    now = timezone.now()
    if change.is_asked_for and weeks_alive(now).filter(region=change.region).exists():
        enqueue(plan_for, change.region.pk, [request.pk for request in change.requests], now.isoformat())


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
def plan_for(region_pk: int, requests: list[int], asked_at: str) -> None:
    """Plan the proposed weeks of a region anew, with fewest changes, in which one of these requests is to be served.

    A week of which a newer edition was begun since has it already.
    """
    now, since = timezone.now(), datetime.fromisoformat(asked_at)
    for plan in weeks_alive(now).filter(region=region_pk):
        with transaction.atomic():
            take_region(plan.region)
            newest = newer(plan).order_by("-edition").first() or plan
            standing = RidePlan.objects.filter(pk=plan.pk, state=PlanState.PROPOSED)
            if newest.created_at < since and standing.exists() and is_asked_in(plan, requests, now):
                plan_anew(plan, audit.SYSTEM)


def is_asked_in(plan: RidePlan, requests: Collection[int], now: datetime) -> bool:
    """Tell whether one of these requests asks for a lift on a day of the week that is not over."""
    region = plan.region
    first, holidays = max(plan.monday, today_in(region, now)), holidays_of(region)
    standing = requests_standing(region, first, last_day(plan.monday)).filter(pk__in=requests)
    days = (days_of_request(one, plan.monday, region.time_zone, holidays) for one in standing)
    return any(day >= first for some in days for day in some)


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
            is_overtaken = end_unknowing(plan)
            if is_overtaken or freed_since(plan, timezone.now()) or was_outgrown(plan, timezone.now()):
                plan_anew(plan, audit.SYSTEM)
            if not is_being_planned_anew(plan):
                tell_week(region=plan.region, monday=plan.monday)


def end_unknowing(plan: RidePlan) -> bool:
    """End a newer plan that was to be proposed by itself and was reckoned without what this one promises."""
    ready = newer(plan).filter(state=PlanState.READY, told__proposed_by_itself=True)
    return bool(ready.exclude(replans=plan).update(state=PlanState.REPLACED))
