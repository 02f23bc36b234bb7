"""Verbs on drivers: what the car has room for, how often they drive, and what they ask for it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.jobs import enqueue
from maillage.mobility.actions.changed_weeks import keep_weeks
from maillage.mobility.actions.lift_turns import take_region
from maillage.mobility.asked import Car
from maillage.mobility.models import Driver, RideRules
from maillage.people.models import Volunteer

PLANNED_WITH = ("weekly_cap", "equipment")


@transaction.atomic
def set_driver(*, volunteer: Volunteer, values: dict[str, Any], rules: RideRules, by: Actor) -> Driver:
    """Set what concerns the driving of a volunteer; a contribution beyond what the rules allow is refused."""
    cap, asked = rules.cap_eur_per_km, values.get("eur_per_km", Decimal(0))
    if cap is not None and asked > cap:
        raise ValidationError({"eur_per_km": _("The rules allow %(cap)s EUR a kilometre at most.") % {"cap": cap}})
    return keep_driver(volunteer, values, by)


@transaction.atomic
def change_car(*, volunteer: Volunteer, car: Car, by: Actor) -> Driver:
    """Change how often a volunteer drives and what the car has room for, as they say themselves."""
    return keep_driver(volunteer, car.as_columns(), by)


def keep_driver(volunteer: Volunteer, values: dict[str, Any], by: Actor) -> Driver:
    """Keep it; weeks that cannot be driven any more as they were planned are planned anew at once."""
    take_region(volunteer.region)
    driver, made = Driver.objects.get_or_create(volunteer=volunteer, defaults=values)
    is_other = any(getattr(driver, name) != values.get(name, getattr(driver, name)) for name in PLANNED_WITH)
    if not made:
        for name, value in values.items():
            setattr(driver, name, value)
        driver.changed_at = timezone.now() if is_other else driver.changed_at
        driver.save(update_fields=[*values, "changed_at"])
    audit.record("set driver", by=by, on=driver, owner=volunteer.region.slug)
    if is_other:
        enqueue(keep_weeks, volunteer.region_id)
    return driver
