"""A week of lifts from rows to a plan and back: windows, caps, pauses, failures, stops, and a worker that died."""

from __future__ import annotations

from datetime import time

import pytest

from maillage.mobility.enums import PlanState
from maillage.territory.models import Region
from tests.conftest import Cast
from tests.mobility.weeks import a_driver, a_point, a_request, a_village, an_offer, planned, some_rules


@pytest.fixture
def region(cast: Cast) -> Region:
    some_rules(cast.near)
    return cast.near


def test_a_return_is_driven_there_and_back(region: Region) -> None:
    home, town = a_village(region), a_village(region, 20)
    asked = a_request(a_point(region, home), a_point(region, town), back_at=time(11))
    driver = a_driver(region, home)
    offer = an_offer(driver, home, detour_minutes=120)
    plan = planned(region)
    assert plan.state == PlanState.READY, plan.told
    assert (plan.proof["served"], plan.proof["asked"]) == ([2, 2], 2)
