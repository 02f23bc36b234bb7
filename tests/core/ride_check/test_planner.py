"""What the planner makes, the verifier accepts: new weeks, weeks planned again, weeks on crooked roads."""

from __future__ import annotations

import os
import random
from dataclasses import replace

from maillage.core.carpool.nouns import Earlier
from maillage.core.carpool.planning import plan_week
from maillage.core.ride_check import check
from tests.core.carpool.crowded_weeks import a_crowded_week

WEEKS = int(os.environ.get("RIDE_PLANS", "10"))


def test_every_plan_of_the_planner_is_accepted_the_first_time_and_when_a_trip_falls_away() -> None:
    rng = random.Random(17)
    served = shared = changed = 0
    for number in range(WEEKS):
        week = a_crowded_week(rng, requests=12, generous=bool(number % 2))
        if number % 4 == 3:
            travel = week.travel.copy()
            travel[0, 1:] *= 2
            week = replace(week, travel=travel)
        plan = plan_week(week)
        assert check(week, plan) == ()
        promised = frozenset(rng.sample([request.key for request in week.requests], 2))
        earlier = Earlier({**plan.trip_of, "nobody any more": "t0"}, promised)
        gone = rng.choice(week.trips)
        less = replace(week, trips=tuple(trip for trip in week.trips if trip is not gone))
        again = plan_week(less, earlier)
        assert check(less, again, earlier) == ()
        served += plan.served.value
        shared += sum(len(outing.stops) > 2 for outing in plan.outings)
        changed += again.changes.value
    assert min(served, shared, changed) >= WEEKS // 4
