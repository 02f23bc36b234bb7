"""Verbs on commitments: promise, reassign, tell how it goes, ask the owner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import CLOSED, Progress
from maillage.cooperation.models import Commitment, FollowUp, Need, Note, Roundtable
from maillage.cooperation.queries.addressees import owners_of
from maillage.cooperation.spoken import follow_up_subject
from maillage.core.wording import Wording
from maillage.kit import audit, outbox
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.kit.spoken import short_day
from maillage.kit.twice import just_made
from maillage.people.models import Contact, Organisation
from maillage.territory.actions import touch_region
from maillage.territory.newcomers_words import for_a_moment_in


@transaction.atomic
def promise(
    *,
    roundtable: Roundtable,
    text: Wording,
    by: Actor,
    organisation: Organisation | None = None,
    contact: Contact | None = None,
    need: Need | None = None,
    due_on: date | None = None,
    note: Note | None = None,
    is_example: bool = False,
) -> Commitment:
    """Note who does what by when; raises ValidationError for a date before the roundtable."""
    refuse_early(due_on, roundtable)
    take_turn(roundtable)
    promised = {
        "region": roundtable.region,
        "roundtable": roundtable,
        "text": LocalWording(text),
        "organisation": organisation or (contact.organisation if contact else None),
        "contact": contact,
        "need": need,
        "due_on": due_on,
        "note": note,
    }
    if twice := just_made(Commitment.objects.filter(**promised), "created_at"):
        return twice
    commitment = Commitment.objects.create(**promised, is_example=is_example)
    audit.record("promise", by=by, on=commitment, owner=roundtable.region.slug, roundtable=roundtable.number)
    touch_region(roundtable.region)
    return commitment


def refuse_early(due_on: date | None, roundtable: Roundtable) -> None:
    """Refuse a due date that lies before the roundtable at which the promise was made."""
    if due_on and due_on < roundtable.date:
        sentence = _(
            "This lies before the roundtable of %(day)s, where it was promised. Choose that day or a later one."
        )
        raise ValidationError({"due_on": sentence % {"day": short_day(roundtable.date)}})


@transaction.atomic
def change_commitment(
    *,
    commitment: Commitment,
    text: Wording,
    organisation: Organisation | None,
    contact: Contact | None,
    need: Need | None,
    due_on: date | None,
    by: Actor,
) -> Commitment:
    """Reword, reassign or move a commitment; a new owner gets a new link and the old one ends."""
    refuse_early(due_on, commitment.roundtable)
    commitment.nonce = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk).nonce
    handed_over = (commitment.organisation, commitment.contact) != (organisation, contact)
    commitment.text = LocalWording(text)
    commitment.organisation = organisation
    commitment.contact = contact
    commitment.need = need
    commitment.due_on = due_on
    commitment.nonce += handed_over
    commitment.save(update_fields=["text", "organisation", "contact", "need", "due_on", "nonce"])
    audit.record("change commitment", by=by, on=commitment, owner=commitment.region.slug, handed_over=handed_over)
    touch_region(commitment.region)
    return commitment


@transaction.atomic
def settle_owners(*, given: Mapping[Commitment, tuple[Organisation | None, date | None]], by: Actor) -> int:
    """Say of several promises who keeps each and by when; return of how many that is new."""
    changed = 0
    for commitment, (organisation, due_on) in given.items():
        if (organisation, due_on) == (commitment.organisation, commitment.due_on):
            continue
        same = commitment.organisation == organisation
        change_commitment(
            commitment=commitment,
            text=commitment.text,
            organisation=organisation,
            contact=commitment.contact if same else None,
            need=commitment.need,
            due_on=due_on,
            by=by,
        )
        changed += 1
    return changed


@transaction.atomic
def follow_up(
    *,
    commitment: Commitment,
    progress: Progress | str,
    by: Actor,
    text: Wording | None = None,
    roundtable: Roundtable | None = None,
    told_at: datetime | None = None,
) -> FollowUp:
    """Add what was told of a commitment; nothing told before is changed. Dropping one needs a reason."""
    words = LocalWording(text or {})
    if progress == Progress.DROPPED and not words:
        raise ValidationError({"text": _("Write why it is dropped: the others read it.")})
    Commitment.objects.select_for_update(of=("self",)).get(pk=commitment.pk)
    said = {"progress": progress, "text": words, "roundtable": roundtable, "told_by": by.label[:150]}
    if told_at is None and (twice := just_made(FollowUp.objects.filter(commitment=commitment, **said), "told_at")):
        return twice
    told = FollowUp.objects.create(commitment=commitment, **said, told_at=told_at or timezone.now())
    audit.record("follow up", by=by, on=commitment, owner=commitment.region.slug, progress=str(progress))
    touch_region(commitment.region)
    return told


def is_closed(commitment: Commitment) -> bool:
    """Tell whether the last word on a commitment is that it is done or dropped."""
    last = commitment.follow_ups.order_by("-told_at", "-pk").first()
    return last is not None and last.progress in CLOSED


@transaction.atomic
def ask_owner(*, commitment: Commitment, by: Actor, key: str = "") -> int:
    """Mail whoever owns a commitment the question how it goes; return to how many addresses it was queued."""
    occasion = key or timezone.localdate().isoformat()
    owners = owners_of(commitment)
    for owner in owners:
        with for_a_moment_in(owner.language):
            subject = follow_up_subject(commitment)
        outbox.queue(
            "cooperation.follow_up_request",
            key=f"follow-up:{commitment.pk}:{commitment.nonce}:{owner.key}:{occasion}",
            to=owner.email,
            language=owner.language,
            params={"commitment": commitment.pk, "name": owner.name},
            owner=commitment.region.slug,
            subject=subject,
            is_demonstration=owner.is_demonstration,
        )
    audit.record("ask owner", by=by, on=commitment, owner=commitment.region.slug, mails=len(owners))
    return len(owners)
