"""Seconds of a week as moments of a region's zone, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from maillage.core.carpool.nouns import Outing as Driven
from maillage.core.week_clock import local_time


class Moments:
    """The moments of one outing: from when it leaves by the clock, each as long after as it takes.

    Where clocks are changed on the way, the drive takes as long as it takes and the clock is another.
    """

    def __init__(self, outing: Driven, monday: date, zone: str) -> None:
        self.leaves = outing.leaves
        self.start = local_time(monday, outing.leaves, zone).astimezone(UTC)

    def at(self, seconds: int) -> datetime:
        """Return the moment of a time of the outing."""
        return self.start + timedelta(seconds=seconds - self.leaves)
