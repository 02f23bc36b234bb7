"""Rows that no whole solution breaks: of three requests, at most one route can serve two or more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maillage.core.dial_a_ride.network import Flags
from maillage.core.dial_a_ride.nouns import FloatArray, Route

Triple = tuple[int, int, int]
LEAST_BROKEN = 0.02
MOST_EACH, MOST_AT_ONCE = 5, 30
SUPPORT = 400


@dataclass(frozen=True, eq=False)
class Cuts:
    """Triples of requests with their prices (not below nought): what a route pays that serves two of the three.

    `member` has a row for each request, a column for each triple.
    """

    member: Flags
    price: FloatArray

    @classmethod
    def of(cls, n: int, triples: Sequence[Triple], price: FloatArray) -> Cuts:
        """Return the triples that cost anything."""
        dear = np.flatnonzero(price > 0).tolist()
        member = np.zeros((n, len(dear)), bool)
        for column, at in enumerate(dear):
            member[list(triples[at]), column] = True
        return cls(member, price[dear])


def broken(n: int, routes: Sequence[Route], shares: FloatArray, known: set[Triple]) -> list[Triple]:
    """Return triples whose row these shares break most. Source: Jepsen, Petersen, Spoorendonk and Pisinger 2008."""
    part = np.flatnonzero((shares > 1e-6) & (shares < 1 - 1e-6))
    part = part[np.argsort(-shares[part], kind="stable")][:SUPPORT]
    serves = np.zeros((len(part), n))
    for row, at in enumerate(part.tolist()):
        serves[row, [stop - 1 for stop in routes[at] if stop <= n]] = 1.0
    pairs = serves.T @ (serves * shares[part, None])
    found: list[tuple[float, Triple]] = []
    for first in range(n):
        with_first = serves * (serves[:, first] * shares[part])[:, None]
        value = pairs[first][:, None] + pairs[first][None] + pairs - 2 * (serves.T @ with_first)
        value[: first + 1] = 0
        over = np.argwhere(np.triu(value, 1) > 1 + LEAST_BROKEN)
        found += [(-float(value[j, k]), (first, int(j), int(k))) for j, k in over]
    return _spread(n, sorted(found), known)


def _spread(n: int, found: list[tuple[float, Triple]], known: set[Triple]) -> list[Triple]:
    times = np.zeros(n, int)
    taken: list[Triple] = []
    for _, triple in found:
        if triple in known or (times[list(triple)] >= MOST_EACH).any():
            continue
        times[list(triple)] += 1
        taken.append(triple)
        if len(taken) == MOST_AT_ONCE:
            break
    return taken
