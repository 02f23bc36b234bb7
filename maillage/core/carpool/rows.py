"""What a choice of bundles must keep: each rider once, both legs of a couple, one outing at a time, caps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.core.carpool.nouns import Earlier, Week
from maillage.core.carpool.tables import BoolArray, IntArray, LongArray, Tables


@dataclass(frozen=True, eq=False)
class Rules:
    """The week's rules by position.

    `party` (requests) numbers those who are served together: the legs of a couple, or one request alone; `size` and
    `promised` (parties) count its requests, and those promised, `times` how many parties alike it stands for. `before`
    (requests) is the trip of an earlier plan, -1 for none. `limits_first` and `limits` (sparse by trip) are the rows of
    trips that exclude each other and of caps that a trip counts in, `most` (rows) how many of its trips are driven at
    most. `driver` (trips) numbers drivers.
    """

    party: LongArray
    size: LongArray
    times: LongArray
    promised: LongArray
    before: LongArray
    limits_first: LongArray
    limits: LongArray
    most: LongArray
    driver: LongArray

    @property
    def kept(self) -> LongArray:
        """Return the requests of an earlier plan whose trip is still there."""
        return np.flatnonzero(self.before >= 0)


def rules_of(week: Week, tables: Tables, earlier: Earlier) -> Rules:
    """Return the rules of the week."""
    position = np.arange(tables.requests)
    first = np.where(tables.couple >= 0, np.minimum(tables.couple, position), position)
    _, party = np.unique(first, return_inverse=True)
    promised = np.array([request.key in earlier.promised for request in week.requests], dtype=np.int64)
    parties = int(party.max()) + 1 if len(party) else 0
    trip_at = {trip.key: index for index, trip in enumerate(week.trips)}
    rows = overlapping(week)
    most = [1] * len(rows)
    for driver in sorted(week.caps):
        rows.append([index for index, trip in enumerate(week.trips) if trip.driver == driver])
        most.append(week.caps[driver])
    pairs = sorted((trip, row) for row, trips in enumerate(rows) for trip in trips)
    _, driver_at = np.unique([trip.driver for trip in week.trips], return_inverse=True)
    return Rules(
        party=party.astype(np.int64),
        size=np.bincount(party, minlength=parties).astype(np.int64),
        times=tables.alike[np.unique(party, return_index=True)[1]].astype(np.int64),
        promised=_summed(party, promised, parties),
        before=np.array(
            [trip_at.get(earlier.trip_of.get(request.key, ""), -1) for request in week.requests], dtype=np.int64
        ),
        limits_first=np.searchsorted([trip for trip, _ in pairs], np.arange(tables.trips + 1)).astype(np.int64),
        limits=np.array([row for _, row in pairs], dtype=np.int64),
        most=np.array(most, dtype=np.int64),
        driver=driver_at.astype(np.int64),
    )


def servable(rules: Rules, members: IntArray) -> BoolArray:
    """Return which parties have a bundle for each of their requests; `members` are the requests of all bundles."""
    carried = np.zeros(len(rules.party), dtype=np.int64)
    carried[members] = 1
    found: BoolArray = _summed(rules.party, carried, len(rules.size)) == rules.size
    return found


def overlapping(week: Week) -> list[list[int]]:
    """Return the largest groups of trips of one driver of which at most one is driven, as positions of trips.

    Two trips of a driver exclude each other where the hours `leaves` to `arrives` that they are offered for have more
    than a moment in common: whichever times the outings take within them, the driver is never in two places.
    """
    groups: list[list[int]] = []
    by_driver: dict[str, list[int]] = {}
    for index, trip in enumerate(week.trips):
        by_driver.setdefault(trip.driver, []).append(index)
    for trips in by_driver.values():
        hours = [(week.trips[trip].leaves, week.trips[trip].arrives, trip) for trip in trips]
        found: list[set[int]] = []
        for moment in sorted({leaves for leaves, _, _ in hours}):
            here = {trip for leaves, arrives, trip in hours if leaves == moment or leaves < moment < arrives}
            found = [*(group for group in found if not group <= here), here]
        groups.extend(sorted(group) for group in found if not any(group < other for other in found))
    return groups


def _summed(party: LongArray, values: LongArray, parties: int) -> LongArray:
    return np.bincount(party, values, parties).astype(np.int64)
