"""Verbs on drivers: note a proof that was seen, take one out, set what concerns the car."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.enums import ProofKind
from maillage.mobility.models import Driver, Proof, RideRules
from maillage.mobility.queries.rules import today_of
from maillage.people.models import User, Volunteer


@transaction.atomic
def see_proof(
    *, volunteer: Volunteer, kind: ProofKind | str, seen_on: date, expires_on: date, by: Actor, seen_by: User | None
) -> Proof:
    """Note that a proof was seen and until when it holds; no number and no picture is kept."""
    today = today_of(volunteer.region)
    if seen_on > today:
        raise ValidationError({"seen_on": _("This day is still to come. Write the day on which you saw it.")})
    if expires_on < seen_on:
        raise ValidationError({"expires_on": _("It had run out before you saw it. Check the two days.")})
    driver, _made = Driver.objects.get_or_create(volunteer=volunteer)
    proof, made = Proof.objects.get_or_create(
        driver=driver, kind=kind, expires_on=expires_on, defaults={"seen_on": seen_on, "seen_by": seen_by}
    )
    if made:
        audit.record("see proof", by=by, on=proof, owner=volunteer.region.slug, kind=str(kind))
    return proof


@transaction.atomic
def remove_proof(*, proof: Proof, volunteer: Volunteer, by: Actor) -> None:
    """Take out a proof that was noted by mistake."""
    audit.record("remove proof", by=by, on=proof, owner=volunteer.region.slug)
    proof.delete()


@transaction.atomic
def set_driver(*, volunteer: Volunteer, values: dict[str, Any], rules: RideRules, by: Actor) -> Driver:
    """Set what concerns the driving of a volunteer; a contribution beyond what the rules allow is refused."""
    cap, asked = rules.cap_eur_per_km, values.get("eur_per_km", Decimal(0))
    if cap is not None and asked > cap:
        raise ValidationError({"eur_per_km": _("The rules allow %(cap)s EUR a kilometre at most.") % {"cap": cap}})
    driver, _made = Driver.objects.update_or_create(volunteer=volunteer, defaults=values)
    audit.record("set driver", by=by, on=driver, owner=volunteer.region.slug)
    return driver
