"""Verbs on breakout rooms: set them, name who leads them, move people by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.cooperation.actions.room_plan import keep_plan, open_plan
from maillage.cooperation.models import Room, RoomSeat, Roundtable
from maillage.cooperation.queries.rooms import in_charge, table_of
from maillage.core.wording import Wording
from maillage.kit import audit
from maillage.kit.audit import Actor
from maillage.kit.fields import LocalWording
from maillage.people.models import Contact
from maillage.territory.models import Theme


@dataclass(frozen=True)
class PlannedRoom:
    """One room as the convenor sets it; `id` is that of the room it changes, if it is there already."""

    title: Wording
    theme: Theme | None = None
    facilitator: Contact | None = None
    note_taker: Contact | None = None
    id: int | None = None


@transaction.atomic
def set_rooms(
    *, roundtable: Roundtable, rooms: Sequence[PlannedRoom], by: Actor, seen: int | None = None
) -> list[Room]:
    """Make the rooms exactly `rooms`, numbered in their order; a room that has lines or needs is not taken away."""
    plan = open_plan(roundtable, seen)
    refuse_two_rooms(rooms)
    there = {room.pk: room for room in Room.objects.filter(roundtable=roundtable)}
    kept = {planned.id for planned in rooms if planned.id}
    gone = [room for pk, room in there.items() if pk not in kept]
    for room in gone:
        refuse_loss(room)
    Room.objects.filter(pk__in=[room.pk for room in gone]).delete()
    make_way(roundtable)
    written = [write_room(roundtable, number, planned, there) for number, planned in enumerate(rooms, start=1)]
    plan.proved = {}
    keep_plan(plan)
    audit.record("set rooms", by=by, on=roundtable, owner=roundtable.region.slug, rooms=len(written))
    return written


def refuse_two_rooms(rooms: Sequence[PlannedRoom]) -> None:
    """Refuse somebody who leads or writes in two rooms at once."""
    busy = Counter(person for room in rooms for person in {room.facilitator, room.note_taker} if person)
    for person, count in busy.items():
        if count > 1:
            sentence = _("%(name)s leads or writes in two rooms. Choose somebody else for one of them.")
            raise ValidationError(sentence % {"name": person})


def refuse_loss(room: Room) -> None:
    """Refuse to take a room away that somebody wrote for."""
    if room.notes.exists() or room.raisings.exists():
        sentence = _("Lines are noted for room %(number)s. Give it another title instead of taking it away.")
        raise ValidationError(sentence % {"number": room.number})


def make_way(roundtable: Roundtable) -> None:
    """Move the numbers of all rooms out of the way, so that each may take its new one."""
    for room in Room.objects.filter(roundtable=roundtable).order_by("-number"):
        room.number += 1000
        room.save(update_fields=["number"])


def write_room(roundtable: Roundtable, number: int, planned: PlannedRoom, there: Mapping[int, Room]) -> Room:
    """Write one room, new or changed."""
    room = there.get(planned.id or 0) or Room(roundtable=roundtable)
    room.number = number
    room.title = LocalWording(planned.title)
    room.theme = planned.theme
    room.facilitator = planned.facilitator
    room.note_taker = planned.note_taker
    room.save()
    return room


@transaction.atomic
def accept_leaders(*, roundtable: Roundtable, by: Actor, seen: int | None = None) -> int:
    """Name in each room whoever the spreading proposes to lead and to write; return how many were named."""
    plan = open_plan(roundtable, seen)
    table = table_of(roundtable)
    named = 0
    for room in table.rooms:
        for role, field in (("leads", "facilitator"), ("writes", "note_taker")):
            proposed = in_charge(table, room, role)
            if proposed.is_proposed:
                setattr(room, field, proposed.contact)
                room.save(update_fields=[field])
                named += 1
    if named:
        keep_plan(plan)
        audit.record("accept leaders", by=by, on=roundtable, owner=roundtable.region.slug, named=named)
    return named


@transaction.atomic
def move_people(
    *, roundtable: Roundtable, seats: Mapping[Contact, Room | None], by: Actor, seen: int | None = None
) -> int:
    """Seat each contact in the room named, or in none; return how many changed their place.

    Who is moved stays there when people are spread anew.
    """
    plan = open_plan(roundtable, seen)
    there = {seat.contact_id: seat for seat in RoomSeat.objects.filter(roundtable=roundtable)}
    moved = 0
    for contact, room in seats.items():
        seat = there.get(contact.pk)
        if (seat.room_id if seat else None) == (room.pk if room else None):
            continue
        moved += 1
        put_by_hand(roundtable, contact, room)
    if moved:
        plan.proved = {}
        keep_plan(plan)
        audit.record("move people", by=by, on=roundtable, owner=roundtable.region.slug, moved=moved)
    return moved


def put_by_hand(roundtable: Roundtable, contact: Contact, room: Room | None) -> None:
    """Give one person the seat somebody chose for them, or none."""
    if room is None:
        RoomSeat.objects.filter(roundtable=roundtable, contact=contact).delete()
        return
    given = {"room": room, "by_hand": True, "why": {"reason": "put_by_hand"}}
    RoomSeat.objects.update_or_create(roundtable=roundtable, contact=contact, defaults=given)
