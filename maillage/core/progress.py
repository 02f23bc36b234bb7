"""What became of promises, counted by theme: kept, on the way, late, blocked, dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How a promise stands, in the order in which it is told."""

    KEPT = "kept"
    ON_THE_WAY = "on the way"
    LATE = "late"
    BLOCKED = "blocked"
    DROPPED = "dropped"


TOLD = {
    "done": Standing.KEPT,
    "dropped": Standing.DROPPED,
    "blocked": Standing.BLOCKED,
    "late": Standing.LATE,
}


def standing(told: str, due_on: date | None, today: date) -> Standing:
    """Say how a promise stands: by what its owner told last, else by its date; one without a date is never late."""
    if told in TOLD:
        return TOLD[told]
    return Standing.LATE if due_on is not None and due_on < today else Standing.ON_THE_WAY


@dataclass(frozen=True)
class Tally:
    """How many promises stand how."""

    counts: Mapping[Standing, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def kept(self) -> int:
        return self.counts.get(Standing.KEPT, 0)

    @property
    def marks(self) -> list[Standing]:
        """One mark for each promise, in the order in which standings are told."""
        return [one for one in Standing for _ in range(self.counts.get(one, 0))]

    @property
    def told(self) -> list[tuple[Standing, int]]:
        """Each standing that occurs with its count, in the order in which standings are told."""
        return [(one, self.counts[one]) for one in Standing if self.counts.get(one)]


def tally(standings: Iterable[Standing]) -> Tally:
    """Count standings."""
    return Tally(Counter(standings))


def by_theme(promises: Iterable[tuple[str, Standing]]) -> dict[str, Tally]:
    """Count promises by theme, the theme with most promises first, then by its key; an empty key stands last."""
    counts: dict[str, Counter[Standing]] = {}
    for theme, how in promises:
        counts.setdefault(theme, Counter())[how] += 1
    order = sorted(counts, key=lambda theme: (theme == "", -counts[theme].total(), theme))
    return {theme: Tally(counts[theme]) for theme in order}
