"""Verbs on lines noted during a roundtable: write, change, remove."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import NoteTag
from maillage.cooperation.models import AgendaItem, Note, Room, Roundtable
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.territory.actions import touch_region

LONGEST = 2000


class ChangedMeanwhile(Exception):
    """Somebody else changed the line since it was read; `note` says what it says now."""

    def __init__(self, note: Note) -> None:
        super().__init__(note.public_id)
        self.note = note


def sound(text: str) -> str:
    """Return a text on one line; refuse none and one that is too long."""
    line = re.sub(r"[\x00\t\r\n ]+", " ", text).strip()
    if not line:
        raise ValidationError({"text": _("Write at least one word.")})
    if len(line) > LONGEST:
        sentence = _("This line has %(length)s characters; %(most)s fit. Write two lines instead.")
        raise ValidationError({"text": sentence % {"length": len(line), "most": LONGEST}})
    return line


@transaction.atomic
def write_note(
    *,
    roundtable: Roundtable,
    text: str,
    language: str,
    by: Actor,
    room: Room | None = None,
    agenda_item: AgendaItem | None = None,
    client_key: str = "",
) -> Note:
    """Note one line. The same line sent again under the same key is the line that is there already."""
    words = LocalWording({language: sound(text)})
    take_turn(roundtable)
    known = Note.objects.filter(client_key=client_key).first() if client_key else None
    if known and known.roundtable_id == roundtable.pk and known.text == words:
        return known
    note = Note.objects.create(
        roundtable=roundtable,
        agenda_item=agenda_item,
        room=room,
        text=words,
        written_at=timezone.now(),
        written_by=by.label[:150],
        client_key=(client_key[:40] or None) if known is None else None,
    )
    audit.record("write note", by=by, on=note, owner=roundtable.region.slug, roundtable=roundtable.number)
    return note


@transaction.atomic
def change_note(*, note: Note, text: str, seen_version: int, by: Actor) -> Note:
    """Write a line anew; what was made of it follows while it says the same.

    Raises ChangedMeanwhile where somebody else wrote it anew since `seen_version`.
    """
    note = Note.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=note.pk)
    line = sound(text)
    before = note.text
    language = next(iter(before), "en")
    if before.get(language) == line:
        return note
    if note.version != seen_version:
        raise ChangedMeanwhile(note)
    note.text = LocalWording(before.with_text(language, line))
    note.version += 1
    note.save(update_fields=["text", "version"])
    reword_made(note, before)
    audit.record("change note", by=by, on=note, owner=note.roundtable.region.slug)
    return note


def reword_made(note: Note, before: Wording) -> None:
    """Let the need, promise or practice made of a line follow its new words, unless it has words of its own."""
    made = [
        ("text", getattr(getattr(note, "raising", None), "need", None)),
        ("words", getattr(note, "raising", None)),
        ("text", getattr(note, "commitment", None)),
        ("name", getattr(getattr(note, "mention", None), "initiative", None)),
    ]
    for field, thing in made:
        if thing is not None and getattr(thing, field) == before:
            setattr(thing, field, note.text)
            thing.save(update_fields=[field])
            touch_region(note.roundtable.region)


@transaction.atomic
def remove_note(*, note: Note, by: Actor) -> None:
    """Take a line away that was noted by mistake; what became a record stays."""
    if note.tag != NoteTag.NONE:
        raise ValidationError(_("Untag this line first, then remove it."))
    audit.record("remove note", by=by, on=note, owner=note.roundtable.region.slug)
    note.delete()
