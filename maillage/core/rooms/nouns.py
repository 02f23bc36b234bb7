"""Who is to be seated, in which rooms, and what a seating says of itself."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

Key = Hashable
LEVELS = ("sizes", "leaders", "moves", "languages", "categories", "organisations", "wishes")


@dataclass(frozen=True)
class Person:
    """Somebody to be seated.

    `wishes` are ids of rooms, first wish first; `stays` is the room where somebody was put by hand. Nothing is known
    of the languages of a person who names none: no room is held against them. Each organisation has one category; a
    person without an organisation stands alone.
    """

    id: Key
    organisation: Key = None
    category: str = ""
    languages: frozenset[str] = frozenset()
    wishes: tuple[Key, ...] = ()
    stays: Key = None
    may_lead: bool = False
    may_write: bool = False


@dataclass(frozen=True)
class RoomToFill:
    """A room, and who leads the talk and who writes there, where that is settled already."""

    id: Key
    facilitator: Key = None
    note_taker: Key = None


@dataclass(frozen=True)
class Placement:
    """Where somebody sits, and the key of the sentence that says why, with the facts it needs."""

    room: Key
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Level:
    """One aim in the order of LEVELS: how far it is missed (less is better), and whether less is proved impossible.

    sizes: sum over rooms of the square of the people in it, less the least possible. leaders: roles nobody fills.
    moves: people who change their room. languages: people who share no language with who leads their room.
    categories: sum over categories and rooms of the square of the people, less the least possible.
    organisations: pairs of one organisation in one room. wishes: how many got none of their wishes, then how many
    only their last, and so on up to their second.
    """

    name: str
    value: tuple[int, ...]
    proved: bool


@dataclass(frozen=True)
class Seating:
    """Who sits where and why; `chosen` are the leaders of rooms that named none; `work` counts arcs looked at."""

    seats: Mapping[Key, Key]
    placements: Mapping[Key, Placement]
    levels: tuple[Level, ...]
    chosen: Mapping[Key, tuple[Key, Key]]
    moves: int
    work: int

    @property
    def proved(self) -> bool:
        return all(level.proved for level in self.levels)

    def level(self, name: str) -> Level:
        """Return the level of that name; raises KeyError where there is none."""
        return {level.name: level for level in self.levels}[name]
