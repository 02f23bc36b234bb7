"""Verbs on the evaluation of a pilot: write it, publish it, take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.plain_text import one_line
from maillage.core.wording import Wording
from maillage.initiatives.actions.milestones import refuse_ahead
from maillage.initiatives.actions.pilot_turns import take_turn
from maillage.initiatives.models import Evaluation, Pilot
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.territory.actions import touch_region


@dataclass(frozen=True)
class Findings:
    """What somebody who looked at a pilot found."""

    evaluated_by: str
    evaluated_on: date
    what_worked: Wording
    what_did_not: Wording
    advice: Wording
    goes_on: bool | None = None


@transaction.atomic
def evaluate(*, pilot: Pilot, findings: Findings, by: Actor) -> Evaluation:
    """Write the evaluation, or write it anew; what is published already changes for everybody."""
    take_turn(pilot)
    refuse_ahead(findings.evaluated_on, pilot)
    words = {name: LocalWording(getattr(findings, name)) for name in ("what_worked", "what_did_not", "advice")}
    if not any(words.values()):
        raise ValidationError(_("Write what worked, what did not, or a piece of advice."))
    evaluation, _made = Evaluation.objects.update_or_create(
        pilot=pilot,
        defaults={
            **words,
            "evaluated_by": one_line(findings.evaluated_by)[:200],
            "evaluated_on": findings.evaluated_on,
            "goes_on": findings.goes_on,
        },
    )
    settled("evaluate pilot", pilot, by)
    return evaluation


@transaction.atomic
def publish_evaluation(*, pilot: Pilot, by: Actor) -> Evaluation:
    """Let everybody read the evaluation of a pilot."""
    take_turn(pilot)
    evaluation = Evaluation.objects.get(pilot=pilot)
    if evaluation.published_at is None:
        evaluation.published_at = timezone.now()
        evaluation.save(update_fields=["published_at"])
        settled("publish evaluation", pilot, by)
    return evaluation


@transaction.atomic
def withdraw_evaluation(*, pilot: Pilot, by: Actor) -> Evaluation:
    """Take a published evaluation back; its words stay on the desk."""
    take_turn(pilot)
    evaluation = Evaluation.objects.get(pilot=pilot)
    if evaluation.published_at is not None:
        evaluation.published_at = None
        evaluation.save(update_fields=["published_at"])
        settled("withdraw evaluation", pilot, by)
    return evaluation


def settled(verb: str, pilot: Pilot, by: Actor) -> None:
    """Put a deed on the trail, and let the public see what came of it."""
    audit.record(verb, by=by, on=pilot, owner=pilot.region.slug)
    touch_region(pilot.region)
