"""How unequally initiatives are spread over people, beside what chance alone would make of so few."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maillage.core.coverage.checked import amounts, count, counts
from maillage.core.coverage.nouns import FloatArray, IntArray, Statement

DRAWS = 999
CELLS_AT_ONCE = 500_000


@dataclass(frozen=True)
class Inequality:
    """The Gini index of initiatives over people (0 proportional, towards 1 all in one small place), and its baseline.

    All figures are None where there is no initiative or nobody lives. `baseline_median` is the median of `draws`
    random throws of as many initiatives in proportion to people, `baseline_interval` holds 95 % of them; `below` of
    them are below the observed index and `equal` the same. `left_out` counts municipalities without people that have
    initiatives: they stay out of the index.
    """

    gini: float | None
    baseline_median: float | None
    baseline_interval: tuple[float, float] | None
    below: int | None
    equal: int | None
    draws: int
    seed: int
    left_out: int
    statements: tuple[Statement, ...]


def weighted_gini(initiatives: ArrayLike, people: ArrayLike) -> float | None:
    """Return the Gini index over persons, each carrying the initiatives per person of their municipality (methods M2).

    `initiatives` (n, whole numbers) and `people` (n, persons); municipalities without people stay out. None where no
    initiative or no person is left. Source: G = 2 Σ w x (W − w/2) / (Σ w x · Σ w) − 1, sorted by x, W running.
    Raises Refused for numbers negative, not finite, or not whole.
    """
    weights = amounts(people, "people")
    standing = counts(initiatives, "initiatives", len(weights))
    peopled = weights > 0
    return _gini(standing[peopled], weights[peopled])


def inequality(initiatives: ArrayLike, people: ArrayLike, *, seed: int, draws: int = DRAWS) -> Inequality:
    """Return the index beside that of `draws` throws of as many initiatives at random, in proportion to people.

    Input as in weighted_gini; `seed` is a whole number, and the same seed gives the same baseline. Source:
    multinomial draws by inversion, with the generator PCG64. Raises Refused.
    """
    weights = amounts(people, "people")
    standing = counts(initiatives, "initiatives", len(weights))
    thrown, start = count(draws, "draws"), count(seed, "seed")
    peopled = weights > 0
    left_out = standing[~peopled] > 0
    said = []
    if left_out.any():
        facts = {"municipalities": int(left_out.sum()), "initiatives": int(standing[~peopled].sum())}
        said.append(Statement("nobody_lives_there", facts))
    observed = _gini(standing[peopled], weights[peopled])
    if observed is None or not thrown:
        return Inequality(observed, None, None, None, None, thrown, start, int(left_out.sum()), tuple(said))
    chance = _by_chance(weights[peopled], int(standing[peopled].sum()), thrown, start)
    same = np.isclose(chance, observed, rtol=1e-9, atol=1e-12)
    low, high = np.quantile(chance, [0.025, 0.975])
    said.append(Statement("beside_chance", {"draws": thrown, "seed": start, "initiatives": int(standing.sum())}))
    return Inequality(
        observed,
        float(np.median(chance)),
        (float(low), float(high)),
        int(((chance < observed) & ~same).sum()),
        int(same.sum()),
        thrown,
        start,
        int(left_out.sum()),
        tuple(said),
    )


def _gini(standing: IntArray, weights: FloatArray) -> float | None:
    total = float(weights.sum())
    if not standing.sum() or not total:
        return None
    per_person = standing / weights
    order = np.argsort(per_person, kind="stable")
    running = np.cumsum(weights[order])
    moment = float((standing[order] * (running - weights[order] / 2)).sum())
    return max(0.0, 2 * moment / (float(standing.sum()) * total) - 1)


def _by_chance(weights: FloatArray, initiatives: int, draws: int, seed: int) -> FloatArray:
    """Return the index of each throw (draws): only municipalities that were hit count beyond their weight."""
    chance = np.random.default_rng(seed)
    bounds = np.cumsum(weights)
    total = bounds[-1]
    found = []
    step = max(1, CELLS_AT_ONCE // initiatives)
    for first in range(0, draws, step):
        marks = chance.random((min(step, draws - first), initiatives)) * total
        hit = np.sort(np.minimum(np.searchsorted(bounds, marks, side="right"), len(weights) - 1), axis=1)
        found.append(_gini_of_hits(hit, weights, float(total)))
    return np.concatenate(found)


def _gini_of_hits(hit: IntArray, weights: FloatArray, total: float) -> FloatArray:
    """Return the index of each row of `hit`: the municipalities, sorted, that initiatives fell on."""
    rows, width = hit.shape
    opens = np.ones((rows, width), dtype=np.bool_)
    opens[:, 1:] = hit[:, 1:] != hit[:, :-1]
    starts = np.flatnonzero(opens)
    standing = np.zeros((rows, width))
    standing.flat[starts] = np.diff(np.append(starts, rows * width))
    carried = np.where(opens, weights[hit], 0.0)
    per_person = np.where(opens, standing / weights[hit], 0.0)
    order = np.argsort(per_person, axis=1, kind="stable")
    carried = np.take_along_axis(carried, order, axis=1)
    standing = np.take_along_axis(standing, order, axis=1)
    running = total - carried.sum(axis=1, keepdims=True) + np.cumsum(carried, axis=1)
    moment = (standing * (running - carried / 2)).sum(axis=1)
    index: FloatArray = np.maximum(0.0, 2 * moment / (width * total) - 1)
    return index
