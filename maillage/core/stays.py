"""A stay: when somebody came, left and came back, and how much of a span of time they were there for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Whoever goes within the last minutes goes home; that is not leaving midway.
GOING_HOME = timedelta(minutes=10)


@dataclass(frozen=True)
class Span:
    """A stretch of time, from one instant to a later one."""

    begins: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        """How long it is; nothing where it runs backwards."""
        return max(self.ends - self.begins, timedelta())

    def common(self, other: Span) -> Span:
        """Return what two spans share."""
        return Span(max(self.begins, other.begins), min(self.ends, other.ends))


@dataclass(frozen=True)
class Stay:
    """How somebody was there: `left` is None while they stay, `away` is what they missed between."""

    arrived: datetime
    left: datetime | None = None
    away: tuple[Span, ...] = ()

    def minutes_in(self, span: Span) -> int:
        """Return the whole minutes of a span for which somebody was there."""
        here = Span(self.arrived, self.left or span.ends).common(span)
        missed = sum((here.common(gap).length for gap in joined(self.away)), timedelta())
        return int((here.length - missed) / timedelta(minutes=1))

    def left_midway(self, ends: datetime | None) -> bool:
        """Tell whether somebody left before the end; while the end is not known, whoever left did."""
        return self.left is not None and (ends is None or self.left < ends - GOING_HOME)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in their order, those that touch made one, so that no minute counts twice."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.begins, span.ends)):
        if found and span.begins <= found[-1].ends:
            found[-1] = Span(found[-1].begins, max(found[-1].ends, span.ends))
        else:
            found.append(span)
    return found
