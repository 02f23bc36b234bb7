"""Verbs on the proofs of drivers: note one that was seen, take one out."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.mobility.enums import ProofKind
from maillage.mobility.models import Driver, Proof
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
