"""How many people live within reach of an initiative, class by class, and how far town and country are apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maillage.core.coverage.checked import amounts, classes, marks, positions
from maillage.core.coverage.nouns import (
    CITY,
    CLASS_NAMES,
    LEAST_DENOMINATOR,
    RURAL,
    TOWN,
    UNKNOWN,
    BoolArray,
    Classes,
    FloatArray,
    Refused,
    Statement,
)
from maillage.core.coverage.travel import Nearest

DEFAULT_REACH = {"language": 20.0, "advice": 20.0, "driving": 30.0}
GROUPS: Mapping[str, tuple[int, ...]] = {
    "city": (CITY,),
    "town": (TOWN,),
    "rural": (RURAL,),
    "unknown": (UNKNOWN,),
    "urban": (CITY, TOWN),
    "all": tuple(CLASS_NAMES),
}


@dataclass(frozen=True)
class ClassCoverage:
    """One class: its people, those within reach, and both shares (0 to 1; None where nobody lives there).

    `itinerant` is the share with itinerant and online service; None too where there is none. `printable` is false
    where the share rests on fewer than 30 people.
    """

    municipalities: int
    people: float
    covered: float
    share: float | None
    itinerant: float | None
    printable: bool


@dataclass(frozen=True)
class CoverageShare:
    """The shares within `reach` by group (city, town, rural, unknown, urban, all), and what is assumed.

    `gap` is the urban share less the rural share, in percentage points; None where either has no data.
    `found` is `places_known`, `none_known` (no place in the directory) or `verified_none` (the convenor asked).
    """

    reach: float
    measure: str
    groups: Mapping[str, ClassCoverage]
    gap: float | None
    gap_itinerant: float | None
    found: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, eq=False)
class CoverageCurve:
    """The share of each group against the reach; None for a group in which nobody lives."""

    reaches: FloatArray
    measure: str
    shares: Mapping[str, FloatArray | None]


def coverage_share(
    people: ArrayLike,
    classes_of: ArrayLike,
    nearest: Nearest,
    reach: float,
    *,
    service_areas: Sequence[ArrayLike] = (),
    located: ArrayLike | None = None,
    verified_none: bool = False,
) -> CoverageShare:
    """Return the share of people whose nearest place costs at most `reach`, by class (methods M1).

    `people` (n) are persons, `classes_of` (n) 1 city, 2 town, 3 rural, 0 not known, `nearest.costs` (n) kilometres or
    minutes. Each of `service_areas` is the line of positions of the municipalities that an itinerant initiative
    serves. Municipalities not `located` (n, yes or no) are left out of numerator and denominator, and said so.
    Source: share of population within a threshold; gap in percentage points. Raises Refused for numbers negative or
    not finite, lines of different length, classes or positions that do not exist.
    """
    persons, kinds, costs, known = _looked_over(people, classes_of, nearest, located)
    least = float(amounts([reach], "reach")[0])
    within = costs <= least
    served = _union(service_areas, len(persons)) if len(service_areas) else None
    groups = {
        name: _coverage_of(persons, within, served, known & np.isin(kinds, codes)) for name, codes in GROUPS.items()
    }
    urban, rural = groups["urban"], groups["rural"]
    found = "places_known" if nearest.places else "verified_none" if verified_none else "none_known"
    return CoverageShare(
        least,
        nearest.measure,
        groups,
        _gap(urban.share, rural.share),
        _gap(urban.itinerant, rural.itinerant),
        found,
        (*_statements(least, nearest, found, len(service_areas)), *_left_out(persons, kinds, known)),
    )


def coverage_curve(
    people: ArrayLike,
    classes_of: ArrayLike,
    nearest: Nearest,
    reaches: ArrayLike,
    *,
    located: ArrayLike | None = None,
) -> CoverageCurve:
    """Return the shares at each of `reaches` (kilometres or minutes); input as in `coverage_share`.

    Source: the reach is what such figures depend on most at small scale (Chen and Jia 2019). Raises Refused.
    """
    persons, kinds, costs, known = _looked_over(people, classes_of, nearest, located)
    steps = amounts(reaches, "reaches")
    shares: dict[str, FloatArray | None] = {}
    for name, codes in GROUPS.items():
        inside = known & np.isin(kinds, codes)
        order = np.argsort(costs[inside], kind="stable")
        running = np.concatenate([[0.0], np.cumsum(persons[inside][order])])
        upto = np.searchsorted(costs[inside][order], steps, side="right")
        shares[name] = running[upto] / running[-1] if running[-1] else None
    return CoverageCurve(steps, nearest.measure, shares)


def _looked_over(
    people: ArrayLike, classes_of: ArrayLike, nearest: Nearest, located: ArrayLike | None
) -> tuple[FloatArray, Classes, FloatArray, BoolArray]:
    persons = amounts(people, "people")
    length = len(persons)
    kinds = classes(classes_of, "classes", length)
    costs = np.asarray(nearest.costs, dtype=np.float64)
    known = marks(located, "located", length, otherwise=True)
    if costs.shape != (length,):
        raise Refused("other_length", "nearest")
    for wrong, key in ((np.isnan(costs), "not_finite"), (costs < 0, "negative")):
        if (wrong & known).any():
            raise Refused(key, "nearest", int(np.flatnonzero(wrong & known)[0]))
    return persons, kinds, costs, known


def _union(service_areas: Sequence[ArrayLike], length: int) -> BoolArray:
    served = np.zeros(length, dtype=np.bool_)
    for area in service_areas:
        served[positions(area, "service_areas", length)] = True
    return served


def _coverage_of(persons: FloatArray, within: BoolArray, served: BoolArray | None, inside: BoolArray) -> ClassCoverage:
    # Sums of equal length are added in the same order, so that no share passes 1 by rounding, nor falls as reach grows.
    total = float(np.where(inside, persons, 0.0).sum())
    covered = float(np.where(inside & within, persons, 0.0).sum())
    both = None if served is None else float(np.where(inside & (within | served), persons, 0.0).sum())
    return ClassCoverage(
        int(inside.sum()),
        total,
        covered,
        covered / total if total else None,
        both / total if total and both is not None else None,
        total >= LEAST_DENOMINATOR,
    )


def _gap(urban: float | None, rural: float | None) -> float | None:
    return None if urban is None or rural is None else 100 * (urban - rural)


def _statements(reach: float, nearest: Nearest, found: str, itinerant: int) -> list[Statement]:
    said = [Statement("within_reach", {"reach": reach, "measure": nearest.measure, "places": nearest.places})]
    if not nearest.places:
        said.append(Statement(found))
    if itinerant:
        said.append(Statement("itinerant_apart", {"initiatives": itinerant}))
    return said


def _left_out(persons: FloatArray, kinds: Classes, known: BoolArray) -> list[Statement]:
    return [
        Statement(key, {"municipalities": int(out.sum()), "people": float(persons[out].sum())})
        for key, out in (("not_located", ~known), ("class_unknown", known & (kinds == UNKNOWN)))
        if out.any()
    ]
