"""Whether silence means no need or nobody listening: needs reported beside needs expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maillage.core.coverage.checked import amounts, classes, counts, error_rate, marks
from maillage.core.coverage.exact import at_most, count_interval, ratio
from maillage.core.coverage.nouns import (
    ALPHA,
    LEAST_DENOMINATOR,
    RURAL,
    BoolArray,
    FloatArray,
    IntArray,
    Statement,
)

LEAST_EXPECTED = 3.0
FACTORS = (0.5, 2.0)
KNOWN_NEED, NONE_REPORTED, FROM_OUTSIDE, NOT_KNOWN = "known_need", "none_reported", "from_outside", "not_known"


@dataclass(frozen=True)
class Listened:
    """One municipality: needs reported and expected, and the box it stands in.

    `box` is known_need (heard, reported), none_reported (heard, silent), from_outside (unheard, reported) or not_known
    (unheard, silent: never to be read as no need). `tells` is true only where silence that was listened to rests on at
    least 3 expected needs. `probability` is that of at most so many needs as reported; `ratio` is reported over
    expected, with `interval`. `go_and_listen` marks unheard silence where at least 3 needs are expected. `nameable` is
    false where the expectation rests on fewer than 30 people. Figures are None where there is no rate to expect by.
    """

    box: str
    reported: int
    expected: float | None
    probability: float | None
    ratio: float | None
    interval: tuple[float, float] | None
    tells: bool
    go_and_listen: bool
    nameable: bool


@dataclass(frozen=True)
class RuralShare:
    """The rural share of needs (0 to 1): as reported, as expected, and expected if unheard places differ by a factor.

    `range` runs over the rates times 0.5 and times 2; None where there are no needs to share out.
    """

    reported: float | None
    expected: float | None
    range: tuple[float, float] | None


@dataclass(frozen=True)
class Silence:
    """The silence test of a region, in the order of its municipalities.

    `rate` is needs per person where somebody listens, with its exact interval; `found` is measured, nobody_listens,
    nobody_lives_there or nothing_reported (the rate is 0: only the upper bound of its interval says something).
    """

    found: str
    rate: float | None
    rate_interval: tuple[float, float] | None
    municipalities: tuple[Listened, ...]
    boxes: Mapping[str, int]
    go_and_listen: tuple[int, ...]
    rural: RuralShare
    statements: tuple[Statement, ...]


def silence(
    people: ArrayLike, classes_of: ArrayLike, heard: ArrayLike, reported: ArrayLike, *, alpha: float = ALPHA
) -> Silence:
    """Return what silence means, municipality by municipality (methods M4).

    `people` (n, persons), `classes_of` (n, as in coverage_share), `heard` (n, yes or no: somebody was there to
    listen), `reported` (n, whole numbers: distinct needs of the period). Source: indirect standardisation by the rate
    of the heard places; Poisson probabilities; intervals of Garwood 1936. Raises Refused for numbers negative, not
    finite or not whole, and for lines of different length.
    """
    persons = amounts(people, "people")
    kinds = classes(classes_of, "classes", len(persons))
    listened = marks(heard, "heard", len(persons))
    needs = counts(reported, "reported", len(persons))
    error_rate(alpha)
    found, rate, rate_interval = _rate(persons, listened, needs, alpha)
    rows = tuple(
        _listened(person, bool(ear), int(need), rate, alpha)
        for person, ear, need in zip(persons, listened, needs, strict=True)
    )
    boxes = {box: sum(row.box == box for row in rows) for box in (KNOWN_NEED, NONE_REPORTED, FROM_OUTSIDE, NOT_KNOWN)}
    flagged = tuple(position for position, row in enumerate(rows) if row.go_and_listen)
    return Silence(
        found,
        rate,
        rate_interval,
        rows,
        boxes,
        tuple(sorted(flagged, key=lambda position: (-(rows[position].expected or 0.0), position))),
        _rural_share(persons, kinds == RURAL, listened, needs, rate),
        _statements(found, rate_interval),
    )


def _rate(
    persons: FloatArray, listened: BoolArray, needs: IntArray, alpha: float
) -> tuple[str, float | None, tuple[float, float] | None]:
    """Return what was found, the rate of needs per person in heard places, and its interval."""
    if not listened.any():
        return "nobody_listens", None, None
    exposed, count = float(persons[listened].sum()), int(needs[listened].sum())
    if not exposed:
        return "nobody_lives_there", None, None
    low, high = count_interval(count, alpha)
    return "measured" if count else "nothing_reported", count / exposed, (low / exposed, high / exposed)


def _listened(persons: float, heard: bool, reported: int, rate: float | None, alpha: float) -> Listened:
    box = (KNOWN_NEED if reported else NONE_REPORTED) if heard else (FROM_OUTSIDE if reported else NOT_KNOWN)
    expected = None if rate is None else float(rate * persons)
    enough = expected is not None and expected >= LEAST_EXPECTED
    interval = None
    if expected:
        low, high = count_interval(reported, alpha)
        interval = (low / expected, high / expected)
    return Listened(
        box,
        reported,
        expected,
        None if expected is None else at_most(reported, expected),
        None if expected is None else ratio(reported, expected),
        interval,
        tells=box == NONE_REPORTED and enough,
        go_and_listen=box == NOT_KNOWN and enough,
        nameable=persons >= LEAST_DENOMINATOR,
    )


def _rural_share(
    persons: FloatArray, rural: BoolArray, listened: BoolArray, needs: IntArray, rate: float | None
) -> RuralShare:
    def share_of(supposed: FloatArray) -> float | None:
        return ratio(float(np.where(rural, supposed, 0.0).sum()), float(supposed.sum()))

    reported = share_of(needs.astype(np.float64))
    if rate is None:
        return RuralShare(reported, None, None)
    low, expected, high = (
        share_of(np.where(listened, needs, factor * rate * persons)) for factor in (FACTORS[0], 1.0, FACTORS[1])
    )
    if low is None or high is None:
        return RuralShare(reported, expected, None)
    return RuralShare(reported, expected, (min(low, high), max(low, high)))


def _statements(found: str, rate_interval: tuple[float, float] | None) -> tuple[Statement, ...]:
    if found == "measured":
        facts = {"low": FACTORS[0], "high": FACTORS[1]}
        return (Statement("same_rate_assumed", facts), Statement("shares_repaired_totals_not"))
    if rate_interval is not None:
        return (Statement("nothing_reported", {"rate_at_most": rate_interval[1]}),)
    return (Statement(found),)
