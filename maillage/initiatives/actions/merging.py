"""Verbs on cards that look alike: make two one, take that back, or say that they are two."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.initiatives.actions.practices import practice_changed
from maillage.initiatives.models import Initiative, Merging, NotTheSame
from maillage.initiatives.pointing import everything_pointing
from maillage.kit import audit
from maillage.kit.audit import Actor


def locked(*practices: Initiative) -> list[Initiative]:
    """Return practices that nobody else changes meanwhile; rows are locked in the order of their keys."""
    keys = [practice.pk for practice in practices]
    known = Initiative.objects.select_for_update(of=("self",)).select_related("region").order_by("pk")
    read = {practice.pk: practice for practice in known.filter(pk__in=keys)}
    return [read[key] for key in keys]


@transaction.atomic
def merge_practices(*, kept: Initiative, merged: Initiative, by: Actor) -> Merging:
    """Make two cards one: all that hangs on `merged` moves to `kept`, and `merged` keeps its own words and sources.

    Where only one row may stand, such as two mentions at one roundtable, that of `kept` stands and the other stays.
    """
    if kept.pk == merged.pk or kept.region_id != merged.region_id:
        raise ValidationError(_("Choose two cards of the same region."))
    kept, merged = locked(kept, merged)
    if merged.merged_into_id == kept.pk:
        return Merging.objects.get(merged=merged, undone_at=None)
    if kept.merged_into_id or merged.merged_into_id:
        raise ValidationError(_("One of the two was made one with another card meanwhile. Look again."))
    moved = {one.name: keys for one in everything_pointing() if (keys := one.move(merged, kept))}
    merged.merged_into = kept
    merged.save(update_fields=["merged_into"])
    merging = Merging.objects.create(kept=kept, merged=merged, moved=moved, merged_at=timezone.now())
    counts = {name: len(keys) for name, keys in moved.items()}
    audit.record("merge practices", by=by, on=kept, owner=kept.region.slug, merged=merged.public_id, moved=counts)
    practice_changed(kept)
    practice_changed(merged)
    return merging


@transaction.atomic
def unmerge_practice(*, practice: Initiative, by: Actor) -> Initiative:
    """Make a card of its own again of one that was merged; what moved with it goes back, what came since stays."""
    if practice.merged_into is None:
        raise ValidationError(_("This is a card of its own already."))
    merged, kept = locked(practice, practice.merged_into)
    merging = Merging.objects.filter(merged=merged, undone_at=None).first()
    for one in everything_pointing():
        one.give_back((merging.moved if merging else {}).get(one.name, []), kept, merged)
    merged.merged_into = None
    merged.save(update_fields=["merged_into"])
    if merging:
        merging.undone_at = timezone.now()
        merging.save(update_fields=["undone_at"])
    audit.record("unmerge practice", by=by, on=merged, owner=merged.region.slug, kept=kept.public_id)
    practice_changed(kept)
    practice_changed(merged)
    return merged


@transaction.atomic
def keep_apart(*, one: Initiative, other: Initiative, by: Actor) -> NotTheSame:
    """Say that two cards that look alike tell of two things; they are not offered again."""
    if one.pk == other.pk or one.region_id != other.region_id:
        raise ValidationError(_("Choose two cards of the same region."))
    first, second = sorted(locked(one, other), key=lambda practice: practice.pk)
    pair, made = NotTheSame.objects.get_or_create(first=first, second=second)
    if made:
        audit.record("keep practices apart", by=by, on=first, owner=first.region.slug, other=second.public_id)
    return pair
