"""Furnishes a plan of lifts that is ready: two editions, a drive, a lift that is missing, a wish."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from maillage.mobility.enums import PlanState
from maillage.mobility.models import RidePlan
from tests.isolation.plans import plan_of


def plans_there(rows: dict[str, Any]) -> dict[str, Any]:
    """Return the ready plan of a region, made once."""
    known = RidePlan.objects.filter(region=rows["region"], state=PlanState.READY, wanted__isnull=False)
    plan = known.exclude(wanted=[]).order_by("pk").first()
    if plan is None:
        return plan_of(rows)
    return {"ready plan": plan, "plan day": plan.monday + timedelta(days=1)}
