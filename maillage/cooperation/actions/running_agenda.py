"""Verbs on the agenda while a roundtable runs: begin, next item, more minutes, late changes."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.check_in import open_check_in
from maillage.cooperation.actions.turns import take_turn, touch_board
from maillage.cooperation.enums import ItemKind, State
from maillage.cooperation.models import AgendaItem, Roundtable
from maillage.cooperation.queries.running import is_its_day, is_its_eve, today_at
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.kit.spoken import short_day
from maillage.territory.actions import touch_region

LONGEST_ITEM = 1440


class NotItsDay(ValidationError):
    """The roundtable meets on another day; `may_insist` says whether a second press begins it all the same."""

    def __init__(self, message: str, *, may_insist: bool) -> None:
        super().__init__(message)
        self.may_insist = may_insist


class ItemChangedMeanwhile(ValidationError):
    """Somebody else changed the item since it was read."""


def current_item(items: list[AgendaItem]) -> AgendaItem | None:
    """Return the item that runs now: begun and not ended."""
    return next((item for item in items if item.started_at and not item.ended_at), None)


@transaction.atomic
def next_item(*, roundtable: Roundtable, after: int, by: Actor, sure: bool = False) -> AgendaItem | None:
    """End the item that runs and begin the one after it; `after` is the item seen running, 0 for none.

    Pressed twice, it moves once. Returns the item that runs now, None once all are through. The first one begins on
    the day of the roundtable; on the evening before and once the day is over, where somebody is `sure`.
    """
    refuse_closed(roundtable)
    take_turn(roundtable)
    items = list(AgendaItem.objects.filter(roundtable=roundtable))
    running = current_item(items)
    if after != (running.pk if running else 0):
        return running
    if not any(item.started_at for item in items):
        begin(roundtable, by, sure=sure)
    now = timezone.now()
    if running:
        stamp(running, ended_at=now)
    following = next((item for item in items if item.started_at is None), None)
    if following:
        stamp(following, started_at=now)
    if running or following:
        touch_board(roundtable)
        audit.record("next item", by=by, on=roundtable, owner=roundtable.region.slug)
    return following


def begin(roundtable: Roundtable, by: Actor, *, sure: bool) -> None:
    """Let a roundtable begin on its day, and open the door for those who check in."""
    if not is_its_day(roundtable):
        refuse_other_day(roundtable, sure=sure)
    if roundtable.state == State.CALLED and (is_its_day(roundtable) or is_its_eve(roundtable)):
        open_check_in(roundtable=roundtable, by=by)


def refuse_other_day(roundtable: Roundtable, *, sure: bool) -> None:
    """Refuse to begin on another day: before the evening before always, then and after the day unless one is sure."""
    words = {"day": short_day(roundtable.date)}
    if is_its_eve(roundtable):
        if not sure:
            raise NotItsDay(_("This roundtable meets tomorrow, on %(day)s.") % words, may_insist=True)
    elif today_at(roundtable) < roundtable.date:
        sentence = _("This roundtable meets on %(day)s. It can begin on that day, or on the evening before.")
        raise NotItsDay(sentence % words, may_insist=False)
    elif not sure:
        raise NotItsDay(_("This roundtable met on %(day)s; its day is over.") % words, may_insist=True)


def stamp(item: AgendaItem, **fields: object) -> None:
    """Write fields of an item, and let whoever reads it see that it changed."""
    for name, value in fields.items():
        setattr(item, name, value)
    item.version += 1
    item.save(update_fields=[*fields, "version"])


@transaction.atomic
def more_time(
    *, roundtable: Roundtable, item: AgendaItem, seen_minutes: int, by: Actor, minutes: int = 5
) -> AgendaItem:
    """Give the running item some minutes more; pressed twice on one page, it gives them once."""
    take_turn(roundtable)
    item = AgendaItem.objects.get(pk=item.pk, roundtable=roundtable)
    if (item.minutes or 0) == seen_minutes and seen_minutes + minutes <= LONGEST_ITEM:
        stamp(item, minutes=seen_minutes + minutes)
        touch_board(roundtable)
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
    take_turn(roundtable)
    last = AgendaItem.objects.filter(roundtable=roundtable).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        roundtable=roundtable, position=last + 1, kind=ItemKind(kind), title=LocalWording(title), minutes=minutes
    )
    changed(roundtable, by)
    return item


def as_seen(item: AgendaItem, seen_version: int | None) -> AgendaItem:
    """Lock an item and return it; raises ItemChangedMeanwhile where it is not as it was seen."""
    refuse_closed(item.roundtable)
    take_turn(item.roundtable)
    there = AgendaItem.objects.select_related("roundtable__region").filter(pk=item.pk).first()
    if there is None:
        raise ItemChangedMeanwhile(_("Somebody else took this item off the agenda meanwhile."))
    if seen_version is not None and there.version != seen_version:
        sentence = _("Somebody else changed this item meanwhile: it says “%(title)s” now. Look at it, then change it.")
        raise ItemChangedMeanwhile(sentence % {"title": there})
    return there


@transaction.atomic
def rename_item(
    *, item: AgendaItem, text: str, language: str, by: Actor, seen_version: int | None = None
) -> AgendaItem:
    """Give an item another title in one language."""
    item = as_seen(item, seen_version)
    if not text.strip():
        raise ValidationError({"title": _("Write what the item is about.")})
    stamp(item, title=LocalWording(item.title.with_text(language, text.strip())))
    changed(item.roundtable, by)
    return item


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Actor, seen_version: int | None = None) -> None:
    """Take an item off the agenda; one for which lines are noted stays."""
    item = as_seen(item, seen_version)
    if item.notes.exists():
        raise ValidationError(_("Lines are noted for this item. Rename it instead of taking it off."))
    roundtable = item.roundtable
    item.delete()
    put_in_order(list(AgendaItem.objects.filter(roundtable=roundtable)))
    changed(roundtable, by)


@transaction.atomic
def move_item(*, item: AgendaItem, earlier: bool, by: Actor, seen_version: int | None = None) -> AgendaItem:
    """Let an item that is still to come change places with the one before or after it that is to come as well."""
    item = as_seen(item, seen_version)
    items = list(AgendaItem.objects.filter(roundtable=item.roundtable))
    place = items.index(item)
    other = place - 1 if earlier else place + 1
    if item.started_at or not 0 <= other < len(items) or items[other].started_at:
        raise ValidationError(_("Only items that are still to come change places."))
    items[place], items[other] = items[other], items[place]
    put_in_order(items)
    changed(item.roundtable, by)
    item.refresh_from_db(fields=["position", "version"])
    return item


def put_in_order(items: list[AgendaItem]) -> None:
    """Number items from one in the order they are given."""
    for position, item in enumerate(items, start=1):
        if item.position != position:
            AgendaItem.objects.filter(pk=item.pk).update(position=position, version=F("version") + 1)


def changed(roundtable: Roundtable, by: Actor) -> None:
    """Put a late change on the trail, and let the public page follow once the roundtable is called."""
    touch_board(roundtable)
    audit.record("change agenda", by=by, on=roundtable, owner=roundtable.region.slug)
    if roundtable.state == State.CALLED:
        touch_region(roundtable.region)
