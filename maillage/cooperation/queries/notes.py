"""Questions about one line: what it said before, and how two texts of it become one."""

from __future__ import annotations

from typing import Any

from maillage.cooperation.models import Note, NoteVersion
from maillage.core.merging import merged


def history_of(note: Note) -> list[NoteVersion]:
    """Return all that a line ever said, the newest first; a line that was brought in has at least what it says."""
    versions = list(NoteVersion.objects.filter(note=note).order_by("-number"))
    if not versions or versions[0].number < note.version:
        versions.insert(0, as_it_stands(note))
    return versions


def as_it_stands(note: Note) -> NoteVersion:
    """Return what a line says now as a version that is not stored."""
    return NoteVersion(
        note=note,
        number=note.version,
        text=note.text,
        written_at=note.written_at,
        written_by=note.written_by,
    )


def conflict_of(theirs: Note, typed: str, seen: int) -> dict[str, Any]:
    """Return what somebody needs to see who wrote a line anew while somebody else did."""
    now = NoteVersion.objects.filter(note=theirs, number=theirs.version).first() or as_it_stands(theirs)
    before = NoteVersion.objects.filter(note=theirs, number=seen).first()
    both = merged(str(before.text), str(now.text), typed) if before else None
    return {"theirs": theirs, "now": now, "typed": typed, "made_of_both": both or f"{now.text} {typed}"}
