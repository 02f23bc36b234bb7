"""Whether a plan can still be driven after a driver has changed the car, or how often they drive in a week."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from maillage.mobility.enums import Outcome
from maillage.mobility.models import Outing, RidePlan
from maillage.mobility.own_week import is_off, riding
from maillage.mobility.queries.own_weeks import newer
from maillage.mobility.queries.week_rows import FIXED_AHEAD


def is_outgrown(plan: RidePlan, after: datetime, now: datetime) -> bool:
    """Tell whether a driver has changed something after a moment that a drive to come of this plan rests on.

    What is about to begin is driven as it stands. One query where nobody has changed anything.
    """
    changed = Outing.objects.filter(plan=plan, volunteer__driver__changed_at__gt=after).order_by("volunteer", "pk")
    near = changed.select_related("volunteer__driver").prefetch_related("rides__request__needs")
    return any(is_too_much(list(drives), now) for _driver, drives in groupby(near, key=lambda one: one.volunteer_id))


def was_outgrown(plan: RidePlan, now: datetime) -> bool:
    """Tell whether a proposed plan, or the newest edition of its week, was begun before such a change."""
    newest = newer(plan).order_by("-edition").first() or plan
    return any(is_outgrown(one, newest.created_at, now) for one in {plan, newest})


def outgrown_words() -> str:
    """Say why a plan cannot be driven as it stands, and what to do."""
    return _(
        "Since this plan was begun, somebody who drives in it has changed how often they drive or what their car has "
        "room for. Plan the week anew."
    )


def is_too_much(drives: Iterable[Outing], now: datetime) -> bool:
    """Tell whether one driver is to drive more often than they do now, or somebody the car has no room for."""
    standing = [one for one in drives if not is_off(one) and one.outcome != Outcome.DID_NOT and riding(one)]
    ahead = [one for one in standing if one.leaves_at >= now + FIXED_AHEAD]
    if not ahead or ahead[0].volunteer is None:
        return False
    driver = ahead[0].volunteer.driver
    return len(standing) > driver.weekly_cap or any(needs_of(one) - set(driver.equipment) for one in ahead)


def needs_of(outing: Outing) -> set[str]:
    """Return what the riders of an outing need of the car."""
    return {need.need for ride in riding(outing) if ride.request for need in ride.request.needs.all()}
