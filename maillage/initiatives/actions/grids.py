"""Verbs on what a call asks and how it judges: set the questions, set the grid, go back to what we propose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.core.wording import Wording
from maillage.initiatives.actions.call_turns import take_turn
from maillage.initiatives.concept_note import GRID, QUESTIONS, in_languages
from maillage.initiatives.models import CallQuestion, Criterion, PilotCall
from maillage.initiatives.queries.calls import is_taken_up
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.territory.actions import touch_region

MOST_LINES = 20


@dataclass(frozen=True)
class PlannedQuestion:
    """A question as somebody writes it; `pk` is that of the question it changes."""

    text: Wording
    hint: Wording
    longest: int = 2000
    is_required: bool = True
    pk: int | None = None


@dataclass(frozen=True)
class PlannedCriterion:
    """A line of the grid as somebody writes it; `pk` is that of the line it changes."""

    text: Wording
    hint: Wording
    most_points: int = 5
    weight: int = 1
    pk: int | None = None


def propose_questions(call: PilotCall) -> None:
    """Give a call the six questions we propose, in the languages of its region."""
    languages = call.region.languages
    CallQuestion.objects.bulk_create(
        CallQuestion(
            call=call,
            position=place,
            text=in_languages(line.text, languages),
            hint=in_languages(line.hint, languages),
            longest=line.longest,
        )
        for place, line in enumerate(QUESTIONS, start=1)
    )


def propose_grid(call: PilotCall) -> None:
    """Give a call the grid we propose, in the languages of its region."""
    languages = call.region.languages
    Criterion.objects.bulk_create(
        Criterion(
            call=call,
            position=place,
            text=in_languages(line.text, languages),
            hint=in_languages(line.hint, languages),
            most_points=line.most_points,
            weight=line.weight,
        )
        for place, line in enumerate(GRID, start=1)
    )


def refuse_taken_up(call: PilotCall) -> None:
    """Refuse to change what is asked or judged once somebody has answered it."""
    if call.withdrawn_at or is_taken_up(call):
        raise ValidationError(_("An application was sent: questions and grid stay as they were when it was written."))


@transaction.atomic
def set_questions(*, call: PilotCall, questions: Sequence[PlannedQuestion], by: Actor) -> PilotCall:
    """Set the questions of a call in their order; one that keeps its number keeps the answers in drafts."""
    call = take_turn(call)
    refuse_taken_up(call)
    refuse_count(len(questions))
    known = {question.pk: question for question in call.questions.all()}
    kept = [known.get(planned.pk or 0) or CallQuestion(call=call) for planned in questions]
    for place, (question, planned) in enumerate(zip(kept, questions, strict=True), start=1):
        question.position = place
        question.text, question.hint = LocalWording(planned.text), LocalWording(planned.hint)
        question.longest, question.is_required = planned.longest, planned.is_required
        question.save()
    call.questions.exclude(pk__in=[question.pk for question in kept]).delete()
    settled(call, "set call questions", len(kept), by)
    return call


@transaction.atomic
def set_grid(*, call: PilotCall, criteria: Sequence[PlannedCriterion], by: Actor) -> PilotCall:
    """Set the lines of the grid of a call in their order."""
    call = take_turn(call)
    refuse_taken_up(call)
    refuse_count(len(criteria))
    known = {line.pk: line for line in call.criteria.all()}
    kept = [known.get(planned.pk or 0) or Criterion(call=call) for planned in criteria]
    for place, (line, planned) in enumerate(zip(kept, criteria, strict=True), start=1):
        line.position = place
        line.text, line.hint = LocalWording(planned.text), LocalWording(planned.hint)
        line.most_points, line.weight = planned.most_points, planned.weight
        line.save()
    call.criteria.exclude(pk__in=[line.pk for line in kept]).delete()
    settled(call, "set call grid", len(kept), by)
    return call


def refuse_count(count: int) -> None:
    """Refuse a list without a line, and one that nobody would fill in."""
    if not 1 <= count <= MOST_LINES:
        raise ValidationError(_("Keep from 1 to %(most)s lines.") % {"most": MOST_LINES})


def settled(call: PilotCall, verb: str, lines: int, by: Actor) -> None:
    """Note what was set; where the public reads it, its page changes."""
    audit.record(verb, by=by, on=call, owner=call.region.slug, lines=lines)
    if call.published_at:
        touch_region(call.region)
