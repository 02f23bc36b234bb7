"""Series and feed: how many roundtables remain, and what stands before and after a report."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar


@dataclass(frozen=True)
class InSeries:
    """A published report at its place in the series of one region."""

    id: Hashable
    number: int


@dataclass(frozen=True)
class InFeed:
    """Anything that was published: a report, a news post; `kind` tells which."""

    id: Hashable
    published_at: datetime
    kind: str


Entry = TypeVar("Entry", InSeries, InFeed)


@dataclass(frozen=True)
class Neighbours(Generic[Entry]):
    """What stands before and after; None at an end."""

    previous: Entry | None = None
    next: Entry | None = None


def remaining(planned: int, number: int) -> int:
    """Return how many roundtables were still to come once number `number` was held.

    Numbers count, not dates: the third of four leaves one, whether or not a report of the second exists.
    """
    return max(planned - number, 0)


def series_neighbours(published: Iterable[InSeries], number: int) -> Neighbours[InSeries]:
    """Return the nearest published reports below and above `number`; gaps are stepped over."""
    entries = sorted(published, key=lambda entry: entry.number)
    before = [entry for entry in entries if entry.number < number]
    after = [entry for entry in entries if entry.number > number]
    return Neighbours(before[-1] if before else None, after[0] if after else None)


def feed_neighbours(published: Iterable[InFeed], here: InFeed) -> Neighbours[InFeed]:
    """Return what was published just before and just after `here`, whatever its kind.

    What was published at the same instant is ordered by kind, then by id as text.
    """
    others = sorted((entry for entry in published if _place(entry) != _place(here)), key=_place)
    before = [entry for entry in others if _place(entry) < _place(here)]
    after = [entry for entry in others if _place(entry) > _place(here)]
    return Neighbours(before[-1] if before else None, after[0] if after else None)


def _place(entry: InFeed) -> tuple[datetime, str, str]:
    return entry.published_at, entry.kind, str(entry.id)
