"""This week's lifts of the demonstration, planned by the planner as if on the Thursday before, checked and proposed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from maillage.demonstration.lifts import HOME
from maillage.kit.audit import SYSTEM
from maillage.mobility.actions.keep_plan import keep_plan
from maillage.mobility.actions.outcomes import settle_outing
from maillage.mobility.actions.telling_weeks import keep_told
from maillage.mobility.enums import Answer, Outcome, PlanState
from maillage.mobility.models import Outing, Ride, RidePlan
from maillage.mobility.queries.own_weeks import this_monday
from maillage.mobility.queries.week_asked import week_asked
from maillage.mobility.told_weeks import OneWeek, weeks_of
from maillage.territory.models import Region

THURSDAY, FRIDAY = timedelta(days=4), timedelta(days=3)
# Every so manyeth has not answered yet, or was not told of: somebody is still to be rung up.
OPEN, TO_CALL = 4, 6


def show_week(homes: Mapping[str, Region]) -> None:
    """Show a week that runs: lifts done, accepted and open, and the reasons of those that are missing."""
    from maillage.core.carpool.planning import plan_week
    from maillage.core.ride_check import check
    from maillage.mobility.queries.week_explained import explained

    plan = begun(homes[HOME])
    asked = week_asked(plan)
    found = plan_week(asked.week, asked.earlier)
    if faults := check(asked.week, found, asked.earlier):
        raise ValueError(f"The verifier refuses the week of the demonstration: {faults[0].rule}")
    keep_plan(plan, asked, found, explained(asked, found, lambda: False, lambda *_at: None))
    propose(plan)
    answer(plan)
    tell(plan)
    settle(plan)


def moment_before(plan: RidePlan, before: timedelta) -> datetime:
    """Return ten o'clock on a day before the week."""
    return datetime.combine(plan.monday - before, time(10), ZoneInfo(plan.region.time_zone))


def begun(region: Region) -> RidePlan:
    """Make the plan of this week, as old as it should be."""
    plan = RidePlan.objects.create(
        region=region, public_id="demonstration-week", monday=this_monday(region), state=PlanState.RECKONING
    )
    plan.created_at = moment_before(plan, THURSDAY)
    plan.save(update_fields=["created_at"])
    return plan


def propose(plan: RidePlan) -> None:
    """Propose the whole week, what has begun meanwhile included."""
    plan.refresh_from_db(fields=["told", "proof"])
    plan.state, plan.proposed_at = PlanState.PROPOSED, moment_before(plan, FRIDAY)
    plan.reckoned_at = moment_before(plan, THURSDAY)
    plan.save(update_fields=["state", "proposed_at", "reckoned_at"])


def answer(plan: RidePlan) -> None:
    """Let most of those concerned have said yes."""
    said = {"answer": Answer.YES, "answered_at": moment_before(plan, FRIDAY) + timedelta(hours=6)}
    outings = list(plan.outings.order_by("leaves_at", "pk").values_list("pk", flat=True))
    rides = list(Ride.objects.filter(outing__plan=plan).order_by("pickup_at", "pk").values_list("pk", flat=True))
    Outing.objects.filter(pk__in=[pk for number, pk in enumerate(outings) if number % OPEN]).update(**said)
    Ride.objects.filter(pk__in=[pk for number, pk in enumerate(rides) if number % OPEN]).update(**said)


def tell(plan: RidePlan) -> None:
    """Note that most were told, so that nobody is written to; some wait for a call."""
    for number, week in enumerate(weeks_of(plan.region, plan.monday)):
        if number % TO_CALL or not week.is_by_phone or not is_ahead(week):
            keep_told(week.person, plan.monday, week.mark, by_phone=week.is_by_phone)


def is_ahead(week: OneWeek) -> bool:
    """Tell whether somebody still has a lift in this week, or a drive."""
    outings = [*week.outings, *(ride.outing for ride in week.rides)]
    return any(outing.leaves_at > timezone.now() for outing in outings)


def settle(plan: RidePlan) -> None:
    """Note what came of the drives that are over, but for the last, of which nobody has said anything yet."""
    over = (
        plan.outings.filter(arrives_at__lt=timezone.now()).select_related("plan__region").order_by("arrives_at", "pk")
    )
    for outing in list(over)[:-1]:
        settle_outing(outing=outing, outcome=Outcome.DONE, by=SYSTEM)
