"""Which meetings stand in each other's way: at the same time, or on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Meeting:
    """A meeting on a day; `starts` and `ends` are instants with a zone, or None while they are not known."""

    key: str
    on: date
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True)
class Clash:
    """Two meetings that stand in each other's way; `overlaps` is None where an hour is not known."""

    ours: Meeting
    theirs: Meeting
    overlaps: bool | None


def overlap(one: Meeting, other: Meeting) -> bool | None:
    """Tell whether two meetings share a minute; None where an hour that matters is not known.

    A meeting that ends as the other starts does not overlap it; two that start together do, whatever their length.
    """
    if one.starts is None or other.starts is None:
        return None
    if one.starts == other.starts:
        return True
    later, end_of_earlier = (other.starts, one.ends) if one.starts < other.starts else (one.starts, other.ends)
    return None if end_of_earlier is None else later < end_of_earlier


def find(ours: Meeting, others: Iterable[Meeting]) -> list[Clash]:
    """Return what clashes with `ours`: meetings that overlap it first, then those on the same day, by key."""
    found = [
        Clash(ours, theirs, together)
        for theirs in others
        if theirs.key != ours.key and ((together := overlap(ours, theirs)) or theirs.on == ours.on)
    ]
    return sorted(found, key=lambda clash: (clash.overlaps is not True, clash.theirs.on, clash.theirs.key))
