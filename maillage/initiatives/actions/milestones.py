"""Verbs on milestones: set one, reach it, drop it, take it up again."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.initiatives.actions.pilot_turns import take_turn
from maillage.initiatives.models import Milestone, Pilot
from maillage.initiatives.queries.pilots import today_in
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.territory.actions import touch_region

MOST = 40


@transaction.atomic
def set_milestone(*, pilot: Pilot, title: Wording, due_on: date, by: Actor) -> Milestone:
    """Add what is to be reached by a day; the same words for the same day stand once."""
    take_turn(pilot)
    words = LocalWording(title)
    if not words:
        raise ValidationError(_("Write what is to be reached, in at least one language."))
    known = list(pilot.milestones.all())
    for milestone in known:
        if milestone.title == words and milestone.due_on == due_on:
            return milestone
    if len(known) >= MOST:
        raise ValidationError(_("A pilot has at most %(most)s milestones.") % {"most": MOST})
    milestone = Milestone.objects.create(pilot=pilot, title=words, due_on=due_on)
    settled("set milestone", milestone, pilot, by)
    return milestone


@transaction.atomic
def reach_milestone(*, milestone: Milestone, on: date, by: Actor) -> Milestone:
    """Write down on which day a milestone was reached."""
    pilot = milestone.pilot
    take_turn(pilot)
    refuse_ahead(on, pilot)
    milestone.done_on, milestone.dropped_on = on, None
    milestone.save(update_fields=["done_on", "dropped_on"])
    settled("reach milestone", milestone, pilot, by)
    return milestone


@transaction.atomic
def drop_milestone(*, milestone: Milestone, because: Wording, by: Actor) -> Milestone:
    """Give a milestone up, with the reason others read."""
    pilot = milestone.pilot
    take_turn(pilot)
    if not because:
        raise ValidationError(_("Write why it is dropped: the others read it."))
    milestone.done_on, milestone.dropped_on = None, today_in(pilot.region)
    milestone.remark = LocalWording(because)
    milestone.save(update_fields=["done_on", "dropped_on", "remark"])
    settled("drop milestone", milestone, pilot, by)
    return milestone


@transaction.atomic
def reopen_milestone(*, milestone: Milestone, by: Actor) -> Milestone:
    """Take up again what was noted as reached or dropped."""
    pilot = milestone.pilot
    take_turn(pilot)
    milestone.done_on = milestone.dropped_on = None
    milestone.save(update_fields=["done_on", "dropped_on"])
    settled("reopen milestone", milestone, pilot, by)
    return milestone


def refuse_ahead(on: date, pilot: Pilot) -> None:
    """Refuse a day that has not come."""
    if on > today_in(pilot.region):
        raise ValidationError(_("This day has not come yet. Choose today or an earlier day."))


def settled(verb: str, milestone: Milestone, pilot: Pilot, by: Actor) -> None:
    """Put on the trail what became of a milestone, and let the public see it."""
    audit.record(verb, by=by, on=milestone, owner=pilot.region.slug, pilot=pilot.public_id)
    touch_region(pilot.region)
