"""Furnishes a proposed week of lifts: whom a driver drives, with everything that pages and mails of a week show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from maillage.mobility.enums import PlanState
from maillage.mobility.lift_links import driver_url, rider_url
from maillage.mobility.models import Outing, RidePlan
from maillage.mobility.queries.own_weeks import outings_with_people
from maillage.mobility.week_links import driver_calendar_url, rider_calendar_url
from tests.isolation.lift_weeks import week_of
from tests.isolation.plans import plan_of

RIDER = ("ride", "yes", "week", "week-paper")
DRIVER = ("outing", "yes", "week", "week-paper")


def weeks_there(rows: dict[str, Any]) -> dict[str, Any]:
    """Return an outing of the driver with the rider in it, and a plan of another week that waits to be proposed."""
    # This week of the demonstration runs already: nobody answers what is over.
    ahead = {"volunteer": rows["driver"], "plan__monday__gt": timezone.localdate()}
    known = outings_with_people().filter(**ahead, rides__request=rows["lift request"])
    outing = known.first() or Outing.objects.get(pk=week_of(rows)["outing"].pk)
    ready = RidePlan.objects.filter(region=rows["region"], state=PlanState.READY).first()
    ready = ready or plan_of(rows)["ready plan"]
    return {
        "outing": outing,
        "ride": outing.rides.earliest("pk"),
        "ride plan": outing.plan,
        "ready plan": ready,
        "plan day": ready.monday + timedelta(days=1),
    }


def week_tokens(rows: dict[str, Any]) -> dict[str, Callable[[], str]]:
    """Return the links of a rider and of a driver to the pages of their week."""
    rider = partial(rider_url, rows["rider"], language="en")
    driver = partial(driver_url, rows["driver"], language="en")
    return {
        **{f"mobility:rider-{page}": rider for page in RIDER},
        **{f"mobility:driver-{page}": driver for page in DRIVER},
        "mobility:rider-calendar": partial(rider_calendar_url, rows["rider"], "en"),
        "mobility:driver-calendar": partial(driver_calendar_url, rows["driver"], "en"),
    }


def week_letters(rows: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return what each composer of a week is given."""
    week = {"monday": rows["outing"].plan.monday.isoformat(), "mark": "", "changed": False}
    return {
        "mobility.driver_week": {"volunteer": rows["driver"].pk, **week},
        "mobility.rider_week": {"newcomer": rows["rider"].pk, **week},
        "mobility.drive_done": {"outing": rows["outing"].pk},
    }
