"""Verbs on what answers a need: a practice does, no longer does, or does since its pilot became one."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.cooperation.models import Need
from maillage.initiatives.becoming import when_it_becomes_a_practice
from maillage.initiatives.models import Initiative, Pilot
from maillage.initiatives.queries.of_the_region import of_the_region
from maillage.initiatives.queries.practices import standing_practices
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.actions import touch_region


@transaction.atomic
def answer_need(*, need: Need, practices: Iterable[Initiative], by: Actor) -> list[Initiative]:
    """Note that practices of its region answer a need; return those that did not yet."""
    take_turn_of(need)
    chosen = {practice.pk: practice for practice in practices}
    if of_the_region(standing_practices(need.region)).filter(pk__in=chosen).count() != len(chosen):
        raise ValidationError(_("Choose practices of this region."))
    known = set(need.answered_by.values_list("pk", flat=True))
    new = [practice for key, practice in chosen.items() if key not in known]
    if new:
        need.answered_by.add(*new)
        audit.record("answer need", by=by, on=need, owner=need.region.slug, practices=len(new))
        touch_region(need.region)
    return new


@transaction.atomic
def take_back_answer(*, need: Need, practice: Initiative, by: Actor) -> Need:
    """Note that a practice does not answer a need; one that never did changes nothing."""
    take_turn_of(need)
    if need.answered_by.filter(pk=practice.pk).exists():
        need.answered_by.remove(practice)
        audit.record("take back answer to need", by=by, on=need, owner=need.region.slug)
        touch_region(need.region)
    return need


def take_turn_of(need: Need) -> None:
    """Wait until no other transaction changes what answers this need, and keep others waiting until this one ends."""
    Need.objects.select_for_update(of=("self",)).values_list("pk").get(pk=need.pk)


@when_it_becomes_a_practice
def answer_needs_of_call(pilot: Pilot, by: Actor) -> int:
    """Let the practice answer each need that the call of its pilot was written for; return how many are new."""
    if pilot.application is None or pilot.became is None:
        return 0
    asked = Need.objects.filter(region=pilot.region_id, calls=pilot.application.call_id)
    waiting = list(asked.exclude(answered_by=pilot.became))
    for need in waiting:
        need.answered_by.add(pilot.became)
        audit.record("answer need", by=by, on=need, owner=pilot.region.slug)
    return len(waiting)
