"""Who could lead the talk or write in rooms that name nobody: as many roles as possible, then every way of it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence

from maillage.core.rooms.nouns import Key, Person, RoomToFill

Role = tuple[int, int]
LEADS, WRITES = 0, 1


def open_roles(rooms: Sequence[RoomToFill]) -> list[Role]:
    """Return the roles that nobody fills, as (room, role), those who lead first."""
    leads = [(index, LEADS) for index, room in enumerate(rooms) if room.facilitator is None]
    return leads + [(index, WRITES) for index, room in enumerate(rooms) if room.note_taker is None]


def candidates(
    roles: Sequence[Role], people: Sequence[Person], rooms: Sequence[RoomToFill], pinned: Mapping[Key, int]
) -> dict[Role, list[int]]:
    """Return who may fill each role: willing, without a role yet, and not put into another room by hand."""
    taken = {key for room in rooms for key in (room.facilitator, room.note_taker)}
    return {
        (room, role): [
            index
            for index, person in enumerate(people)
            if (person.may_lead, person.may_write)[role]
            and person.id not in taken
            and pinned.get(person.id, room) == room
        ]
        for room, role in roles
    }


def most_filled(roles: Sequence[Role], who: Mapping[Role, Sequence[int]]) -> int:
    """Return how many roles can be filled at once, nobody filling two (a matching by augmenting paths)."""
    filled: dict[int, Role] = {}

    def place(role: Role, seen: set[int]) -> bool:
        for person in who[role]:
            if person not in seen:
                seen.add(person)
                if person not in filled or place(filled[person], seen):
                    filled[person] = role
                    return True
        return False

    return sum(place(role, set()) for role in roles)


def ways(
    roles: Sequence[Role], who: Mapping[Role, Sequence[int]], likeness: Sequence[Hashable], count: int
) -> Iterator[dict[Role, int]]:
    """Go through every way to fill `count` roles; of people alike in all that matters only the first is tried."""

    def fill(at: int, chosen: dict[Role, int], left: int) -> Iterator[dict[Role, int]]:
        if left == 0:
            yield dict(chosen)
        elif len(roles) - at >= left:
            tried: set[Hashable] = set()
            for person in who[roles[at]]:
                if person not in chosen.values() and likeness[person] not in tried:
                    tried.add(likeness[person])
                    yield from fill(at + 1, {**chosen, roles[at]: person}, left - 1)
            yield from fill(at + 1, chosen, left)

    return fill(0, {}, count)
