"""Places per person within reach, where capacity is shared among all who can come: floating catchments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from maillage.core.coverage.checked import above_zero, amount, amounts
from maillage.core.coverage.nouns import BoolArray, FloatArray, IntArray, Refused, Statement
from maillage.core.coverage.travel import Travel

DEFAULT_BANDS = ((10.0, 1.0), (20.0, 0.68), (30.0, 0.22))
ASSUMED_CAPACITY = 1.0
FAIR_SHARE = 0.5
MOST_KEPT = 10_000_000
LARGEST_WEIGHT = 1.0

Weighed = tuple[NDArray[np.int32], NDArray[np.int32], FloatArray]


@dataclass(frozen=True)
class Kernel:
    """How much a place weighs at a cost: `bands` of (inclusive bound, weight), or a bell curve of width `sigma`."""

    name: str
    cut_off: float
    bands: tuple[tuple[float, float], ...] = ()
    sigma: float | None = None

    def __call__(self, costs: FloatArray) -> FloatArray:
        """Return the weights of costs (any shape); 0 beyond the cut-off, which is inclusive."""
        if self.sigma is not None:
            bell: FloatArray = np.exp(-(costs**2) / (2 * self.sigma**2))
            bell[costs > self.cut_off] = 0.0
            return bell
        weights = np.array([weight for _, weight in self.bands] + [0.0])
        found: FloatArray = weights[np.searchsorted([bound for bound, _ in self.bands], costs, side="left")]
        return found


def binary(reach: float) -> Kernel:
    """Return the kernel that weighs 1 up to `reach` and 0 beyond; raises Refused."""
    return Kernel("binary", amount(reach, "reach"), ((float(reach), 1.0),))


def step(bands: Sequence[tuple[float, float]] = DEFAULT_BANDS) -> Kernel:
    """Return the kernel of steps (bound, weight), bounds ascending, weights above 0 to 1 and descending.

    Source of the default: weights of Luo and Qi 2009 for 10, 20 and 30 minutes. Raises Refused.
    """
    bounds = amounts([bound for bound, _ in bands], "bands")
    weights = amounts([weight for _, weight in bands], "weights")
    if not len(bounds) or (np.diff(bounds) <= 0).any():
        raise Refused("not_ascending", "bands")
    if (np.diff(weights) > 0).any() or not weights.all() or weights[0] > LARGEST_WEIGHT:
        raise Refused("not_descending_from_1", "weights")
    return Kernel("step", float(bounds[-1]), tuple(zip(bounds.tolist(), weights.tolist(), strict=True)))


def gaussian(sigma: float = 10.0, cut_off: float = 30.0) -> Kernel:
    """Return the kernel exp(−d² / 2σ²) up to a cut-off; raises Refused."""
    return Kernel("gaussian", amount(cut_off, "cut_off"), sigma=above_zero(sigma, "sigma"))


@dataclass(frozen=True, eq=False)
class Access:
    """Places per person at each municipality (`access`, n) and around each place (`ratios`, m).

    `unused` (m) marks places that nobody can reach: their ratio is 0 and their capacity stays out of `supply`.
    `fair_share` (n) is access over supply / people; None where there is no person or no capacity within reach.
    `gap_list` are the positions of peopled municipalities under half of their fair share, most people first, ties by
    position; `assumed` (m) marks places whose capacity is not known and stands as 1.
    """

    access: FloatArray
    ratios: FloatArray
    unused: BoolArray
    assumed: BoolArray
    supply: float
    people: float
    mean: float | None
    fair_share: FloatArray | None
    gap_list: tuple[int, ...]
    gap_people: float
    statements: tuple[Statement, ...]


def floating_catchment(
    people: ArrayLike, capacities: Sequence[float | None] | NDArray[Any], travel: Travel, kernel: Kernel
) -> Access:
    """Return access by enhanced two-step floating catchment areas (methods M3).

    `people` (n) are persons, `capacities` (m) places a week, None where not known; `travel` is n × m. Pairs are kept
    up to ten million, beyond which they are searched twice. Source: Luo and Wang 2003; Luo and Qi 2009.
    Raises Refused for numbers negative or not finite and for lines of another length than `travel`.
    """
    n, m = travel.shape
    persons = amounts(people, "people", n)
    supply, assumed = known_capacities(capacities, m)
    catchments = _Catchments(travel, kernel)
    demand = np.zeros(m)
    for rows, columns, weights in catchments:
        demand += np.bincount(columns, weights=persons[rows] * weights, minlength=m)
    used = demand > 0
    ratios = np.divide(supply, demand, out=np.zeros(m), where=used)
    access = np.zeros(n)
    for rows, columns, weights in catchments:
        _add_by_row(access, rows, ratios[columns] * weights)
    total, everybody = float(supply[used].sum()), float(persons.sum())
    mean = total / everybody if everybody else None
    fair = access / mean if mean else None
    gap = _gap_list(persons, fair)
    return Access(
        access=access,
        ratios=ratios,
        unused=~used,
        assumed=assumed,
        supply=total,
        people=everybody,
        mean=mean,
        fair_share=fair,
        gap_list=tuple(gap.tolist()),
        gap_people=float(persons[gap].sum()),
        statements=_statements(kernel, travel.measure, assumed, ~used),
    )


def known_capacities(
    capacities: Sequence[float | None] | NDArray[Any], length: int | None = None
) -> tuple[FloatArray, BoolArray]:
    """Return capacities (m) with 1 for those not known (None), and which those are; raises Refused."""
    assumed = np.array([capacity is None for capacity in capacities], dtype=np.bool_)
    filled = [ASSUMED_CAPACITY if capacity is None else capacity for capacity in capacities]
    return amounts(filled, "capacities", length), assumed


class _Catchments:
    """Weighed pairs, to be walked twice: kept the first time while they are few enough, else searched again."""

    def __init__(self, travel: Travel, kernel: Kernel) -> None:
        self._travel = travel
        self._kernel = kernel
        self._kept: list[Weighed] | None = None

    def __iter__(self) -> Iterator[Weighed]:
        if self._kept is not None:
            yield from self._kept
            return
        kept: list[Weighed] = []
        pairs_seen = 0
        for pairs in self._travel.pairs_within(self._kernel.cut_off):
            weighed = (pairs.rows, pairs.columns, self._kernel(pairs.costs))
            pairs_seen += len(pairs.rows)
            if pairs_seen <= MOST_KEPT:
                kept.append(weighed)
            else:
                kept = []
            yield weighed
        self._kept = kept if pairs_seen <= MOST_KEPT else None


def _add_by_row(sums: FloatArray, rows: NDArray[np.int32], values: FloatArray) -> None:
    """Add values to the sums of their rows; a block touches one stretch of rows only."""
    if len(rows):
        first, last = int(rows.min()), int(rows.max()) + 1
        sums[first:last] += np.bincount(rows - first, weights=values, minlength=last - first)


def _gap_list(persons: FloatArray, fair: FloatArray | None) -> IntArray:
    if fair is None:
        return np.zeros(0, dtype=np.int64)
    short = np.flatnonzero((fair < FAIR_SHARE) & (persons > 0))
    return short[np.argsort(-persons[short], kind="stable")]


def _statements(kernel: Kernel, measure: str, assumed: BoolArray, unused: BoolArray) -> tuple[Statement, ...]:
    facts = {"cut_off": kernel.cut_off, "measure": measure, "bands": kernel.bands, "sigma": kernel.sigma}
    said = [Statement(f"kernel_{kernel.name}", facts)]
    for key, which in (("capacity_assumed", assumed), ("unused_in_this_model", unused)):
        if which.any():
            said.append(Statement(key, {"places": int(which.sum()), "of": len(which)}))
    return tuple(said)
