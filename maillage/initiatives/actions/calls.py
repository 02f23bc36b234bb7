"""Verbs on calls: write one, change it, publish it, prolong it, withdraw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core import wall_clock
from maillage.core.wording import Wording
from maillage.initiatives.actions.call_turns import take_turn
from maillage.initiatives.actions.grids import propose_grid, propose_questions
from maillage.initiatives.actions.told_applicants import tell_applicants
from maillage.initiatives.enums import CallState
from maillage.initiatives.models import PilotCall
from maillage.initiatives.queries.calls import is_taken_up, state_of
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.kit.twice import just_made
from maillage.territory.actions import touch_region
from maillage.territory.models import Region, Theme

TERMS = ("largest_grant_eur", "months")
PROLONGED, WITHDRAWN = "initiatives.call_prolonged", "initiatives.call_withdrawn"


@dataclass(frozen=True)
class CallPlan:
    """What a call says: in words, in money, and until when by the clocks of its region."""

    title: Wording
    text: Wording
    closes_on: date
    closes_time: time
    budget_eur: int | None = None
    largest_grant_eur: int | None = None
    months: int | None = None
    themes: Sequence[Theme] = field(default_factory=tuple)


def closing_instant(region: Region, day: date, at: time) -> datetime:
    """Return the instant a region's clocks show; a time that the change of clocks leaves out is refused."""
    try:
        return wall_clock.instant(day, at, region.time_zone)
    except ValueError as error:
        sentence = _("On that day clocks go forward and %(time)s does not exist. Choose an hour before or after.")
        raise ValidationError({"closes_time": sentence % {"time": f"{at:%H:%M}"}}) from error


@transaction.atomic
def write_call(*, region: Region, plan: CallPlan, by: Actor) -> PilotCall:
    """Write a call with the questions and the grid we propose; the same form sent twice is one call."""
    Region.objects.select_for_update(of=("self",)).values_list("pk").get(pk=region.pk)
    call = PilotCall(region=region, **columns(plan), closes_at=closing_of(region, plan))
    if twice := just_made(PilotCall.objects.filter(region=region, title=call.title, text=call.text), "created_at"):
        return twice
    call.save()
    call.themes.set(plan.themes)
    propose_questions(call)
    propose_grid(call)
    audit.record("write call", by=by, on=call, owner=region.slug)
    return call


@transaction.atomic
def change_call(*, call: PilotCall, plan: CallPlan, by: Actor) -> PilotCall:
    """Change what a call says; its terms stay once an application was sent, its deadline once it is published."""
    call = take_turn(call)
    refuse_settled(call)
    given = columns(plan)
    if is_taken_up(call) and any(given[name] != getattr(call, name) for name in TERMS):
        raise ValidationError(
            _("An application was sent under these terms: the largest grant and the months stay as they are.")
        )
    for name, value in given.items():
        setattr(call, name, value)
    if call.published_at is None:
        call.closes_at = closing_of(call.region, plan)
    call.save()
    call.themes.set(plan.themes)
    audit.record("change call", by=by, on=call, owner=call.region.slug)
    if call.published_at:
        touch_region(call.region)
    return call


def columns(plan: CallPlan) -> dict[str, object]:
    """Return what a plan says column by column; a grant larger than the whole budget is refused."""
    if not plan.title:
        raise ValidationError(_("Write the title of the call, in at least one language."))
    if plan.budget_eur and plan.largest_grant_eur and plan.largest_grant_eur > plan.budget_eur:
        raise ValidationError({"largest_grant_eur": _("This is more than the whole budget of the call.")})
    return {
        "title": LocalWording(plan.title),
        "text": LocalWording(plan.text),
        "budget_eur": plan.budget_eur,
        "largest_grant_eur": plan.largest_grant_eur,
        "months": plan.months,
    }


def closing_of(region: Region, plan: CallPlan) -> datetime:
    """Return the instant at which a plan closes; one that is over is refused."""
    closes_at = closing_instant(region, plan.closes_on, plan.closes_time)
    if closes_at <= timezone.now():
        raise ValidationError({"closes_on": _("This is over already. Choose a later day or hour.")})
    return closes_at


def refuse_settled(call: PilotCall) -> None:
    """Refuse to change a call that was decided or withdrawn."""
    if state_of(call) == CallState.DECIDED:
        raise ValidationError(_("This call is decided, and stays as it was when it was decided."))
    if state_of(call) == CallState.WITHDRAWN:
        raise ValidationError(_("This call is withdrawn. Write a new one."))


@transaction.atomic
def publish_call(*, call: PilotCall, by: Actor) -> PilotCall:
    """Let the public read a call and apply; published once more, nothing changes."""
    call = take_turn(call)
    refuse_settled(call)
    if call.published_at:
        return call
    if unready := why_not_ready(call):
        raise ValidationError(unready)
    call.published_at = timezone.now()
    call.save(update_fields=["published_at"])
    audit.record("publish call", by=by, on=call, owner=call.region.slug)
    touch_region(call.region)
    return call


def why_not_ready(call: PilotCall) -> list[str]:
    """Say what a call lacks before the public may read it."""
    return [
        sentence
        for is_wrong, sentence in (
            (not call.text, _("Say what the call is for: its text is empty.")),
            (call.closes_at <= timezone.now(), _("The day on which it closes is over. Choose a later one.")),
            (not call.questions.exists(), _("There is no question that applicants answer.")),
            (not call.criteria.exists(), _("There is no line in the grid by which applications are judged.")),
        )
        if is_wrong
    ]


@transaction.atomic
def prolong_call(*, call: PilotCall, closes_on: date, closes_time: time, by: Actor) -> PilotCall:
    """Give everybody more time, while a call is open; those who began are told."""
    call = take_turn(call)
    closes_at = closing_instant(call.region, closes_on, closes_time)
    if closes_at == call.closes_at:
        return call
    if state_of(call) != CallState.OPEN:
        raise ValidationError(
            _("Only a call that is open can be prolonged: what came too late would otherwise be let in.")
        )
    if closes_at < call.closes_at:
        raise ValidationError({"closes_on": _("This is earlier than what was announced. Choose a later day or hour.")})
    call.closes_at = closes_at
    call.save(update_fields=["closes_at"])
    told = tell_applicants(call, PROLONGED, occasion=f"{closes_at:%Y%m%d%H%M}")
    audit.record("prolong call", by=by, on=call, owner=call.region.slug, told=told)
    touch_region(call.region)
    return call


@transaction.atomic
def withdraw_call(*, call: PilotCall, by: Actor) -> PilotCall:
    """Take a call back before it is decided; those who began are told, and the public page says so."""
    call = take_turn(call)
    if call.withdrawn_at:
        return call
    if call.decided_at:
        raise ValidationError(_("This call is decided, and stays as it was when it was decided."))
    call.withdrawn_at = timezone.now()
    call.save(update_fields=["withdrawn_at"])
    told = tell_applicants(call, WITHDRAWN, occasion="once")
    audit.record("withdraw call", by=by, on=call, owner=call.region.slug, told=told)
    if call.published_at:
        touch_region(call.region)
    return call
