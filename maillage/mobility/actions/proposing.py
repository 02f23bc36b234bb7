"""Verbs that give a plan of lifts to those it concerns: propose it, and take over what people have said before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.actions.take_over import take_over
from maillage.mobility.actions.telling_weeks import tell_week
from maillage.mobility.changed_cars import is_outgrown, outgrown_words
from maillage.mobility.enums import PlanState
from maillage.mobility.models import RidePlan
from maillage.mobility.queries.own_weeks import today_in, was_freed

# What `told` of a plan says that takes the place of another by itself, once it is ready.
BY_ITSELF = "proposed_by_itself"


@transaction.atomic
def propose_plan(*, plan: RidePlan, by: Actor) -> RidePlan:
    """Propose a plan to all whom it concerns; proposed twice it is proposed once.

    What has begun stays as it is; who said yes to what has not changed need not say so again. Raises ValidationError
    where the plan cannot be proposed.
    """
    take_region(plan.region)
    found = RidePlan.objects.select_related("region__programme").get(pk=plan.pk)
    if found.state == PlanState.PROPOSED:
        return found
    now = timezone.now()
    refuse_unready(found, now)
    # What cannot be driven any more since it was reckoned is not proposed; what was driven moves in afterwards.
    found.outings.filter(leaves_at__lte=now).delete()
    take_over(found)
    found.state, found.proposed_at = PlanState.PROPOSED, now
    found.save(update_fields=["state", "proposed_at"])
    outings = found.outings.count()
    audit.record("propose plan of lifts", by=by, on=found, owner=found.region.slug, outings=outings)
    tell_week(region=found.region, monday=found.monday)
    return found


def refuse_unready(plan: RidePlan, now: datetime) -> None:
    """Refuse a plan that is not ready, outdated or over."""
    if plan.state != PlanState.READY:
        raise ValidationError(_("This plan is not ready to be proposed. Plan the week anew."))
    if today_in(plan.region, now) > plan.monday + timedelta(days=6):
        raise ValidationError(_("The week of this plan is over. Plan a week that is still to come."))
    same_week = RidePlan.objects.filter(region=plan.region, monday=plan.monday)
    if same_week.filter(state=PlanState.PROPOSED, edition__gt=plan.edition).exists():
        raise ValidationError(_("A newer plan of this week has been proposed already."))
    before = same_week.filter(state=PlanState.PROPOSED).first()
    if before and was_freed(before, plan.created_at, now):
        raise ValidationError(_("Somebody has called a lift off since this plan was begun. Plan the week anew."))
    if before and before.pk != plan.replans_id:
        # It was reckoned without what the other one promises.
        raise ValidationError(_("Another plan of this week was proposed since this one was begun. Plan the week anew."))
    if is_outgrown(plan, plan.created_at, now):
        raise ValidationError(outgrown_words())


def propose_by_itself(plan: RidePlan) -> bool:
    """Propose a plan that was asked for because somebody cannot, so that nobody waits for the coordinator."""
    found = RidePlan.objects.select_related("region__programme").filter(pk=plan.pk, state=PlanState.READY).first()
    if found is None or not found.told.get(BY_ITSELF):
        return False
    try:
        propose_plan(plan=found, by=audit.SYSTEM)
    except ValidationError:
        # Its week is over, or a newer one was proposed meanwhile: nobody is told of it any more.
        return False
    return True
