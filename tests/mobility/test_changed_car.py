"""A volunteer changes car or weekly cap: the planner plans with it, and what rests on it is planned anew."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from maillage.kit import jobs
from maillage.mobility.actions.proposing import propose_plan
from maillage.mobility.enums import Need, PlanState
from maillage.mobility.lift_links import driver_token
from maillage.mobility.models import Driver, Ride, RideNeed, RidePlan
from maillage.mobility.plan_page import told_of
from maillage.people.models import Volunteer
from maillage.territory.models import Region
from tests.mobility.proposed import BY
from tests.mobility.weeks import a_driver, a_point, a_request, a_village, an_offer, planned


def change(volunteer: Volunteer, cap: int, *equipment: str) -> None:
    """The volunteer changes it on their own page, and the work that follows is done."""
    typed = {"weekly_cap": str(cap), "equipment": equipment}
    assert Client().post(reverse("mobility:driver-car", args=[driver_token(volunteer)]), typed).status_code == 302
    jobs.run_all()


def served(plan: RidePlan) -> dict[int | None, str]:
    return {ride.request_id: str(ride.outing.volunteer) for ride in Ride.objects.filter(outing__plan=plan)}


def standing(region: Region) -> RidePlan:
    return RidePlan.objects.get(region=region, state=PlanState.PROPOSED)


def test_who_loses_the_child_seat_loses_the_child_and_somebody_else_drives_it(region: Region) -> None:
    home, town = a_village(region), a_village(region, 20)
    start, end = a_point(region, home), a_point(region, town)
    child, alone = a_request(start, end), a_request(start, end, weekdays=[3])
    RideNeed.objects.create(request=child, need=Need.CHILD_SEAT)
    anna, ben = (a_driver(region, home, name=name) for name in ("Anna", "Ben"))
    an_offer(anna, home, weekdays=[2, 3])
    an_offer(ben, home)
    assert served(planned(region)) == {alone.pk: "Anna"}
    change(anna, 3, "child_seat")
    ready = planned(region)
    assert served(ready) == {child.pk: "Anna", alone.pk: "Anna"}
    propose_plan(plan=ready, by=BY)
    # What no drive rests on changes no plan.
    change(anna, 2, "child_seat", "luggage")
    assert standing(region) == ready
    change(ben, 3, "child_seat")
    change(anna, 3)
    assert served(standing(region)) == {child.pk: "Ben", alone.pk: "Anna"}
    # A lower cap than there are drives: one of the two days is left, and no more editions follow by themselves.
    change(ben, 0)
    change(anna, 1)
    assert served(standing(region)) == {alone.pk: "Anna"}
    editions = RidePlan.objects.count()
    change(anna, 1, "luggage")
    assert RidePlan.objects.count() == editions


def test_a_plan_that_waits_says_that_it_is_out_of_date_and_is_not_proposed(region: Region) -> None:
    home, town = a_village(region), a_village(region, 20)
    a_request(a_point(region, home), a_point(region, town))
    anna = a_driver(region, home)
    an_offer(anna, home)
    ready = planned(region)
    assert told_of(ready)["remarks"] == []
    change(anna, 0)
    assert Driver.objects.get().changed_at
    assert "has changed how often they drive" in told_of(ready)["remarks"][0]
    with pytest.raises(ValidationError, match="Plan the week anew"):
        propose_plan(plan=ready, by=BY)
    assert served(planned(region)) == {}
