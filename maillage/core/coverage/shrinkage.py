"""Rates of small areas, drawn towards the rate of the region as far as they rest on few people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from maillage.core.coverage.checked import above_zero, amount, amounts, count, counts, error_rate
from maillage.core.coverage.exact import gamma_above, gamma_interval
from maillage.core.coverage.nouns import ALPHA, FloatArray, IntArray, Refused, Statement


@dataclass(frozen=True)
class Posterior:
    """What is known of a relative rate (1 is the rate of the region): mean, interval, probability of lying above 1."""

    mean: float
    interval: tuple[float, float] | None
    above: float | None


@dataclass(frozen=True, eq=False)
class Shrunk:
    """Rates of areas (n) between their raw rate and the rate of the region.

    `rate` is that of the region, `between` the variance between areas, never below 0: where it is 0 every area gets
    the rate of the region, and nothing is known of the areas one by one (`posteriors` without interval). `ranking`
    lists positions by the probability of lying above the region, ties by position; it is never made of raw rates.
    Everything is None where nobody lives, posteriors and ranking also where nothing is counted.
    """

    rate: float | None
    between: float | None
    rates: FloatArray | None
    posteriors: tuple[Posterior, ...] | None
    ranking: tuple[int, ...] | None
    statements: tuple[Statement, ...]


def posterior(shape: float, rate: float, counted: int, expected: float, *, alpha: float = ALPHA) -> Posterior:
    """Return the posterior of a relative rate under the prior Gamma(shape, rate), after `counted` where `expected`.

    Source: Gamma-Poisson model (methods M4d): Gamma(shape + counted, rate + expected). Raises Refused.
    """
    a = above_zero(shape, "shape") + count(counted, "counted")
    b = above_zero(rate, "rate") + amount(expected, "expected")
    return Posterior(a / b, gamma_interval(a, b, error_rate(alpha)), gamma_above(a, b, 1.0))


def shrunk_rates(counted: ArrayLike, people: ArrayLike, *, alpha: float = ALPHA) -> Shrunk:
    """Return the rates of areas with `counted` (n, whole numbers) among `people` (n, persons) (methods M4d).

    Source: empirical Bayes with moments (Marshall 1991), the variance between areas clamped at 0: shrunk rate =
    m + A / (A + m/n) · (raw − m). An area without people gets the rate of the region. Raises Refused for numbers
    negative, not finite or not whole, and for something counted where nobody lives.
    """
    persons = amounts(people, "people")
    events = counts(counted, "counted", len(persons))
    error_rate(alpha)
    peopled = persons > 0
    if (events[~peopled] > 0).any():
        raise Refused("nobody_lives_there", "counted", int(np.flatnonzero(~peopled & (events > 0))[0]))
    if not peopled.any():
        return Shrunk(None, None, None, None, None, (Statement("nobody_lives_there"),))
    mean, between = _moments(events[peopled], persons[peopled])
    rates = np.full(len(persons), mean)
    if between:
        trust = between / (between + mean / persons[peopled])
        rates[peopled] = mean + trust * (events[peopled] / persons[peopled] - mean)
    if not mean:
        return Shrunk(mean, between, rates, None, None, (Statement("nothing_counted"),))
    told = _posteriors(events, mean * persons, mean, between, alpha)
    order = sorted(range(len(told)), key=lambda position: (-(told[position].above or 0.0), position))
    said = () if between else (Statement("no_difference_between_areas"),)
    return Shrunk(mean, between, rates, told, tuple(order) if between else None, said)


def _moments(events: IntArray, persons: FloatArray) -> tuple[float, float]:
    """Return the rate of the region, and the variance between areas beyond what chance makes, at least 0."""
    total = float(persons.sum())
    mean = float(events.sum()) / total
    spread = float((persons * (events / persons - mean) ** 2).sum()) / total
    return mean, max(0.0, spread - mean / float(persons.mean()))


def _posteriors(
    events: IntArray, expected: FloatArray, mean: float, between: float, alpha: float
) -> tuple[Posterior, ...]:
    if not between:
        return tuple(Posterior(1.0, None, None) for _ in events)
    prior = mean**2 / between
    return tuple(
        posterior(prior, prior, int(event), float(hoped), alpha=alpha)
        for event, hoped in zip(events, expected, strict=True)
    )
