"""Exact intervals and tests for counts: binomial and Poisson."""

from __future__ import annotations

from math import exp, isfinite

import numpy as np
from scipy import special

# Two outcomes whose probabilities differ by less than this share count as equally likely: they do but for rounding.
EQUALLY_LIKELY = 1 + 1e-7


def share_interval(hits: int, tries: int, alpha: float) -> tuple[float, float]:
    """Return the two-sided interval of a share after `hits` in `tries` (at least 1).

    Source: Clopper and Pearson 1934, by quantiles of the beta distribution.
    """
    low = float(special.betaincinv(hits, tries - hits + 1, alpha / 2)) if hits else 0.0
    high = float(special.betainccinv(hits + 1, tries - hits, alpha / 2)) if hits < tries else 1.0
    return low, high


def binomial_p(hits: int, tries: int, share: float) -> float:
    """Return the total probability of the outcomes not more likely than `hits` in `tries` under a share (0 to 1).

    Source: exact two-sided binomial test by the method of small p-values (Sterne 1954, at one point).
    """
    if share in {0.0, 1.0}:
        return 1.0 if hits == tries * share else 0.0
    outcomes = np.arange(tries + 1)
    likelihood = (
        -special.betaln(outcomes + 1, tries - outcomes + 1)
        + special.xlogy(outcomes, share)
        + special.xlog1py(tries - outcomes, -share)
    )
    more_likely = np.flatnonzero(likelihood > likelihood[hits] + np.log(EQUALLY_LIKELY))
    if not len(more_likely):
        return 1.0
    below, above = int(more_likely[0]) - 1, int(more_likely[-1])
    tail = float(special.bdtr(below, tries, share)) if below >= 0 else 0.0
    return min(1.0, tail + float(special.bdtrc(above, tries, share)))


def count_interval(count: int, alpha: float) -> tuple[float, float]:
    """Return the two-sided interval of the mean of a Poisson count.

    Source: Garwood 1936, by quantiles of the gamma distribution (half of chi-square with twice the freedom).
    """
    low = float(special.gammaincinv(count, alpha / 2)) if count else 0.0
    return low, float(special.gammainccinv(count + 1, alpha / 2))


def at_most(count: int, expected: float) -> float:
    """Return the probability of at most `count` where `expected` are expected (Poisson)."""
    if not expected:
        return 1.0
    return float(special.gammaincc(count + 1, expected)) if count else exp(-expected)


def gamma_interval(shape: float, rate: float, alpha: float) -> tuple[float, float]:
    """Return the interval of a gamma distribution that leaves alpha/2 on either side."""
    low = float(special.gammaincinv(shape, alpha / 2)) / rate
    return low, float(special.gammainccinv(shape, alpha / 2)) / rate


def gamma_above(shape: float, rate: float, value: float) -> float:
    """Return the probability that a gamma distribution lies above `value`."""
    return float(special.gammaincc(shape, rate * value))


def ratio(part: float, whole: float) -> float | None:
    """Return part / whole, or None where there is nothing to divide by."""
    if not whole:
        return None
    found = part / whole
    return found if isfinite(found) else None
