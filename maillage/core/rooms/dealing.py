"""Spreading people over breakout rooms: rooms of one size, categories mixed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Comer(Generic[Key]):
    """Somebody who comes, and the category under which they count."""

    id: Key
    category: str = ""


def spread(
    comers: Iterable[Comer[Key]], rooms: Sequence[int], fixed: Mapping[Key, int] | None = None
) -> dict[Key, int]:
    """Return who sits in which room.

    People in `fixed` (who lead a room or write there) sit where they must. The others are dealt one by one, the largest
    category first, then by name of the category, then in the order given; each goes to the emptiest room, among equals
    to the one with the fewest of the category, among equals to the first. So sizes differ by one at most, and so does
    each category, unless those fixed make it impossible. Raises ValueError without a room.
    """
    people = list(comers)
    if not rooms:
        raise ValueError("There is no room to sit in.")
    seats = {person.id: (fixed or {})[person.id] for person in people if person.id in (fixed or {})}
    sizes = Counter(seats.values())
    mixed = Counter((seats[person.id], person.category) for person in people if person.id in seats)
    frequent = Counter(person.category for person in people)
    waiting = [person for person in people if person.id not in seats]
    for person in sorted(waiting, key=lambda person: (-frequent[person.category], person.category)):
        category = person.category
        room = min(rooms, key=lambda room: (sizes[room], mixed[room, category], rooms.index(room)))
        seats[person.id] = room
        sizes[room] += 1
        mixed[room, category] += 1
    return seats
