"""Verbs on targets: set one, count what was reached, take one away."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.initiatives.actions.milestones import refuse_ahead
from maillage.initiatives.actions.pilot_turns import take_turn
from maillage.initiatives.models import Pilot, Target
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.territory.actions import touch_region

MOST = 20


@transaction.atomic
def set_target(*, pilot: Pilot, title: Wording, aimed: int, counts_people: bool, by: Actor) -> Target:
    """Say what a pilot means to reach; the words of a target that is there already change its number."""
    take_turn(pilot)
    words = LocalWording(title)
    if not words:
        raise ValidationError(_("Write what is counted, in at least one language."))
    target = next((known for known in pilot.targets.all() if known.title == words), None)
    if target is None:
        if pilot.targets.count() >= MOST:
            raise ValidationError(_("A pilot has at most %(most)s targets.") % {"most": MOST})
        target = Target(pilot=pilot, title=words)
    target.aimed, target.counts_people = aimed, counts_people
    target.save()
    settled("set target", target, pilot, by)
    return target


@transaction.atomic
def count_target(*, target: Target, reached: int, on: date, by: Actor) -> Target:
    """Write down what was reached, and on which day it was counted."""
    pilot = target.pilot
    take_turn(pilot)
    refuse_ahead(on, pilot)
    target.reached, target.counted_on = reached, on
    target.save(update_fields=["reached", "counted_on"])
    settled("count target", target, pilot, by)
    return target


@transaction.atomic
def remove_target(*, target: Target, by: Actor) -> None:
    """Take a target away that was set by mistake."""
    take_turn(target.pilot)
    settled("remove target", target, target.pilot, by)
    target.delete()


def settled(verb: str, target: Target, pilot: Pilot, by: Actor) -> None:
    """Put a deed on the trail, and let the public see what came of it."""
    audit.record(verb, by=by, on=target, owner=pilot.region.slug, pilot=pilot.public_id)
    touch_region(pilot.region)
