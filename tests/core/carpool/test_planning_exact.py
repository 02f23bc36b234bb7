"""The planner against trying everything: the same values in every aim, in the strict order."""

import os

import pytest

from maillage.core.carpool.nouns import Plan
from maillage.core.carpool.planning import plan_week
from maillage.core.ride_check.whole import check
from tests.carpool_by_hand import a_small_week, best_values

WEEKS = int(os.environ.get("CARPOOL_WEEKS", "60"))


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
