"""Our planner, in a process like those of its peers."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.ride_peers import asked, tell
from maillage.core.carpool.nouns import Plan, Request, Trip, Week, Window
from maillage.core.carpool.planning import plan_week


def the_week(told: Any) -> Week:
    """Return the week in the words of the planner."""
    requests = [
        {**vars(request), **{field: Window(**vars(getattr(request, field))) for field in ("pickup", "dropoff")}}
        for request in told.requests
    ]
    return Week(
        np.array(told.travel, dtype=np.int64),
        tuple(Request(**{**request, "needs": frozenset(request["needs"])}) for request in requests),
        tuple(Trip(**{**vars(trip), "offers": frozenset(trip.offers)}) for trip in told.trips),
        vars(told.caps),
    )


def proved(plan: Plan) -> str:
    """Say how far served and detour may be from the best."""
    if plan.served.is_best and plan.detour.is_best:
        return "proved best"
    return f"served at most {plan.served.bound}, detour at least {plan.detour.bound // 60} min"


if __name__ == "__main__":
    week, _limit = asked()
    plan = plan_week(the_week(week))
    stops = {each.trip: [(stop.request, stop.act.value, stop.at) for stop in each.stops] for each in plan.outings}
    tell(stops, proved(plan))
