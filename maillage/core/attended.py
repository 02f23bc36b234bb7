"""How long somebody was at a meeting, as far as arrivals and departures tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

# Whoever goes within the last minutes goes home; that is not leaving midway.
GOING_HOME = timedelta(minutes=10)


@dataclass(frozen=True)
class Stay:
    """From when to when somebody was there, or a meeting went on."""

    begins: datetime
    ends: datetime

    @property
    def minutes(self) -> int:
        """The whole minutes of the stay."""
        return int((self.ends - self.begins) / timedelta(minutes=1))

    def within(self, other: Stay) -> Stay | None:
        """Return the part of this stay that falls into another, or None."""
        begins, ends = max(self.begins, other.begins), min(self.ends, other.ends)
        return Stay(begins, ends) if begins < ends else None


def stays_of(
    arrived: datetime, left: datetime | None, away: Sequence[tuple[datetime, datetime]], meeting: Stay | None
) -> list[Stay]:
    """Return when somebody was at a meeting, in order; nothing where that is not known.

    Whoever came early was there from the start, whoever was never seen leaving stayed to the end. An arrival noted
    after the end was noted afterwards and tells nothing about hours; so does one without a departure where the
    meeting has no hours.
    """
    until = left or (meeting.ends if meeting else None)
    if until is None:
        return []
    begins = [arrived, *(back for _gone, back in sorted(away))]
    ends = [*(gone for gone, _back in sorted(away)), until]
    stays = [Stay(begin, end) for begin, end in zip(begins, ends, strict=True) if begin < end]
    return [part for stay in stays if (part := stay.within(meeting or stay))]


def minutes_within(stays: Iterable[Stay], other: Stay) -> int:
    """Return how many whole minutes of some stays fall into another."""
    return sum(part.minutes for stay in stays if (part := stay.within(other)))


def left_midway(left: datetime | None, ends: datetime | None) -> bool:
    """Tell whether somebody left before the end; while the end is not known, whoever left did."""
    return left is not None and (ends is None or left < ends - GOING_HOME)
