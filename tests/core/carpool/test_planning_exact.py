"""The planner against trying everything: the same values in every aim, in the strict order."""

import os
import random
from dataclasses import replace

import pytest

from maillage.core.carpool import alike
from maillage.core.carpool.nouns import Earlier, Plan, Request, Week
from maillage.core.carpool.planning import plan_week
from maillage.core.ride_check.whole import check
from tests.carpool_by_hand import a_small_week, best_values

WEEKS = int(os.environ.get("CARPOOL_WEEKS", "60"))
ALIKE = int(os.environ.get("CARPOOL_ALIKE", "12"))


def values(plan: Plan) -> tuple[int, int, int, int, int]:
    return (
        plan.kept_promises.value,
        plan.served.value,
        plan.changes.value,
        plan.detour.value,
        plan.load.value,
    )


@pytest.mark.parametrize("part", range(6))
def test_every_aim_is_as_good_as_trying_everything(part: int) -> None:
    served = 0
    for seed in range(part, WEEKS, 6):
        week, earlier = a_small_week(seed)
        plan = plan_week(week, earlier)
        assert (seed, values(plan)) == (seed, best_values(week, earlier))
        assert plan.is_best
        assert check(week, plan, earlier) == ()
        served += plan.served.value
    assert served


def several_of_each(week: Week, seed: int) -> Week:
    """Return the week in which each party asks once, twice or three times."""
    rng, by_key = random.Random(seed), {request.key: request for request in week.requests}
    asked: list[Request] = []
    for request in week.requests:
        legs = (request, by_key[request.couple]) if request.couple else (request,)
        if legs[0].key > legs[-1].key:
            continue
        for number in range(rng.choice((1, 1, 2, 3))):
            names = {leg.key: f"{leg.key}#{number}" for leg in legs}
            asked += (replace(leg, key=names[leg.key], couple=names.get(leg.couple, "")) for leg in legs)
    return replace(week, requests=tuple(asked))


def test_those_who_are_alike_are_planned_as_one_with_the_same_values(monkeypatch: pytest.MonkeyPatch) -> None:
    grouped = 0
    for seed in range(ALIKE):
        small, before = a_small_week(seed)
        week = several_of_each(small, seed)
        earlier = Earlier(
            {f"{key}#0": trip for key, trip in before.trip_of.items()}, frozenset(f"{key}#0" for key in before.promised)
        )
        apart = plan_week(week, earlier)
        with monkeypatch.context() as patched:
            patched.setattr(alike, "FEWEST", 2)
            grouped += len(alike.grouped(week, earlier).week.requests) < len(week.requests)
            as_one = plan_week(week, earlier)
        assert (seed, values(as_one)) == (seed, values(apart))
        assert as_one.is_best
        assert check(week, as_one, earlier) == ()
    assert grouped >= ALIKE // 2
