"""Rooms as lists for other programs: Zoom, Teams, BigBlueButton, any spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from maillage.cooperation.models import Room
from maillage.cooperation.queries.rooms import Participant, Table
from maillage.people.sheets import Column, Sheet, rows_to_csv

# Long names are cut by the windows that show them; the number in front keeps rooms apart.
LONGEST_ROOM_NAME = 32


@dataclass(frozen=True)
class Seated:
    """One person in one room."""

    room: Room
    person: Participant


def seated_people(table: Table) -> list[Seated]:
    """Return everybody who has a seat, room after room, by name."""
    return [
        Seated(room, person)
        for room in table.rooms
        for key, person in table.around.items()
        if key in table.seats and table.seats[key].room_id == room.pk
    ]


def room_name(room: Room) -> str:
    """Name a room by its number and its title, short enough for a list of rooms."""
    name = _("%(number)s. %(title)s") % {"number": room.number, "title": " ".join(str(room.title).split())}
    return name if len(name) <= LONGEST_ROOM_NAME else f"{name[: LONGEST_ROOM_NAME - 1].rstrip()}…"


def table_file(heads: Sequence[str], rows: Iterable[Sequence[str]], *, marked: bool = True) -> bytes:
    """Return a CSV file; `marked` tells spreadsheets that it is UTF-8."""
    return rows_to_csv(Sheet("", [Column(head) for head in heads], rows), marked=marked)


def zoom_file(table: Table) -> bytes:
    """Return the file that Zoom's “Import from CSV” reads; whoever has no address is not in it."""
    rows = [(room_name(seated.room), seated.person.email) for seated in seated_people(table) if seated.person.email]
    return table_file(("Pre-assign Room Name", "Email Address"), rows, marked=False)


def teams_file(table: Table) -> bytes:
    """Return the table that a Teams organiser assigns people from, by hand."""
    rows = [(room_name(seated.room), seated.person.name, seated.person.email) for seated in seated_people(table)]
    return table_file((_("Room"), _("Name"), _("E-mail address")), rows)


def list_file(table: Table) -> bytes:
    """Return who sits where, with organisation and task, for any spreadsheet."""
    rows = []
    for seated in seated_people(table):
        key, room = seated.person.contact.pk, seated.room
        task = _("leads the talk") if room.facilitator_id == key else ""
        task = task or (_("takes notes") if room.note_taker_id == key else "")
        organisation = str(seated.person.contact.organisation or "")
        rows.append((str(room.number), str(room.title), seated.person.name, organisation, task))
    return table_file((_("Room"), _("Title"), _("Name"), _("Organisation"), _("Task")), rows)
