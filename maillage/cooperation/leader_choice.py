"""Who is proposed to lead and to write where trying every choice would take too long: one rule, stated and followed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from maillage.core.rooms import Person, RoomToFill

Key = Hashable


def with_leaders(
    people: Sequence[Person], rooms: Sequence[RoomToFill], before: Mapping[Key, Key] | None = None
) -> list[RoomToFill]:
    """Return the rooms with somebody for each task that can be filled.

    Room after room, first who leads, then who writes: whoever sits there already, among equals who shares a language
    with most of those that no leader chosen so far can talk with, among equals the first in the order given. Who was
    put into another room by hand is not proposed for this one.
    """
    taken = {key for room in rooms for key in (room.facilitator, room.note_taker) if key is not None}
    known = {person.id: person for person in people}
    there = before or {}
    alone = [person for person in people if person.languages]
    for room in rooms:
        if room.facilitator is not None:
            alone = left_alone(alone, known[room.facilitator], len(people), len(rooms))
    filled = []
    for room in rooms:
        leads = room.facilitator
        if leads is None and (chosen := first_of(people, room, taken, there, alone, leading=True)):
            leads = chosen.id
            taken.add(leads)
            alone = left_alone(alone, chosen, len(people), len(rooms))
        filled.append(replace(room, facilitator=leads))
    return [with_writer(people, room, taken, there) for room in filled]


def with_writer(people: Sequence[Person], room: RoomToFill, taken: set[Key], there: Mapping[Key, Key]) -> RoomToFill:
    """Return a room with somebody who writes, and count them as taken."""
    if room.note_taker is not None:
        return room
    chosen = first_of(people, room, taken, there, [], leading=False)
    if chosen is None:
        return room
    taken.add(chosen.id)
    return replace(room, note_taker=chosen.id)


def first_of(
    people: Sequence[Person],
    room: RoomToFill,
    taken: set[Key],
    there: Mapping[Key, Key],
    alone: Sequence[Person],
    *,
    leading: bool,
) -> Person | None:
    """Return who is proposed for one task in one room, or None where nobody may be."""
    willing = [
        person
        for person in people
        if (person.may_lead if leading else person.may_write)
        and person.id not in taken
        and person.stays in (None, room.id)
    ]

    def rank(person: Person) -> tuple[int, int]:
        here = 0 if person.stays == room.id or there.get(person.id) == room.id else 1
        return here, -sum(bool(person.languages & other.languages) for other in alone)

    return min(willing, key=rank, default=None)


def left_alone(alone: Sequence[Person], leader: Person, people: int, rooms: int) -> list[Person]:
    """Return who is still without a leader to talk with, once a room is full of those with the fewest languages."""
    fits = sorted(
        (person for person in alone if person.languages & leader.languages), key=lambda one: len(one.languages)
    )
    seated = {person.id for person in fits[: -(-people // rooms)]}
    return [person for person in alone if person.id not in seated]
