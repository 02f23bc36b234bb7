"""The version of a roundtable's rooms and seats: whoever changes them names the version they have seen."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.models import RoomPlan, Roundtable


class Overtaken(ValidationError):
    """Somebody else changed rooms or seats after the page was opened; nothing was saved."""


def open_plan(roundtable: Roundtable, seen: int | None) -> RoomPlan:
    """Wait for the turn and return the plan; raises Overtaken where `seen` is not its version any more.

    None is named by the machine and by tests, which have no page that could be old.
    """
    take_turn(roundtable)
    plan = RoomPlan.objects.filter(roundtable=roundtable).first() or RoomPlan(roundtable=roundtable, version=0)
    if seen is not None and seen != plan.version:
        raise Overtaken(
            _(
                "Somebody else changed the rooms after you opened this page. Nothing of yours was saved. "
                "Look at the rooms as they are now, and choose again."
            )
        )
    return plan


def keep_plan(plan: RoomPlan) -> RoomPlan:
    """Write the next version of a plan."""
    plan.version += 1
    plan.save()
    return plan
