"""Which of several dates suits best: most can come, then fewest cannot, then the widest circle, then the earliest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


@dataclass(frozen=True)
class Tally:
    """What was said of one date: how many can, can if need be and cannot, and of which categories are those who can."""

    key: int
    on: date
    at: time
    yes: int = 0
    if_need_be: int = 0
    no: int = 0
    categories: frozenset[str] = field(default_factory=frozenset)

    @property
    def answers(self) -> int:
        return self.yes + self.if_need_be + self.no


class Because(StrEnum):
    """What decided between the best date and the one after it."""

    ONLY = "only"
    MOST_CAN = "most can"
    FEWEST_CANNOT = "fewest cannot"
    WIDEST = "widest"
    EARLIEST = "earliest"


@dataclass(frozen=True)
class Choice:
    """The best date and what decided for it; `second` is the date it was weighed against, if there is another."""

    best: Tally
    because: Because
    second: Tally | None = None


def merits(tally: Tally) -> tuple[int, int, int, date, time]:
    """Return what dates are weighed by, in the order of the rule: the least is the best."""
    return -tally.yes, tally.no, -len(tally.categories), tally.on, tally.at


def in_order(tallies: Iterable[Tally]) -> list[Tally]:
    """Return the dates, the best first."""
    return sorted(tallies, key=merits)


def choose(tallies: Iterable[Tally]) -> Choice | None:
    """Return the best date with the reason for it, or None where nobody has said of any date that they can."""
    ranked = in_order(tallies)
    if not any(tally.yes or tally.if_need_be for tally in ranked):
        return None
    best, *others = ranked
    if not others:
        return Choice(best, Because.ONLY)
    reasons = (Because.MOST_CAN, Because.FEWEST_CANNOT, Because.WIDEST, Because.EARLIEST, Because.EARLIEST)
    compared = zip(reasons, merits(best), merits(others[0]), strict=True)
    because = next((reason for reason, ours, theirs in compared if ours != theirs), Because.EARLIEST)
    return Choice(best, because, others[0])
