"""Which volunteers may drive others on which day: no pause, and proofs, charter and training as the rules ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet

from maillage.mobility.enums import OfferState, ProofKind
from maillage.mobility.models import Offer, RideRules
from maillage.mobility.queries.week_days import on_these_days
from maillage.people.enums import Skill, VolunteerState
from maillage.people.models import Volunteer
from maillage.people.queries.training import Trained, trained_on
from maillage.people.queries.volunteers import current_charter
from maillage.territory.models import Region

PROOFS_ASKED = (ProofKind.LICENCE, ProofKind.INSURANCE)


class Bar(StrEnum):
    """Why somebody who offers may not drive on a day."""

    NOT_WELCOME = "not_welcome"
    NO_CAR_KNOWN = "no_car_known"
    PAUSED = "paused"
    NO_LICENCE = "no_licence"
    NO_INSURANCE = "no_insurance"
    NO_CHARTER = "no_charter"
    NOT_TRAINED = "not_trained"


PROOF_BARS = {ProofKind.LICENCE: Bar.NO_LICENCE, ProofKind.INSURANCE: Bar.NO_INSURANCE}


@dataclass(frozen=True)
class Conditions:
    """What a region asks of who drives: `charter` is the key of the newest one, `trained` who is trained by day."""

    rules: RideRules
    charter: int | None
    trained: Mapping[date, Trained]

    def bar(self, volunteer: Volunteer, day: date) -> Bar | None:
        """Return why this volunteer may not drive on a day, None where they may."""
        if volunteer.state != VolunteerState.WELCOME:
            return Bar.NOT_WELCOME
        if not hasattr(volunteer, "driver"):
            return Bar.NO_CAR_KNOWN
        if any(pause.first_on <= day <= pause.last_on for pause in volunteer.pauses.all()):
            return Bar.PAUSED
        return self._unproved(volunteer, day) or self._unprepared(volunteer, day)

    def _unproved(self, volunteer: Volunteer, day: date) -> Bar | None:
        if not self.rules.asks_for_proofs:
            return None
        held = {proof.kind for proof in volunteer.driver.proofs.all() if proof.expires_on >= day}
        return next((PROOF_BARS[kind] for kind in PROOFS_ASKED if kind not in held), None)

    def _unprepared(self, volunteer: Volunteer, day: date) -> Bar | None:
        accepted = {acceptance.charter_id for acceptance in volunteer.acceptances.all()}
        if self.rules.asks_for_charter and self.charter is not None and self.charter not in accepted:
            return Bar.NO_CHARTER
        if self.rules.asks_for_training and not self.trained[day].is_for(volunteer.pk, Skill.DRIVING):
            return Bar.NOT_TRAINED
        return None


def conditions_of(region: Region, rules: RideRules, days: Iterable[date]) -> Conditions:
    """Return what the region asks of who drives on these days; only what its rules need is looked up."""
    charter = current_charter(region) if rules.asks_for_charter else None
    trained = {day: trained_on(region, day) for day in days} if rules.asks_for_training else {}
    return Conditions(rules, charter.pk if charter else None, trained)


def offers_standing(region: Region, first: date, last: date) -> QuerySet[Offer]:
    """Return the approved offers of these days, with all that tells whether their volunteers may drive."""
    found = Offer.objects.filter(on_these_days(first, last), region=region, state=OfferState.APPROVED)
    return (
        found.distinct()
        .order_by("pk")
        .select_related("from_place", "to_place", "volunteer__driver")
        .prefetch_related(
            "exceptions",
            "volunteer__pauses",
            "volunteer__acceptances",
            "volunteer__driver__proofs",
        )
    )


@dataclass(frozen=True)
class BarredOffer:
    """An offer that cannot be planned with on some day of a week, and why."""

    offer: Offer
    on: date
    bar: Bar


def first_bars(barred: Iterable[BarredOffer]) -> list[BarredOffer]:
    """Return one line for each volunteer and reason: the first day."""
    first: dict[tuple[int, Bar], BarredOffer] = {}
    for one in sorted(barred, key=lambda one: (one.on, one.offer.pk)):
        first.setdefault((one.offer.volunteer_id, one.bar), one)
    return list(first.values())
