"""Verbs on needs: raise, change, merge one that came back, close with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.enums import NeedKind
from maillage.cooperation.models import Need, Note, Raising, Room, Roundtable
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.models import Organisation
from maillage.territory.actions import touch_region
from maillage.territory.models import Place, Theme


@dataclass(frozen=True)
class Asked:
    """What a need says: its words, theme, kind, and whom it asks where."""

    text: Wording
    theme: Theme | None = None
    kind: NeedKind | str = NeedKind.OTHER
    is_proposal: bool = False
    addressed_to: tuple[str, ...] = ()
    addressed_in_words: Wording = field(default_factory=Wording)
    places: Iterable[Place] = ()


@transaction.atomic
def raise_need(
    *,
    roundtable: Roundtable,
    by: Actor,
    asked: Asked | None = None,
    need: Need | None = None,
    words: Wording | None = None,
    room: Room | None = None,
    note: Note | None = None,
    organisation: Organisation | None = None,
) -> Raising:
    """Note that a need was said at a table: a new one with `asked`, or `need` once more with its `words` this time."""
    if need is None:
        if asked is None or not asked.text:
            raise ValidationError({"text": _("Write what is needed.")})
        need = Need.objects.create(region=roundtable.region, text=LocalWording(asked.text))
        fill(need, asked)
    elif need.region_id != roundtable.region_id:
        raise ValidationError(_("This need belongs to another region."))
    raising = Raising.objects.create(
        need=need,
        roundtable=roundtable,
        room=room,
        note=note,
        organisation=organisation,
        words=LocalWording(words or {}),
        position=Raising.objects.filter(roundtable=roundtable).count() + 1,
    )
    audit.record("raise need", by=by, on=need, owner=roundtable.region.slug, roundtable=roundtable.number)
    touch_region(roundtable.region)
    return raising


def fill(need: Need, asked: Asked) -> None:
    """Write what is asked onto a need and save it."""
    need.text = LocalWording(asked.text)
    need.theme = asked.theme
    need.kind = asked.kind
    need.is_proposal = asked.is_proposal
    need.addressed_to = list(asked.addressed_to)
    need.addressed_in_words = LocalWording(asked.addressed_in_words)
    need.save(update_fields=["text", "theme", "kind", "is_proposal", "addressed_to", "addressed_in_words"])
    need.places.set(asked.places)


@transaction.atomic
def change_need(*, need: Need, asked: Asked, by: Actor) -> Need:
    """Write a need anew; what was said of it at each table stays."""
    fill(need, asked)
    audit.record("change need", by=by, on=need, owner=need.region.slug)
    touch_region(need.region)
    return need


@transaction.atomic
def merge_needs(*, kept: Need, came_back: Need, by: Actor) -> Need:
    """Make two needs one: every report, promise, place and practice of `came_back` moves to `kept`."""
    if kept.pk == came_back.pk or kept.region_id != came_back.region_id:
        raise ValidationError(_("Choose another need of the same region."))
    for raising in came_back.raisings.all():
        raising.words = LocalWording(raising.words or came_back.text)
        raising.need = kept
        raising.save()
    came_back.commitments.update(need=kept)
    kept.places.add(*came_back.places.all())
    kept.answered_by.add(*came_back.answered_by.all())
    kept.sources = [*kept.sources, *(source for source in came_back.sources if source not in kept.sources)]
    kept.save(update_fields=["sources"])
    audit.record("merge needs", by=by, on=kept, owner=kept.region.slug, merged=came_back.public_id)
    came_back.delete()
    touch_region(kept.region)
    return kept


@transaction.atomic
def close_need(*, need: Need, because: Wording, by: Actor) -> Need:
    """End a need with the reason that everybody may read."""
    if not because:
        raise ValidationError({"because": _("Write why it is closed: the others read it.")})
    need.closed_on = timezone.localdate()
    need.closed_because = LocalWording(because)
    need.save(update_fields=["closed_on", "closed_because"])
    audit.record("close need", by=by, on=need, owner=need.region.slug)
    touch_region(need.region)
    return need


@transaction.atomic
def reopen_need(*, need: Need, by: Actor) -> Need:
    """Take a closed need up again."""
    need.closed_on = None
    need.closed_because = LocalWording()
    need.save(update_fields=["closed_on", "closed_because"])
    audit.record("reopen need", by=by, on=need, owner=need.region.slug)
    touch_region(need.region)
    return need
