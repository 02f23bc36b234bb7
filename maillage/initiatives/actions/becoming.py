"""The verb by which a pilot becomes a practice that others find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.core.pilot_course import Course
from maillage.core.wording import Wording
from maillage.initiatives.actions.pilot_turns import take_turn
from maillage.initiatives.actions.practices import Sheet, add_practice
from maillage.initiatives.becoming import tell_that_it_became
from maillage.initiatives.enums import Standing
from maillage.initiatives.models import Evaluation, Initiative, Pilot
from maillage.initiatives.queries.pilots import course_of, today_in
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.territory.actions import touch_region

NOT_EVALUATED = "not evaluated"


@dataclass(frozen=True)
class Became:
    """The practice that a pilot became, and how many needs it now answers."""

    practice: Initiative
    answered: int


@transaction.atomic
def make_practice(*, pilot: Pilot, by: Actor) -> Became:
    """Make a practice of an evaluated pilot with all that is known of it; a pilot becomes one practice once."""
    take_turn(pilot)
    pilot.refresh_from_db(fields=["became"])
    if pilot.became is not None:
        return Became(pilot.became, 0)
    if not Evaluation.objects.filter(pilot=pilot).exists():
        raise ValidationError(_("Write the evaluation first. Then make the pilot a practice."), code=NOT_EVALUATED)
    if not pilot.name:
        raise ValidationError(_("Nobody finds a practice without a name. Write the name of the pilot first."))
    practice = add_practice(region=pilot.region, sheet=sheet_of(pilot), by=by)
    pilot.became = practice
    pilot.save(update_fields=["became"])
    answered = tell_that_it_became(pilot, by)
    audit.record("make practice of pilot", by=by, on=pilot, owner=pilot.region.slug, needs=answered)
    touch_region(pilot.region)
    return Became(practice, answered)


def sheet_of(pilot: Pilot) -> Sheet:
    """Return what a practice says at first: what is known of its pilot."""
    today = today_in(pilot.region)
    ended = pilot.ended_on if pilot.ended_on and pilot.ended_on < today else None
    standing = standing_of(pilot, today)
    return Sheet(
        name=pilot.name,
        description=pilot.description,
        themes=list(pilot.themes.all()),
        organisation=pilot.holder,
        partners=list(pilot.partners.all()),
        place_in_words=pilot.place_in_words,
        standing=standing,
        started_on=pilot.started_on,
        ended_on=ended if standing != Standing.PRESENT else None,
        funder=funder_of(pilot),
        sources=list(pilot.sources),
        contact=pilot.contact,
    )


def standing_of(pilot: Pilot, today: date) -> Standing:
    """Say whether what began as a pilot runs: as its evaluation says, else as its days do, else nobody knows."""
    evaluation = getattr(pilot, "evaluation", None)
    if evaluation is not None and evaluation.goes_on is not None:
        return Standing.PRESENT if evaluation.goes_on else Standing.PAST
    known = {Course.RUNNING: Standing.PRESENT, Course.ENDED: Standing.PAST}
    return known.get(course_of(pilot, today), Standing.UNKNOWN)


def funder_of(pilot: Pilot) -> Wording:
    """Say who paid for the pilot, in the languages of its region; nothing where no grant is known."""
    if pilot.budget_eur is None:
        return Wording()
    programme = pilot.region.programme.name
    return Wording({code: programme for code in pilot.region.languages or ["en"]})
