"""A week as arrays: requests and trips by position, seconds of driving between the places that occur in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maillage.core.carpool.checked import FARTHEST
from maillage.core.carpool.nouns import Request, Trip, Week

IntArray = NDArray[np.int32]
LongArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

# Longer than any window can be waited for, short enough that a few of them fit into 32 bits.
NEVER = 2 * FARTHEST


@dataclass(frozen=True, eq=False)
class Tables:
    """The week as arrays, one position a request or a trip, in the order of the week.

    `travel` and `least` are over the places that occur (seconds, shape places × places): `least` is the shortest time
    by whatever way, below which no drive falls; `metric` says that both are the same. `alike` (requests) is how many
    each stands for.
    """

    travel: IntArray
    least: IntArray
    metric: bool
    origin: IntArray
    destination: IntArray
    pickup_opens: IntArray
    pickup_closes: IntArray
    dropoff_opens: IntArray
    dropoff_closes: IntArray
    longest: IntArray
    seats: IntArray
    boarding: IntArray
    couple: IntArray
    start: IntArray
    end: IntArray
    leaves: IntArray
    arrives: IntArray
    room: IntArray
    direct: IntArray
    most: IntArray
    suits: BoolArray
    alike: IntArray

    @property
    def requests(self) -> int:
        return len(self.origin)

    @property
    def trips(self) -> int:
        return len(self.start)


def tables_of(week: Week, alike: Sequence[int] = ()) -> Tables:
    """Return the week as arrays. `most` is the longest driving time of a trip, `suits` (trips × requests) the needs.

    `alike` says for how many each request stands; each for itself where it is empty.
    """
    requests, trips = week.requests, week.trips
    ways = [*((one.origin, one.destination) for one in requests), *((one.origin, one.destination) for one in trips)]
    used, places = np.unique(np.array(ways, dtype=np.int64), return_inverse=True)
    ends = places.reshape(-1, 2).astype(np.int32)
    travel = np.minimum(np.asarray(week.travel)[np.ix_(used, used)], NEVER).astype(np.int32)
    least = shortest(travel)
    mine, theirs = ends[: len(requests)], ends[len(requests) :]
    direct = travel[theirs[:, 0], theirs[:, 1]]
    position = {request.key: index for index, request in enumerate(requests)}
    return Tables(
        travel=travel,
        least=least,
        metric=bool((travel == least).all()),
        origin=mine[:, 0],
        destination=mine[:, 1],
        pickup_opens=_column(request.pickup.opens for request in requests),
        pickup_closes=_column(request.pickup.closes for request in requests),
        dropoff_opens=_column(request.dropoff.opens for request in requests),
        dropoff_closes=_column(request.dropoff.closes for request in requests),
        longest=_column(request.longest for request in requests),
        seats=_column(request.seats for request in requests),
        boarding=_column(request.boarding for request in requests),
        couple=_column(position.get(request.couple, -1) for request in requests),
        start=theirs[:, 0],
        end=theirs[:, 1],
        leaves=_column(trip.leaves for trip in trips),
        arrives=_column(trip.arrives for trip in trips),
        room=_column(trip.seats for trip in trips),
        direct=direct,
        most=direct + _column(trip.detour for trip in trips),
        suits=_suits(trips, requests),
        alike=_column(alike or [1] * len(requests)),
    )


def shortest(travel: IntArray) -> IntArray:
    """Return the shortest times by whatever way. Source: Floyd 1962, Warshall 1962."""
    least = travel.copy()
    for middle in range(len(least)):
        np.minimum(least, least[:, middle, None] + least[None, middle], out=least)
    return least


def _column(values: Any) -> IntArray:
    return np.array(list(values), dtype=np.int32)


def _suits(trips: tuple[Trip, ...], requests: tuple[Request, ...]) -> BoolArray:
    offers = sorted({trip.offers for trip in trips}, key=sorted)
    needs = sorted({request.needs for request in requests}, key=sorted)
    met = np.array([[need <= offer for need in needs] for offer in offers], dtype=np.bool_)
    met = met.reshape(len(offers), len(needs))
    offer_at = {offer: index for index, offer in enumerate(offers)}
    need_at = {need: index for index, need in enumerate(needs)}
    rows = np.array([offer_at[trip.offers] for trip in trips], dtype=np.intp)
    columns = np.array([need_at[request.needs] for request in requests], dtype=np.intp)
    return met[rows[:, None], columns[None, :]]
