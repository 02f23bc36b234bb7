"""Verbs on the plan of a week: begin, plan anew with fewest changes, stop, and the job that reckons it."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from maillage.kit import audit, jobs
from maillage.kit.audit import Actor
from maillage.kit.jobs import enqueue, job
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.enums import PlanState
from maillage.mobility.models import Outing, RidePlan
from maillage.mobility.models.ride_plan import ONE_AT_A_TIME
from maillage.mobility.queries.week_days import last_day
from maillage.mobility.queries.week_rows import trip_key
from maillage.territory.models import Region
from maillage.territory.newcomers_words import for_a_moment_in

if TYPE_CHECKING:
    from maillage.core.carpool.nouns import Plan
    from maillage.mobility.queries.week_asked import WeekAsked

logger = logging.getLogger(__name__)
# Why a reckoning found nothing; the page words it in its reader's language.
BROKE_OFF, NO_TRAVEL, HOLES, REFUSED, BROKEN_RULES = "broke_off", "no_travel", "holes", "refused", "broken_rules"


class PlanRefused(ValidationError):
    """A plan that cannot be begun or changed: its one message says why and what to do."""


@transaction.atomic
def start_plan(*, region: Region, monday: date, by: Actor, replans: RidePlan | None = None) -> RidePlan:
    """Begin to plan a week; raises PlanRefused while it is being planned, and for what is no week to come.

    Where a plan of the week was proposed, the new one rests on it: nobody loses a lift unasked.
    """
    take_region(region)
    refuse_past(region, monday)
    plan = begun(region, monday, replans or proposed_plan(region, monday), ())
    audit.record("plan week", by=by, on=plan, owner=region.slug, monday=str(monday), edition=plan.edition)
    return plan


@transaction.atomic
def replan(*, plan: RidePlan, by: Actor, without_outings: Iterable[Outing] = ()) -> RidePlan:
    """Plan the week of a plan anew, with fewest changes and without some of its outings; return the new edition.

    A reckoning of the same week that still runs is ended: it knows less. Raises PlanRefused once the week is over.
    """
    take_region(plan.region)
    refuse_past(plan.region, plan.monday)
    running = RidePlan.objects.filter(region=plan.region, monday=plan.monday, state__in=ONE_AT_A_TIME)
    running.update(state=PlanState.STOPPED, stop_asked_at=timezone.now())
    without = {trip_key(outing.offer_id, outing.on) for outing in without_outings if outing.offer_id}
    # What was taken out of an earlier edition stays out.
    for told in RidePlan.objects.filter(region=plan.region, monday=plan.monday).values_list("told", flat=True):
        without |= set(told.get("without", ()))
    rests_on = proposed_plan(plan.region, plan.monday) or plan
    anew = begun(plan.region, plan.monday, rests_on, sorted(without))
    audit.record("plan week anew", by=by, on=anew, owner=plan.region.slug, edition=anew.edition, without=len(without))
    return anew


@transaction.atomic
def stop_plan(*, plan: RidePlan, by: Actor) -> bool:
    """Ask a reckoning to stop; one that no worker has taken yet is stopped at once. Say whether there was one."""
    now = timezone.now()
    standing = RidePlan.objects.filter(pk=plan.pk, stop_asked_at__isnull=True)
    found = standing.filter(state=PlanState.WAITING).update(state=PlanState.STOPPED, stop_asked_at=now)
    found = found or standing.filter(state=PlanState.RECKONING).update(stop_asked_at=now)
    if found:
        audit.record("stop plan", by=by, on=plan, owner=plan.region.slug)
    return bool(found)


def refuse_past(region: Region, monday: date) -> None:
    """Raise PlanRefused where a day begins no week, or its week is over."""
    if monday.weekday() != 0:
        raise PlanRefused(_("A week of lifts begins on a Monday."))
    if last_day(monday) < timezone.localdate(timezone=ZoneInfo(region.time_zone)):
        raise PlanRefused(_("This week is over. Plan a week to come."))


def proposed_plan(region: Region, monday: date) -> RidePlan | None:
    """Return the plan of a week that volunteers and riders know."""
    return RidePlan.objects.filter(region=region, monday=monday, state=PlanState.PROPOSED).first()


def begun(region: Region, monday: date, rests_on: RidePlan | None, without: Iterable[str]) -> RidePlan:
    """Make the row of a new edition and queue its reckoning; the database refuses a second one at a time."""
    plans = RidePlan.objects.filter(region=region, monday=monday)
    edition = (plans.aggregate(last=Max("edition"))["last"] or 0) + 1
    told = {"without": list(without)}
    try:
        with transaction.atomic():
            plan = RidePlan.objects.create(region=region, monday=monday, edition=edition, replans=rests_on, told=told)
    except IntegrityError as error:
        raise PlanRefused(
            _("This week is being planned already. Wait until that plan is ready, or stop it first.")
        ) from error
    enqueue(reckon_plan, plan.pk, translation.get_language() or "en")
    return plan


@job
def reckon_plan(plan_pk: int, language: str) -> None:
    """Reckon one plan from its rows on; a plan that was stopped or is ready stays as it is."""
    plan = RidePlan.objects.select_related("region", "replans").filter(pk=plan_pk, state__in=ONE_AT_A_TIME).first()
    if plan is None:
        return
    RidePlan.objects.filter(pk=plan.pk, state=PlanState.WAITING).update(state=PlanState.RECKONING)
    with for_a_moment_in(language):
        try:
            reckon(plan, language)
        except Exception:
            logger.exception("A week of lifts could not be planned.")
            fail(plan, BROKE_OFF)


def reckon(plan: RidePlan, language: str) -> None:
    """Find the best plan, have it checked by the verifier, and keep it; what fails is said."""
    from maillage.core.carpool import planning
    from maillage.core.carpool.nouns import Refused
    from maillage.mobility.actions.keep_plan import keep_plan
    from maillage.mobility.actions.proposing import propose_by_itself
    from maillage.mobility.actions.watch import Watch
    from maillage.mobility.queries.week_explained import explained

    asked = week_or_failure(plan)
    if asked is None:
        return
    watch = Watch(plan.pk, lambda: jobs.hold(reckon_plan, plan.pk, language))
    try:
        found = planning.plan_week(asked.week, asked.earlier, should_stop=watch.should_stop, tell=watch.tell)
    except Refused as refused:
        fail(plan, REFUSED, key=refused.key, where=refused.where)
        return
    if watch.is_stopped and not found.outings:
        RidePlan.objects.filter(pk=plan.pk, state=PlanState.RECKONING).update(state=PlanState.STOPPED)
    elif is_sound(plan, asked, found):
        keep_plan(plan, asked, found, explained(asked, found, watch.should_stop, watch.tell))
        propose_by_itself(plan)


def week_or_failure(plan: RidePlan) -> WeekAsked | None:
    """Return the week of a plan, or None once it is noted why its ways are not known."""
    from maillage.mobility.queries.week_asked import TravelUnknown, week_asked
    from maillage.mobility.travel import NoTravelTimes

    try:
        return week_asked(plan, plan.told.get("without", ()))
    except NoTravelTimes as unknown:
        fail(plan, NO_TRAVEL, sentence=unknown.sentence)
    except TravelUnknown as hole:
        fail(plan, HOLES, origin=hole.origin, destination=hole.destination, pairs=hole.pairs)
    return None


def is_sound(plan: RidePlan, asked: WeekAsked, found: Plan) -> bool:
    """Have a plan checked by the verifier, which shares no line with the planner; a bad one is never offered."""
    from maillage.core.ride_check import check

    faults = check(asked.week, found, asked.earlier)
    if not faults:
        return True
    logger.error("The verifier refuses a plan of lifts: %s", ", ".join(sorted({str(fault.rule) for fault in faults})))
    fail(plan, BROKEN_RULES, rules=sorted({str(fault.rule) for fault in faults}))
    return False


def fail(plan: RidePlan, because: str, **facts: Any) -> None:
    """Note why there is no plan."""
    told = {**plan.told, "failed": because, **facts}
    RidePlan.objects.filter(pk=plan.pk, state__in=ONE_AT_A_TIME).update(
        state=PlanState.FAILED, told=told, reckoned_at=timezone.now()
    )
