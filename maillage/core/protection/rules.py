"""The thresholds under which a count of people, a breakdown or a share is not shown."""

from __future__ import annotations

import math
from dataclasses import dataclass

LEAST_RESIDENTS = 5_000
LEAST_DENOMINATOR = 30


@dataclass(frozen=True)
class Rule:
    """When a count of persons is small, and how uncertain a hidden one must remain.

    Counts from 1 to `threshold` - 1 (persons) are hidden. For every hidden count the reader's interval, from the least
    to the largest count that fits all that is published, spans at least `width` persons. `least_hidden` is what the
    reader is taken to know of any hidden count: 1, because a count of 0 is never hidden. Raises ValueError where
    threshold < 1, width < 1 or least_hidden is neither 0 nor 1.
    Source: methods.md M6, rules 2 and 3; Hundepool et al. 2012, chapter 4.
    """

    threshold: int
    width: int
    least_hidden: int = 1

    def __post_init__(self) -> None:
        if self.threshold < 1 or self.width < 1 or self.least_hidden not in {0, 1}:
            raise ValueError("a rule needs a threshold and a width of at least 1, and 0 or 1 as least hidden count")

    def is_small(self, count: int) -> bool:
        """Whether this count of persons is hidden for itself; 0 never is."""
        return 0 < count < self.threshold


DESK = Rule(threshold=5, width=5)
PUBLIC = Rule(threshold=11, width=10)


def may_be_broken_down(residents: int | None, *, least: int = LEAST_RESIDENTS) -> bool:
    """Whether people of a municipality may be counted by status or nationality; otherwise its parent is.

    `residents` in persons; unknown (None) counts as too few. Raises ValueError where it is negative.
    Source: methods.md M6, rule 1 (decree of 24 March 2005, article 5).
    """
    if residents is not None and residents < 0:
        raise ValueError("residents cannot be negative")
    return residents is not None and residents >= least


def whole_percent(part: float, whole: float, *, least: float = LEAST_DENOMINATOR) -> int | None:
    """Return the share of `part` in `whole` in whole per cent, halves up; None under `least` persons in `whole`.

    Raises ValueError where a figure is negative or not finite or the part exceeds the whole.
    Source: methods.md M6, rule 6.
    """
    if not (math.isfinite(part) and math.isfinite(whole) and 0 <= part <= whole):
        raise ValueError("a share needs 0 <= part <= whole, both finite")
    return None if whole < least or whole == 0 else math.floor(100 * part / whole + 0.5)
