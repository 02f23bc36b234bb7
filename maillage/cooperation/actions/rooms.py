"""Verbs on breakout rooms: set them, spread people over them, move people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.models import Room, RoomSeat, Roundtable
from maillage.cooperation.queries.live import comers_to
from maillage.core.rooms import Comer, spread
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
def set_rooms(*, roundtable: Roundtable, rooms: Sequence[PlannedRoom], by: Actor) -> list[Room]:
    """Make the rooms exactly `rooms`, numbered in their order; a room that has lines or needs is not taken away."""
    take_turn(roundtable)
    there = {room.pk: room for room in Room.objects.filter(roundtable=roundtable)}
    kept = {planned.id for planned in rooms if planned.id}
    gone = [room for pk, room in there.items() if pk not in kept]
    for room in gone:
        refuse_loss(room)
    Room.objects.filter(pk__in=[room.pk for room in gone]).delete()
    make_way(roundtable)
    written = [write_room(roundtable, number, planned, there) for number, planned in enumerate(rooms, start=1)]
    audit.record("set rooms", by=by, on=roundtable, owner=roundtable.region.slug, rooms=len(written))
    return written


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
def assign_rooms(*, roundtable: Roundtable, by: Actor) -> int:
    """Spread everybody who comes over the rooms; who leads a room or writes there sits in it. Return how many sit."""
    take_turn(roundtable)
    rooms = list(Room.objects.filter(roundtable=roundtable).order_by("number"))
    if not rooms:
        raise ValidationError(_("There is no room yet. Make one first."))
    comers = comers_to(roundtable)
    fixed = {contact: room.pk for room in rooms for contact in (room.note_taker_id, room.facilitator_id) if contact}
    seats = spread(
        [Comer(contact.pk, contact.stakeholder_category) for contact in comers], [room.pk for room in rooms], fixed
    )
    RoomSeat.objects.filter(roundtable=roundtable).delete()
    RoomSeat.objects.bulk_create(
        RoomSeat(roundtable=roundtable, room_id=room, contact_id=contact) for contact, room in seats.items()
    )
    audit.record("assign rooms", by=by, on=roundtable, owner=roundtable.region.slug, seats=len(seats))
    return len(seats)


@transaction.atomic
def move_people(*, roundtable: Roundtable, seats: Mapping[Contact, Room | None], by: Actor) -> int:
    """Seat each contact in the room named, or in none; return how many changed their place."""
    take_turn(roundtable)
    there = {seat.contact_id: seat for seat in RoomSeat.objects.filter(roundtable=roundtable)}
    moved = 0
    for contact, room in seats.items():
        seat = there.get(contact.pk)
        if (seat.room_id if seat else None) == (room.pk if room else None):
            continue
        moved += 1
        if room is None:
            RoomSeat.objects.filter(roundtable=roundtable, contact=contact).delete()
        else:
            RoomSeat.objects.update_or_create(roundtable=roundtable, contact=contact, defaults={"room": room})
    if moved:
        audit.record("move people", by=by, on=roundtable, owner=roundtable.region.slug, moved=moved)
    return moved
