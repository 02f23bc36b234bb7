"""Verbs on lines noted during a roundtable: write, change, remove; each text they ever had is kept as a version."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn, touch_board
from maillage.cooperation.enums import NoteTag
from maillage.cooperation.models import AgendaItem, Note, NoteVersion, Room, Roundtable
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.territory.actions import touch_region

LONGEST = 2000
# Control characters and line ends become spaces; half a pair of surrogates fits no database.
BREAKS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
HALVES = re.compile("[\ud800-\udfff]")
# Marks of direction stay; brackets of direction that are never closed would turn the page around them.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


class ChangedMeanwhile(Exception):
    """Somebody else changed the line since it was read; `note` says what it says now."""

    def __init__(self, note: Note) -> None:
        super().__init__(note.public_id)
        self.note = note


def sound(text: str) -> str:
    """Return a text on one line; refuse none and one that is too long."""
    line = BREAKS.sub(" ", TURNING.sub("", HALVES.sub("\ufffd", text))).strip()
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
    """Note one line. The same line sent again under the same key is the line that is there, whatever it says by now."""
    words = LocalWording({language: sound(text)})
    take_turn(roundtable)
    key = Key(client_key, f"roundtable {roundtable.pk}", words)
    for version in key.versions:
        if version.number == 1 and version.note.roundtable_id == roundtable.pk:
            return version.note
    note = Note.objects.create(
        roundtable=roundtable,
        agenda_item=agenda_item,
        room=room,
        text=words,
        written_at=timezone.now(),
        written_by=by.label[:150],
        client_key=key.free,
    )
    keep_version(note, note.written_at, note.written_by, key.free)
    touch_board(roundtable)
    audit.record("write note", by=by, on=note, owner=roundtable.region.slug, roundtable=roundtable.number)
    return note


@transaction.atomic
def change_note(*, note: Note, text: str, seen_version: int, by: Actor, client_key: str = "") -> NoteVersion:
    """Write a line anew and return that version; what was made of the line follows while it says the same.

    The same change sent again under the same key is the version that is there already. Raises ChangedMeanwhile where
    somebody else wrote the line anew since `seen_version`.
    """
    note = Note.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=note.pk)
    line = sound(text)
    before = note.text
    language = next(iter(before), "en")
    words = LocalWording(before.with_text(language, line))
    key = Key(client_key, f"note {note.pk}", words)
    for version in key.versions:
        if version.note_id == note.pk:
            return version
    current = current_version(note)
    if before == words:
        return current
    if note.version != seen_version:
        raise ChangedMeanwhile(note)
    note.text = words
    note.version += 1
    note.save(update_fields=["text", "version"])
    version = keep_version(note, timezone.now(), by.label, key.free)
    reword_made(note, before)
    touch_board(note.roundtable)
    audit.record("change note", by=by, on=note, owner=note.roundtable.region.slug, version=note.version)
    return version


class Key:
    """What a browser calls one deed: `versions` were stored under it with these words, `free` is where to store one.

    A key that holds other words already, as after a step back in the browser, gets a second name made of both.
    """

    def __init__(self, client_key: str, within: str, words: Wording) -> None:
        second = sha256(f"{client_key} {within} {sorted(words.items())}".encode()).hexdigest()[:40]
        first = client_key[:40]
        known = NoteVersion.objects.filter(client_key__in=[first, second]).select_related("note") if first else []
        self.versions = [version for version in known if version.text == words]
        taken = {version.client_key for version in known}
        self.free = next((name for name in (first, second) if name and name not in taken), None) if first else None


def keep_version(note: Note, at: datetime, who: str, client_key: str | None = None) -> NoteVersion:
    """Add what a line says now to its history."""
    return NoteVersion.objects.create(
        note=note,
        number=note.version,
        text=note.text,
        written_at=at,
        written_by=who[:150],
        client_key=client_key,
    )


def current_version(note: Note) -> NoteVersion:
    """Return the version that a line shows; one that was brought in from elsewhere gets its first here."""
    known = NoteVersion.objects.filter(note=note, number=note.version).first()
    return known or keep_version(note, note.written_at, note.written_by)


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
def remove_note(*, note: Note, by: Actor, seen_version: int | None = None) -> None:
    """Take a line away that was noted by mistake; what became a record stays.

    Raises ChangedMeanwhile where somebody else wrote it anew since `seen_version`.
    """
    note = Note.objects.select_for_update(of=("self",)).select_related("roundtable__region").get(pk=note.pk)
    if note.tag != NoteTag.NONE:
        raise ValidationError(_("Untag this line first, then remove it."))
    if seen_version is not None and note.version != seen_version:
        raise ChangedMeanwhile(note)
    audit.record("remove note", by=by, on=note, owner=note.roundtable.region.slug)
    touch_board(note.roundtable)
    note.delete()
