"""A proposed week of lifts of each region: who drives whom, whom a mail cannot reach, what was counted of a year."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from maillage.core.week_clock import monday_of
from maillage.mobility.enums import Answer, Leg, PlanState
from maillage.mobility.models import Outing, Ride, RidePlan, RideRequest, RideYear, Telling, Unserved


def week_of(rows: dict[str, Any]) -> dict[str, Any]:
    """One proposed week with an outing and a ride, and the figures of this year with what was filled in."""
    region = rows["region"]
    monday = monday_of(timezone.localdate()) + timedelta(weeks=3)
    plan = RidePlan.objects.create(
        region=region, monday=monday, state=PlanState.PROPOSED, proposed_at=timezone.now(), reckoned_at=timezone.now()
    )
    outing = one_outing(rows, plan, rows["lift request"])
    RideYear.objects.create(
        region=region,
        year=timezone.localdate().year,
        words={"name": f"{region.slug}-canary-association", "register_number": f"{region.slug}-canary-register"},
    )
    return {"outing": outing, "ride": outing.rides.get(), "ride plan": plan}


def one_outing(rows: dict[str, Any], plan: RidePlan, request: RideRequest, day: int = 1) -> Outing:
    """One more outing of the driver, with one rider, both having said yes, and another day without a lift."""
    on = plan.monday + timedelta(days=day)
    starts = datetime.combine(on, time(12), UTC)
    outing = Outing.objects.create(
        plan=plan,
        volunteer=rows["driver"],
        offer=rows["offer"],
        on=on,
        leaves_at=starts,
        arrives_at=starts + timedelta(hours=2),
        answer=Answer.YES,
    )
    Ride.objects.create(
        outing=outing,
        request=request,
        leg=Leg.OUT,
        pickup_at=starts,
        dropoff_at=starts + timedelta(hours=1),
        km=Decimal(20),
        answer=Answer.YES,
    )
    Unserved.objects.create(plan=plan, request=request, on=on, leg=Leg.BACK, reason="no_time")
    Telling.objects.get_or_create(
        newcomer=request.newcomer,
        monday=plan.monday,
        defaults={"region": plan.region, "mark": "x", "told_at": timezone.now()},
    )
    return outing


def settle_more_week(rows: dict[str, Any], number: int) -> None:
    """Add one more outing with another rider, whom only a telephone reaches."""
    request = RideRequest.objects.filter(newcomer__region=rows["region"]).latest("pk")
    request.newcomer.email = ""
    request.newcomer.save()
    one_outing(rows, rows["outing"].plan, request, day=number)
