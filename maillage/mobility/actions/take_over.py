"""A plan that is proposed takes the place of the one before, with what has begun and with what was answered."""

from __future__ import annotations

from maillage.mobility.enums import Answer, PlanState
from maillage.mobility.models import Outing, Ride, RidePlan
from maillage.mobility.own_week import is_off, riding
from maillage.mobility.queries.week_rows import FIXED_AHEAD, stands


def take_over(plan: RidePlan) -> RidePlan | None:
    """Put a plan in the place of the proposed one of its week, and return that; call it while proposing."""
    proposed = RidePlan.objects.filter(region=plan.region_id, monday=plan.monday, state=PlanState.PROPOSED)
    before = proposed.exclude(pk=plan.pk).first()
    if before is None:
        return None
    before.state = PlanState.REPLACED
    before.save(update_fields=["state"])
    keep_what_has_begun(before, plan)
    keep_answers(before, plan)
    return before


def keep_what_has_begun(before: RidePlan, plan: RidePlan) -> None:
    """Move what had begun, or was about to, when the new plan was asked for: it is driven as it stands."""
    for outing in before.outings.filter(leaves_at__lt=plan.created_at + FIXED_AHEAD).order_by("pk"):
        if stands(outing) or outing.leaves_at <= plan.created_at:
            plan.outings.filter(offer=outing.offer_id, on=outing.on, offer__isnull=False).delete()
            outing.plan = plan
            outing.save(update_fields=["plan"])


def keep_answers(before: RidePlan, plan: RidePlan) -> None:
    """Take over what people said to lifts that are the same in the new plan."""
    old = {(one.offer_id, one.on): one for one in before.outings.prefetch_related("rides") if one.offer_id}
    for outing in plan.outings.exclude(offer=None).prefetch_related("rides").order_by("pk"):
        was = old.get((outing.offer_id or 0, outing.on))
        if was is None or is_off(was):
            continue
        if outing.answer == Answer.OPEN and asks_no_more(was, outing):
            _take_over(was, outing)
        for ride in outing.rides.all():
            same = next((one for one in was.rides.all() if is_same_ride(one, ride)), None)
            if same and ride.answer == Answer.OPEN and not is_off(same):
                _take_over(same, ride)


def _take_over(was: Outing | Ride, row: Outing | Ride) -> None:
    row.answer, row.answered_at = was.answer, was.answered_at
    row.save(update_fields=["answer", "answered_at"])


def asks_no_more(was: Outing, new: Outing) -> bool:
    """Tell whether a driver is asked for nothing new: the same riders or fewer, at the same times, within the hours."""
    known = {(ride.request_id, ride.leg, ride.pickup_at, ride.dropoff_at) for ride in was.rides.all()}
    asked = {(ride.request_id, ride.leg, ride.pickup_at, ride.dropoff_at) for ride in riding(new)}
    return asked <= known and was.leaves_at <= new.leaves_at and new.arrives_at <= was.arrives_at


def is_same_ride(was: Ride, new: Ride) -> bool:
    """Tell whether a rider is offered the same seat at the same times."""
    known = (was.request_id, was.leg, was.pickup_at, was.dropoff_at)
    return was.request_id is not None and known == (new.request_id, new.leg, new.pickup_at, new.dropoff_at)
