"""The board of a running roundtable: a sheet for each room and one for the table, with the lines noted on them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.cooperation.enums import NoteTag, State
from maillage.cooperation.forms.live import made_of
from maillage.cooperation.models import AgendaItem, Commitment, Need, Note, Room, Roundtable
from maillage.cooperation.queries.live import Arrivals, Clock, Sorted, clock_of, notes_of, rooms_of, sorted_lines
from maillage.core.plurals import joined
from maillage.initiatives.models import Initiative
from maillage.kit.spoken import page_language, short_day
from maillage.people.enums import Category

KNOTS = {
    NoteTag.NEED: "open",
    NoteTag.PROPOSAL: "open",
    NoteTag.COMMITMENT: "tied",
    NoteTag.PRACTICE: "kept",
    NoteTag.SAID: "next",
    NoteTag.NEWS: "next",
}
TAGS = [(tag.value, tag.label, KNOTS[tag]) for tag in NoteTag if tag != NoteTag.NONE]
TABLE = "table"


@dataclass(frozen=True)
class Line:
    """One noted line with what became of it, in words."""

    note: Note
    made: Need | Commitment | Initiative | None

    @property
    def knot(self) -> str:
        return KNOTS.get(NoteTag(self.note.tag), "")

    @property
    def tag_label(self) -> str:
        """The tag, with the theme where the record has one."""
        label = capfirst(str(NoteTag(self.note.tag).label))
        theme = self.made.theme if isinstance(self.made, Need) else None
        return _("%(tag)s: %(theme)s") % {"tag": label, "theme": theme} if theme else label

    @property
    def details(self) -> str:
        """What the record says beside its text, or the question that it leaves open; empty where there is none."""
        if isinstance(self.made, Need):
            return details_of_need(self.made)
        if isinstance(self.made, Commitment):
            return details_of_commitment(self.made)
        if isinstance(self.made, Initiative):
            return details_of_practice(self.made)
        return ""


def details_of_need(need: Need) -> str:
    """Say whom a need asks."""
    in_words = str(need.addressed_in_words)
    labels = [str(Category(key).label) for key in need.addressed_to if key in Category.values]
    whom = in_words or joined(labels, page_language())
    return _("Addressed to %(whom)s.") % {"whom": whom} if whom else _("To whom? Add it.")


def details_of_commitment(commitment: Commitment) -> str:
    """Say who keeps a promise and by when."""
    words = {"who": commitment.organisation, "day": short_day(commitment.due_on)}
    if commitment.organisation and commitment.due_on:
        return _("%(who)s, due %(day)s.") % words
    if commitment.organisation:
        return _("%(who)s. By when? Add it.") % words
    return _("Due %(day)s. By whom? Add it.") % words if commitment.due_on else _("By whom, and when? Add it.")


def details_of_practice(practice: Initiative) -> str:
    """Say who runs a practice and where."""
    place = str(practice.place_in_words)
    if practice.organisation and place:
        return _("%(who)s, %(place)s.") % {"who": practice.organisation, "place": place}
    return str(practice.organisation or place) or _("Who and where? Add it.")


@dataclass(frozen=True)
class Sheet:
    """What one writes on: the sheet of a room, or of the whole table."""

    key: str
    lines: list[Line] = field(default_factory=list)
    room: Room | None = None
    fresh_key: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def over(self) -> str:
        """The small line over the title."""
        if self.room is None:
            return _("Around the table")
        sitting = getattr(self.room, "sitting", 0)
        words = {"number": self.room.number, "count": sitting}
        return ngettext("Room %(number)s, %(count)s person", "Room %(number)s, %(count)s people", sitting) % words


@dataclass(frozen=True)
class Board:
    """Everything the screen Live shows."""

    roundtable: Roundtable
    clock: Clock
    sheets: list[Sheet]
    sorted: Sorted
    language: str
    arrivals: Arrivals = field(default_factory=Arrivals)

    @property
    def items(self) -> list[AgendaItem]:
        return self.clock.items

    @property
    def agenda_is_closed(self) -> bool:
        return self.roundtable.state in {State.HELD, State.CANCELLED}


def sheets_of(rooms: Iterable[Room], notes: Iterable[Note], only: str = "") -> list[Sheet]:
    """Return the sheets with their lines, the newest first; `only` names the one sheet that is asked for."""
    sheets = {f"room-{room.pk}": Sheet(f"room-{room.pk}", room=room) for room in rooms}
    sheets[TABLE] = Sheet(TABLE)
    for note in notes:
        sheet = sheets.get(f"room-{note.room_id}", sheets[TABLE])
        sheet.lines.append(Line(note, made_of(note)))
    return [sheet for key, sheet in sheets.items() if only in {"", key}]


def sheet_of(roundtable: Roundtable, key: str) -> Sheet:
    """Return one sheet with its lines, the newest first; without a room of that key the sheet of the table."""
    number = key.removeprefix("room-")
    room = (
        Room.objects.filter(roundtable=roundtable, pk=number).first()
        if number.isdecimal() and len(number) < 19
        else None
    )
    return sheets_of([room] if room else [], notes_of(roundtable).filter(room=room))[0]


def board_of(
    roundtable: Roundtable, language: str, arrivals: Arrivals, only: str = "", now: datetime | None = None
) -> Board:
    """Return the board of a roundtable as it stands."""
    notes = list(notes_of(roundtable))
    return Board(
        roundtable,
        clock_of(roundtable, now or timezone.now()),
        sheets_of(rooms_of(roundtable), notes, only),
        sorted_lines(notes),
        language,
        arrivals,
    )
