"""Single counts and shares of people, as a public page may tell them."""

from __future__ import annotations

from decimal import Decimal

from maillage.core.factfile.figure import Held
from maillage.core.protection.rules import LEAST_DENOMINATOR, PUBLIC, Rule, whole_percent

BASE = 5


def protected_count(count: int, *, rule: Rule = PUBLIC, base: int = BASE) -> tuple[str, Held]:
    """Return how a count of people is told, and what was done to it.

    0 is told; 1 to threshold - 1 is not; others are rounded to the nearest multiple of `base`. Raises ValueError for a
    negative count. Source: methods.md M6, rules 2 and 4.
    """
    if count < 0:
        raise ValueError("people cannot be fewer than none")
    if count == 0:
        return "0", Held.NOTHING
    if rule.is_small(count):
        return "", Held.FEW
    return str(base * ((count + base // 2) // base)), Held.FIVES


def protected_share(share: Decimal, out_of: int | None = None) -> tuple[str, Held]:
    """Return how a share of people in per cent is told: whole, and not at all where it rests on fewer than 30 people.

    Without `out_of` the share was checked when it was entered. Raises ValueError outside 0 to 100.
    """
    if not 0 <= share <= 100:
        raise ValueError("a share lies between 0 and 100 per cent")
    if out_of is not None and out_of < LEAST_DENOMINATOR:
        return "", Held.SMALL_BASE
    return str(whole_percent(float(share), 100.0)), Held.WHOLE_PERCENT
