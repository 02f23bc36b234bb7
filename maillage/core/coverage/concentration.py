"""Whether initiatives stand where people live: location quotients with exact intervals and measured words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maillage.core.coverage.checked import amount, amounts, classes, count, counts, error_rate
from maillage.core.coverage.exact import binomial_p, share_interval
from maillage.core.coverage.nouns import ALPHA, Refused, Statement
from maillage.core.coverage.share import GROUPS

LEAST_INITIATIVES = 5
OVER, UNDER, NOT_SHOWN = "over_represented", "under_represented", "not_shown"
COUNTS_ONLY, NO_DATA = "counts_only", "no_data"


@dataclass(frozen=True)
class Quotient:
    """The share of initiatives in a class over the share of people there; 1 is proportional.

    `verdict` is over_represented or under_represented only where the interval excludes 1, otherwise not_shown,
    counts_only (fewer than 5 initiatives) or no_data (nobody lives there); all figures are None in the last two.
    Shares run from 0 to 1; `share_interval` belongs to the share of initiatives, `interval` to the quotient.
    """

    initiatives: int
    of_initiatives: int
    people: float
    of_people: float
    share_of_people: float | None
    share_of_initiatives: float | None
    share_interval: tuple[float, float] | None
    quotient: float | None
    interval: tuple[float, float] | None
    p: float | None
    verdict: str


@dataclass(frozen=True)
class Concentration:
    """Quotients by group (city, town, rural, unknown, urban) of those who live or stand there, and what is assumed."""

    groups: Mapping[str, Quotient]
    alpha: float
    statements: tuple[Statement, ...]


def location_quotient(
    initiatives: int, of_initiatives: int, people: float, of_people: float, *, alpha: float = ALPHA
) -> Quotient:
    """Return the location quotient of a class: (I_c / I) / (P_c / P), with interval and p (methods M2).

    The interval is that of the share of initiatives, exact (Clopper and Pearson 1934), divided by the share of
    people; p is the exact two-sided binomial test of that share. Counts are whole numbers, people persons.
    Raises Refused for numbers negative, not finite or not whole, and where a part is larger than its whole.
    """
    inside, total = count(initiatives, "initiatives"), count(of_initiatives, "of_initiatives")
    there, everybody = amount(people, "people"), amount(of_people, "of_people")
    if inside > total or there > everybody:
        raise Refused("part_above_whole", "initiatives" if inside > total else "people")
    error_rate(alpha)
    share = there / everybody if everybody else None
    if not share or total < LEAST_INITIATIVES:
        verdict = COUNTS_ONLY if share else NO_DATA
        return Quotient(inside, total, there, everybody, share, None, None, None, None, None, verdict)
    low, high = share_interval(inside, total, alpha)
    interval = (low / share, high / share)
    verdict = OVER if interval[0] > 1 else UNDER if interval[1] < 1 else NOT_SHOWN
    return Quotient(
        inside,
        total,
        there,
        everybody,
        share,
        inside / total,
        (low, high),
        inside / total / share,
        interval,
        binomial_p(inside, total, share),
        verdict,
    )


def concentration(
    initiatives: ArrayLike, people: ArrayLike, classes_of: ArrayLike, *, alpha: float = ALPHA
) -> Concentration:
    """Return the location quotients of all classes, and of the urban ones together (methods M2).

    `initiatives` (n, whole numbers) and `people` (n, persons) by municipality, `classes_of` (n) as in coverage_share.
    Raises Refused.
    """
    there = amounts(people, "people")
    standing = counts(initiatives, "initiatives", len(there))
    kinds = classes(classes_of, "classes", len(there))
    groups = {}
    for name, codes in GROUPS.items():
        inside = np.isin(kinds, codes)
        if name != "all" and inside.any():
            # Added over the same line as the total, so that a part never passes its whole by rounding.
            part = float(np.where(inside, there, 0.0).sum())
            groups[name] = location_quotient(
                int(standing[inside].sum()), int(standing.sum()), part, float(there.sum()), alpha=alpha
            )
    total = int(standing.sum())
    said = [Statement("interval_exact", {"alpha": alpha})]
    if total < LEAST_INITIATIVES:
        said.append(Statement("too_few_initiatives", {"initiatives": total, "least": LEAST_INITIATIVES}))
    return Concentration(groups, alpha, tuple(said))
