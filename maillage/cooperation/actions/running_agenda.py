"""Verbs on the agenda while a roundtable runs: next item, more minutes, late changes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.enums import ItemKind, State
from maillage.cooperation.models import AgendaItem, Roundtable
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.territory.actions import touch_region

LONGEST_ITEM = 1440


def current_item(items: list[AgendaItem]) -> AgendaItem | None:
    """Return the item that runs now: begun and not ended."""
    return next((item for item in items if item.started_at and not item.ended_at), None)


@transaction.atomic
def next_item(*, roundtable: Roundtable, after: int, by: Actor) -> AgendaItem | None:
    """End the item that runs and begin the one after it; `after` is the item seen running, 0 for none.

    Pressed twice, it moves once. Returns the item that runs now, None once all are through.
    """
    items = list(AgendaItem.objects.select_for_update(of=("self",)).filter(roundtable=roundtable))
    running = current_item(items)
    if after != (running.pk if running else 0):
        return running
    now = timezone.now()
    if running:
        running.ended_at = now
        running.save(update_fields=["ended_at"])
    following = next((item for item in items if item.started_at is None), None)
    if following:
        following.started_at = now
        following.save(update_fields=["started_at"])
    if running or following:
        audit.record("next item", by=by, on=roundtable, owner=roundtable.region.slug)
    return following


@transaction.atomic
def more_time(
    *, roundtable: Roundtable, item: AgendaItem, seen_minutes: int, by: Actor, minutes: int = 5
) -> AgendaItem:
    """Give the running item some minutes more; pressed twice on one page, it gives them once."""
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk, roundtable=roundtable)
    if (item.minutes or 0) == seen_minutes and seen_minutes + minutes <= LONGEST_ITEM:
        item.minutes = seen_minutes + minutes
        item.save(update_fields=["minutes"])
        audit.record("more time", by=by, on=roundtable, owner=roundtable.region.slug, minutes=minutes)
        touch_region(roundtable.region)
    return item


def refuse_closed(roundtable: Roundtable) -> None:
    """Refuse to change the agenda of a roundtable that is over."""
    if roundtable.state in {State.HELD, State.CANCELLED}:
        raise ValidationError(_("This roundtable is closed: its agenda stays as it was."))


@transaction.atomic
def add_item(
    *, roundtable: Roundtable, title: Wording, by: Actor, minutes: int | None = None, kind: str = ItemKind.OTHER
) -> AgendaItem:
    """Put one more item at the end of the agenda."""
    refuse_closed(roundtable)
    if not title:
        raise ValidationError({"title": _("Write what the item is about.")})
    last = AgendaItem.objects.filter(roundtable=roundtable).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        roundtable=roundtable, position=last + 1, kind=kind, title=LocalWording(title), minutes=minutes
    )
    changed(roundtable, by)
    return item


@transaction.atomic
def rename_item(*, item: AgendaItem, text: str, language: str, by: Actor) -> AgendaItem:
    """Give an item another title in one language."""
    refuse_closed(item.roundtable)
    if not text.strip():
        raise ValidationError({"title": _("Write what the item is about.")})
    item.title = LocalWording(item.title.with_text(language, text.strip()))
    item.save(update_fields=["title"])
    changed(item.roundtable, by)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Actor) -> None:
    """Take an item off the agenda; one for which lines are noted stays."""
    refuse_closed(item.roundtable)
    if item.notes.exists():
        raise ValidationError(_("Lines are noted for this item. Rename it instead of taking it off."))
    roundtable = item.roundtable
    item.delete()
    for position, left in enumerate(AgendaItem.objects.filter(roundtable=roundtable), start=1):
        if left.position != position:
            left.position = position
            left.save(update_fields=["position"])
    changed(roundtable, by)


def changed(roundtable: Roundtable, by: Actor) -> None:
    """Put a late change on the trail, and let the public page follow once the roundtable is called."""
    audit.record("change agenda", by=by, on=roundtable, owner=roundtable.region.slug)
    if roundtable.state == State.CALLED:
        touch_region(roundtable.region)
