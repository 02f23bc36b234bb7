"""What the screen Rooms shows: each room with its people and why they sit there, warnings and balance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _

from maillage.cooperation.forms.rooms import MOST_ROOMS, LateForm, RoomFormSet, SeatsForm, SpreadForm, initial_of
from maillage.cooperation.models import Room, Roundtable
from maillage.cooperation.queries.rooms import InCharge, Participant, Table, in_charge, rooms_before, table_of
from maillage.cooperation.seating_words import levels_said, proof_sentence, why_sentence
from maillage.people.enums import Category
from maillage.people.forms.wordings import languages_of
from maillage.territory.models import Theme

SPARE_ROOMS = 2


@dataclass(frozen=True)
class Sitter:
    """Somebody on the screen: who they are, why they sit there, and the field that moves them."""

    person: Participant
    why: str
    field: forms.BoundField
    is_by_hand: bool = False


@dataclass(frozen=True)
class Sheet:
    """One room on the screen, with what is wrong in it."""

    room: Room
    leads: InCharge
    writes: InCharge
    sitters: list[Sitter]
    strangers: list[str]

    @property
    def counts(self) -> Counter[str]:
        return Counter(sitter.person.contact.stakeholder_category for sitter in self.sitters)


def rooms_page(roundtable: Roundtable, table: Table | None = None, **typed: Any) -> dict[str, Any]:
    """Return everything the screen shows; `typed` replaces forms that were refused."""
    table = table or table_of(roundtable)
    seats_form = typed.get("seats_form") or seats_form_of(table)
    sheets = [sheet_of(table, room, seats_form) for room in table.rooms]
    proved = table.plan.proved if table.plan else {}
    levels = levels_said(proved)
    rows = typed.get("forms") or room_forms(table)
    proposes = any(place.is_proposed for sheet in sheets for place in (sheet.leads, sheet.writes))
    return {
        "region": roundtable.region,
        "programme": roundtable.region.programme,
        "roundtable": roundtable,
        "number": roundtable.number,
        "version": table.version,
        "forms": rows,
        "is_as_last_time": not table.rooms and not rows.is_bound and any(row.initial for row in rows),
        "refusals": typed.get("refusals", []),
        "sheets": sheets,
        "unseated": [sitter_of(table, person, seats_form) for person in table.coming if not is_seated(table, person)],
        "comers": len(table.coming),
        "is_spread": bool(table.seats),
        "levels": levels,
        "unmet": [level for level in levels if level.knot != "kept"],
        "proof": proof_sentence(proved) if table.plan and table.plan.spread_at and table.seats else "",
        "proposes": proposes,
        "balance": balance_of(sheets),
        "spread_form": SpreadForm(by_hand=any(seat.by_hand for seat in table.seats.values())),
        "late_form": LateForm(initial={"who": "here" if table.has_begun else "coming"}),
        "video_server": bool(settings.BIGBLUEBUTTON_URL),
    }


def is_seated(table: Table, person: Participant) -> bool:
    """Say whether somebody has a seat."""
    return person.contact.pk in table.seats


def sheet_of(table: Table, room: Room, seats_form: SeatsForm) -> Sheet:
    """Return one room as the screen shows it."""
    leads, writes = in_charge(table, room, "leads"), in_charge(table, room, "writes")
    here = [
        person for key, person in table.around.items() if key in table.seats and table.seats[key].room_id == room.pk
    ]
    return Sheet(
        room, leads, writes, [sitter_of(table, person, seats_form) for person in here], strangers_of(table, leads, here)
    )


def strangers_of(table: Table, leads: InCharge, here: list[Participant]) -> list[str]:
    """Name those who share no language with who leads; nobody whose languages are not known."""
    if leads.contact is None:
        return []
    spoken = table.around[leads.contact.pk].languages
    return [person.name for person in here if spoken and person.languages and not spoken & person.languages]


def sitter_of(table: Table, person: Participant, seats_form: SeatsForm) -> Sitter:
    """Return one person as the screen shows them."""
    field = seats_form[SeatsForm.name_of(person)]
    seat = table.seats.get(person.contact.pk)
    if seat is None:
        return Sitter(person, "", field)
    numbers = {room.pk: room.number for room in table.rooms}
    named = {key for room in table.rooms for key in (room.facilitator_id, room.note_taker_id)}
    if not person.comes:
        return Sitter(person, _("Does not come any more."), field, seat.by_hand)
    organisation = str(person.contact.organisation or "")
    why = why_sentence(seat.why, numbers, organisation, is_named=person.contact.pk in named)
    return Sitter(person, why, field, seat.by_hand)


def seats_form_of(table: Table, data: Any = None) -> SeatsForm:
    """Return the form that moves people, starting with the seats as they are."""
    initial = {f"seat_{contact}": seat.room_id for contact, seat in table.seats.items()}
    return SeatsForm(data, people=table.seatable, rooms=table.rooms, initial=initial)


def room_forms(table: Table, data: Any = None) -> Any:
    """Return one form a room, and two to spare."""
    languages = languages_of(table.roundtable.region)
    offered = {"languages": languages, "themes": list(Theme.objects.all()), "people": table.leaders}
    rows = initial_of(table.rooms, languages) or as_last_time(table, languages)
    empty = min(SPARE_ROOMS, MOST_ROOMS - len(rows)) if table.rooms or not rows else 0
    initial = [*rows, *({} for _spare in range(max(0, empty)))]
    return RoomFormSet(data, initial=initial, form_kwargs=offered)


def as_last_time(table: Table, languages: list[str]) -> list[dict[str, Any]]:
    """Return the rooms of the roundtable before, to begin with; whoever led or wrote does again where they come."""
    comes = {person.contact.pk for person in table.coming}
    rows = initial_of(rooms_before(table.roundtable), languages)
    for row in rows:
        row["id"] = None
        for role in ("facilitator", "note_taker"):
            row[role] = row[role] if row[role] in comes else None
    return rows


def balance_of(sheets: list[Sheet]) -> list[tuple[str, list[int]]]:
    """Return how many of each category sit in each room, the categories in the order of the report."""
    counts = [sheet.counts for sheet in sheets]
    labels = {**{value: str(label) for value, label in Category.choices}, "": _("category not known")}
    return [(label, [count[key] for count in counts]) for key, label in labels.items() if any(c[key] for c in counts)]
