"""How many there are, when two independent lists know some of them each."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from maillage.core.coverage.checked import count
from maillage.core.coverage.nouns import Refused, Statement

LEAST_IN_BOTH = 7


@dataclass(frozen=True)
class Estimated:
    """The estimated number and its standard error; both None where fewer than 7 are on both lists."""

    number: float | None
    standard_error: float | None
    statements: tuple[Statement, ...]


def two_lists(first: int, second: int, both: int) -> Estimated:
    """Return how many there are, from the lengths of two lists and how many are on both (methods M4c).

    Source: Chapman 1951. Raises Refused for numbers negative or not whole, and for more on both than on either.
    """
    one, other, shared = count(first, "first"), count(second, "second"), count(both, "both")
    if shared > min(one, other):
        raise Refused("part_above_whole", "both")
    if shared < LEAST_IN_BOTH:
        return Estimated(None, None, (Statement("not_estimable", {"both": shared, "least": LEAST_IN_BOTH}),))
    number = (one + 1) * (other + 1) / (shared + 1) - 1
    variance = (one + 1) * (other + 1) * (one - shared) * (other - shared) / ((shared + 1) ** 2 * (shared + 2))
    return Estimated(number, sqrt(variance), (Statement("lists_independent"),))
