"""What the next agenda is: what was promised, what is unanswered, who is new, then the usual items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from maillage.core.wording import Wording

STEP = 5
LEAST = 5


@dataclass(frozen=True)
class Line:
    """One line of an agenda; no minutes means not set, an empty title says what the kind says."""

    kind: str
    minutes: int | None = None
    title: Wording = field(default_factory=Wording)


USUAL = (
    Line("welcome", 5),
    Line("field_update", 10),
    Line("pilot_update", 10),
    Line("member_presentation", 10),
    Line("breakout", 45),
    Line("plenary", 15),
    Line("announcement", 5),
    Line("next_date", 5),
)
OPENING_MINUTES = {"commitments_review": 20, "open_needs": 15, "new_members": 10}


def next_agenda(
    usual: Sequence[Line], *, commitments: int, needs: int, new_members: int, available: int | None = None
) -> tuple[Line, ...]:
    """Return the agenda a roundtable opens with.

    First come what was promised, needs without an answer and the introduction for new members, each only if there is
    any; then the usual items in their order. Minutes are shortened until they fit into `available`.
    """
    due = {"commitments_review": commitments, "open_needs": needs, "new_members": new_members}
    known = {line.kind: line for line in reversed(usual) if line.kind in due}
    opening = [known.get(kind) or Line(kind, OPENING_MINUTES[kind]) for kind, count in due.items() if count]
    lines = (*opening, *(line for line in usual or USUAL if line.kind not in due))
    return fitted(lines, available) if available else lines


def planned(lines: Iterable[Line]) -> int:
    """Return the sum of the minutes; a line without minutes counts as none."""
    return sum(line.minutes or 0 for line in lines)


def excess(lines: Iterable[Line], available: int | None) -> int:
    """Return by how many minutes an agenda is longer than the meeting; 0 where it fits or no length is set."""
    return max(0, planned(lines) - available) if available else 0


def fitted(lines: Sequence[Line], available: int) -> tuple[Line, ...]:
    """Shorten the longest line, the first of equals, by five minutes until all fit; none is cut below five.

    An agenda whose lines cannot be shortened any more is returned as it is.
    """
    kept = list(lines)
    while excess(kept, available):
        longest = max(range(len(kept)), key=lambda index: (kept[index].minutes or 0, -index))
        minutes = kept[longest].minutes or 0
        if minutes <= LEAST:
            break
        kept[longest] = replace(kept[longest], minutes=max(LEAST, minutes - STEP))
    return tuple(kept)
