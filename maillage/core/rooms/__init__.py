"""Spreading people over breakout rooms, exactly and with a reason for each placement."""

from maillage.core.rooms.nouns import LEVELS, Level, Person, Placement, RoomToFill, Seating
from maillage.core.rooms.seating import DEFAULT_LIMIT, assign

__all__ = [
    "DEFAULT_LIMIT",
    "LEVELS",
    "Level",
    "Person",
    "Placement",
    "RoomToFill",
    "Seating",
    "assign",
]
