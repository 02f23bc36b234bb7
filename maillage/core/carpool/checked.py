"""A week is looked over before it is planned: what no planner can carry is refused with its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

import numpy as np

from maillage.core.carpool.nouns import Refused, Request, Trip, Week, Window

# Three years in seconds: beyond it a time is no time of the week, and sums would leave the range of 32 bits.
FARTHEST = 10**8
MOST_SEATS = 1_000


def refuse_impossible(week: Week) -> None:
    """Raise Refused for the first thing in the week that cannot be: its key, and the request, trip or place it is in.

    Keys: `matrix_not_square`, `matrix_not_whole`, `matrix_hole`, `matrix_negative`, `matrix_diagonal`, `duplicate_key`,
    `unknown_place`, `window_reversed`, `time_out_of_range`, `same_place`, `seats_not_positive`, `seats_too_many`,
    `longest_negative`, `boarding_negative`, `couple_unknown`, `couple_not_mutual`, `hours_reversed`,
    `detour_negative`, `cap_negative`.
    """
    places = _matrix(week.travel)
    _distinct((request.key for request in week.requests), (trip.key for trip in week.trips))
    for request in week.requests:
        _request(request, places)
    for trip in week.trips:
        _trip(trip, places)
    _couples(week.requests)
    for driver, cap in week.caps.items():
        _refuse(cap < 0, "cap_negative", driver)


def _refuse(wrong: bool, key: str, where: str = "") -> None:
    if wrong:
        raise Refused(key, where)


def _matrix(travel: Any) -> int:
    matrix = np.asarray(travel)
    _refuse(matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1], "matrix_not_square")
    if matrix.dtype.kind == "f":
        _at(~np.isfinite(matrix), "matrix_hole")
        _at(matrix != np.floor(matrix), "matrix_not_whole")
    else:
        _refuse(matrix.dtype.kind not in "iu", "matrix_not_whole")
    _at(matrix < 0, "matrix_negative")
    _at(np.diagonal(matrix) != 0, "matrix_diagonal")
    return int(matrix.shape[0])


def _at(wrong: Any, key: str) -> None:
    found = np.argwhere(wrong)
    if len(found):
        raise Refused(key, " → ".join(str(int(index)) for index in found[0]))


def _distinct(*kinds: Iterable[str]) -> None:
    for keys in kinds:
        for key, times in Counter(keys).items():
            _refuse(times > 1, "duplicate_key", key)


def _places(where: str, origin: int, destination: int, places: int) -> None:
    _refuse(not (0 <= origin < places and 0 <= destination < places), "unknown_place", where)


def _window(where: str, window: Window, reversed_: str = "window_reversed") -> None:
    _refuse(window.closes < window.opens, reversed_, where)
    _refuse(max(abs(window.opens), abs(window.closes)) > FARTHEST, "time_out_of_range", where)


def _seats(where: str, seats: int) -> None:
    _refuse(seats < 1, "seats_not_positive", where)
    _refuse(seats > MOST_SEATS, "seats_too_many", where)


def _request(request: Request, places: int) -> None:
    _places(request.key, request.origin, request.destination, places)
    _refuse(request.origin == request.destination, "same_place", request.key)
    _window(request.key, request.pickup)
    _window(request.key, request.dropoff)
    _seats(request.key, request.seats)
    _refuse(request.longest < 0, "longest_negative", request.key)
    _refuse(request.boarding < 0, "boarding_negative", request.key)
    _refuse(max(request.longest, request.boarding) > FARTHEST, "time_out_of_range", request.key)


def _trip(trip: Trip, places: int) -> None:
    _places(trip.key, trip.origin, trip.destination, places)
    _window(trip.key, Window(trip.leaves, trip.arrives), "hours_reversed")
    _seats(trip.key, trip.seats)
    _refuse(trip.detour < 0, "detour_negative", trip.key)
    _refuse(trip.detour > FARTHEST, "time_out_of_range", trip.key)


def _couples(requests: tuple[Request, ...]) -> None:
    couple_of = {request.key: request.couple for request in requests}
    for request in requests:
        if request.couple:
            _refuse(request.couple not in couple_of, "couple_unknown", request.key)
            mutual = request.couple != request.key and couple_of[request.couple] == request.key
            _refuse(not mutual, "couple_not_mutual", request.key)
