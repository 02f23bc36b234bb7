"""A plan of lifts that is ready on the desk of each region: a drive with a rider, and a lift that is missing."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from maillage.core.week_clock import monday_of
from maillage.mobility.enums import Leg, OfferState, PlanState
from maillage.mobility.models import Offer, Outing, Ride, RidePlan, RideRequest, Unserved

PROOF = {"kept_promises": [0, 0], "served": [1, 2], "changes": [0, 0], "detour": [600, 600], "load": [1, 1]}


def plan_of(rows: dict[str, Any]) -> dict[str, Any]:
    """Two editions of a week, the second ready, each with a drive and a lift that is missing."""
    region = rows["region"]
    monday = monday_of(timezone.localdate()) + timedelta(weeks=4)
    first, second = (
        RidePlan.objects.create(
            region=region,
            monday=monday,
            edition=edition,
            state=state,
            proof={**PROOF, "asked": 2, "promised": 0, "stopped": False},
            told={"wishes": "found", "barred": [[rows["offer"].pk, str(monday), "paused"]]},
            wanted=[{"place": rows["point"].place_id, "weekday": 2, "span": "am", "more": 1}],
            travel="estimate",
            reckoned_at=timezone.now(),
        )
        for edition, state in ((1, PlanState.REPLACED), (2, PlanState.READY))
    )
    for plan in (first, second):
        a_drive(plan, rows["offer"], rows["lift request"], day=1)
    return {"ready plan": second, "plan day": monday + timedelta(days=1)}


def a_drive(plan: RidePlan, offer: Offer, request: RideRequest, day: int) -> None:
    """One more drive with a rider, who has no lift on the next day."""
    on = plan.monday + timedelta(days=day)
    starts = datetime.combine(on, time(8), UTC)
    known = {"volunteer": offer.volunteer, "leaves_at": starts, "arrives_at": starts + timedelta(hours=2)}
    outing, _made = Outing.objects.get_or_create(plan=plan, offer=offer, on=on, defaults={**known, "km": 40})
    Ride.objects.create(
        outing=outing,
        request=request,
        leg=Leg.OUT,
        pickup_at=starts,
        dropoff_at=starts + timedelta(hours=1),
        km=Decimal(20),
    )
    Unserved.objects.create(
        plan=plan, request=request, on=on + timedelta(days=1), reason="cap_reached", facts={"offer": offer.pk}
    )


def settle_more_plan(rows: dict[str, Any], number: int) -> None:
    """One more drive with another rider."""
    request = RideRequest.objects.filter(newcomer__region=rows["region"]).latest("pk")
    offer = Offer.objects.filter(region=rows["region"], state=OfferState.APPROVED).latest("pk")
    for plan in RidePlan.objects.filter(region=rows["region"], monday=rows["ready plan"].monday):
        a_drive(plan, offer, request, day=number)
