"""What becomes of the needs of a call when its pilot becomes a practice: the practice answers them."""

from __future__ import annotations

from maillage.cooperation.models import Need
from maillage.initiatives.becoming import when_it_becomes_a_practice
from maillage.initiatives.models import Pilot
from maillage.kit import audit
from maillage.kit.audit import Actor


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
