"""Requests that differ in nothing but their names are planned as one, which may ride as often as there are of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from maillage.core.carpool.nouns import Earlier, Request, Week

# So many of a kind are told apart: to plan them as one would take no less work.
FEWEST = 8


@dataclass(frozen=True)
class Grouped:
    """A week with one request for each kind; `alike` holds, by its position, those of the whole week it stands for."""

    week: Week
    alike: tuple[tuple[int, ...], ...]


def grouped(week: Week, earlier: Earlier) -> Grouped:
    """Return the week in which requests alike, or couples whose legs are alike, are one.

    Who has ridden by an earlier plan, or was promised a lift, stays by themselves. Any plan stays one when those who
    are alike change places, so that the best plans of both weeks serve as many, with the same detour.
    """
    kinds: dict[object, list[tuple[int, ...]]] = {}
    for party in parties_of(week):
        legs = [week.requests[leg] for leg in party]
        known = any(leg.key in earlier.trip_of or leg.key in earlier.promised for leg in legs)
        kind: object = party if known else tuple(nameless(leg) for leg in legs)
        kinds.setdefault(kind, []).append(party)
    alike: dict[int, tuple[int, ...]] = {}
    for parties in kinds.values():
        if len(parties) < FEWEST:
            alike |= {leg: (leg,) for party in parties for leg in party}
        else:
            alike |= {legs[0]: legs for legs in zip(*parties, strict=True)}
    if len(alike) == len(week.requests):
        return Grouped(week, tuple((leg,) for leg in range(len(week.requests))))
    kept = sorted(alike)
    return Grouped(replace(week, requests=tuple(week.requests[leg] for leg in kept)), tuple(alike[leg] for leg in kept))


def parties_of(week: Week) -> Iterator[tuple[int, ...]]:
    """Yield the positions of those who are served together, in the order of the week: one request, or both legs."""
    position = {request.key: at for at, request in enumerate(week.requests)}
    for at, request in enumerate(week.requests):
        other = position.get(request.couple, at)
        if other >= at:
            yield (at,) if other == at else (at, other)


class Names:
    """Gives the riders of a grouped week back their names, outing by outing, each name once."""

    def __init__(self, alike: tuple[tuple[int, ...], ...]) -> None:
        self._left = [iter(positions) for positions in alike]

    def of(self, riders: list[int]) -> list[int]:
        """Return who rides, ascending. Of a couple, both legs are of the same one: both are counted in one order."""
        return sorted(next(self._left[rider]) for rider in riders)


def nameless(request: Request) -> Request:
    """Return a request without its name: those that are alike are equal then."""
    return replace(request, key="", couple="")
