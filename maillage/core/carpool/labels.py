"""Beginnings of outings as arrays: where the car is, who sits in it, when it can go on, how long each may still sit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.core.carpool.tables import BoolArray, IntArray, LongArray, Tables

# A label is a beginning of an outing of one trip that has picked up exactly the requests of one set. It keeps, besides
# the place, the earliest second at which the car can go on and the seconds driven so far, two numbers for each rider on
# board: `budget`, the seconds that may still pass in the car, and `due`, the last second to get out.
# Waiting does not use up the budget, since who rides could have been picked up that much later, as long as the windows
# allow it; what they do not allow is in `due`. With these numbers each further stop is judged at once and exactly.
# Source: Gschwind and Irnich 2015 (dynamic time windows).

# So many neighbours in the order of their group is a label compared with: more finds little more.
NEIGHBOURS = 6


@dataclass(frozen=True, eq=False)
class Labels:
    """Labels by row: `of` is the position of the set, `aboard` a bit mask over its members, in their order.

    `ready` is the earliest departure, `driven` the seconds driven; `budget` and `due` have a column a member, zero
    where the member is not on board.
    """

    of: LongArray
    place: IntArray
    ready: IntArray
    driven: IntArray
    aboard: IntArray
    budget: IntArray
    due: IntArray

    def __len__(self) -> int:
        return len(self.of)

    def taken(self, rows: LongArray | BoolArray) -> Labels:
        """Return the labels of these rows."""
        return Labels(
            self.of[rows],
            self.place[rows],
            self.ready[rows],
            self.driven[rows],
            self.aboard[rows],
            self.budget[rows],
            self.due[rows],
        )


@dataclass(frozen=True, eq=False)
class Sets:
    """Sets of requests by row, all of the same size: the trip, and the members in ascending order."""

    trip: IntArray
    members: IntArray

    def __len__(self) -> int:
        return len(self.trip)


def together(parts: list[Labels]) -> Labels:
    """Return the labels of all parts, one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Labels(
        np.concatenate([part.of for part in parts]),
        np.concatenate([part.place for part in parts]),
        np.concatenate([part.ready for part in parts]),
        np.concatenate([part.driven for part in parts]),
        np.concatenate([part.aboard for part in parts]),
        np.concatenate([part.budget for part in parts]),
        np.concatenate([part.due for part in parts]),
    )


def at_the_start(tables: Tables, sets: Sets) -> Labels:
    """Return one label a row of sets without members: the car stands where the trip begins."""
    count = len(sets)
    nobody = np.zeros((count, 0), dtype=np.int32)
    return Labels(
        np.arange(count, dtype=np.int64),
        tables.start[sets.trip],
        tables.leaves[sets.trip],
        np.zeros(count, dtype=np.int32),
        np.zeros(count, dtype=np.int32),
        nobody,
        nobody,
    )


def picked_up(tables: Tables, sets: Sets, labels: Labels, rows: LongArray, *, of: LongArray, column: int) -> Labels:
    """Return the labels `rows` after the pickup of the member at `column` of the larger sets `of`, where it can be."""
    trip, request = sets.trip[of], sets.members[of, column]
    place = tables.origin[request]
    drive = tables.travel[labels.place[rows], place]
    at = np.maximum(labels.ready[rows] + drive, tables.pickup_opens[request])
    driven = labels.driven[rows] + drive
    on = tables.destination[request]
    ready = at + tables.boarding[request]
    home = tables.least[place, on] + tables.least[on, tables.end[trip]]
    able = (at <= tables.pickup_closes[request]) & (driven + home <= tables.most[trip])
    able &= ready + home + tables.boarding[request] <= tables.arrives[trip]
    able &= _seats_taken(tables, sets, labels.aboard[rows], of, column) + tables.seats[request] <= tables.room[trip]
    rows, of, request, drive, place = rows[able], of[able], request[able], drive[able], place[able]
    at, ready, driven = at[able], ready[able], driven[able]
    budget, due, aboard = labels.budget[rows], labels.due[rows], labels.aboard[rows]
    closes = tables.pickup_closes[request]
    budget, due = _after(
        budget,
        due,
        on=_bits(aboard, budget.shape[1]),
        drive=drive,
        latest=closes,
        boarding=tables.boarding[request],
    )
    own_due = np.minimum(tables.dropoff_closes[request], closes + tables.longest[request] + tables.boarding[request])
    low = aboard & ((1 << column) - 1)
    return Labels(
        of,
        place,
        ready,
        driven,
        low | 1 << column | (aboard - low) << 1,
        np.insert(budget, column, tables.longest[request], axis=1),
        np.insert(due, column, own_due, axis=1),
    )


def same_as_next(members: IntArray, column: int) -> BoolArray:
    """Tell by row whether the member at `column` and the one after it stand for requests that are alike."""
    if column + 1 == members.shape[1]:
        return np.zeros(len(members), dtype=np.bool_)
    same: BoolArray = members[:, column] == members[:, column + 1]
    return same


def dropped_off(tables: Tables, sets: Sets, labels: Labels, column: int) -> Labels:
    """Return those labels that have the member at `column` on board after its drop-off, where it can be.

    Of those who are alike, who got in first gets out first.
    """
    rows = np.flatnonzero(labels.aboard >> column & 1)
    if column:
        waits = same_as_next(sets.members[labels.of[rows]], column - 1)
        rows = rows[~(waits & (labels.aboard[rows] >> (column - 1) & 1).astype(np.bool_))]
    trip, request = sets.trip[labels.of[rows]], sets.members[labels.of[rows], column]
    place = tables.destination[request]
    drive = tables.travel[labels.place[rows], place]
    at = np.maximum(labels.ready[rows] + drive, tables.dropoff_opens[request])
    driven = labels.driven[rows] + drive
    home = tables.least[place, tables.end[trip]]
    latest = labels.due[rows, column]
    able = (at <= latest) & (drive <= labels.budget[rows, column]) & (driven + home <= tables.most[trip])
    able &= at + tables.boarding[request] + home <= tables.arrives[trip]
    rows, request, drive, place = rows[able], request[able], drive[able], place[able]
    at, driven, latest = at[able], driven[able], latest[able]
    aboard = labels.aboard[rows] & ~(1 << column)
    on = _bits(aboard, labels.budget.shape[1])
    budget, due = _after(
        labels.budget[rows], labels.due[rows], on=on, drive=drive, latest=latest, boarding=tables.boarding[request]
    )
    return Labels(labels.of[rows], place, at + tables.boarding[request], driven, aboard, budget, due)


def hopeful(tables: Tables, sets: Sets, labels: Labels) -> Labels:
    """Return the labels from which each rider on board can still be taken, alone, to the drop-off and the car home."""
    able = np.ones(len(labels), dtype=np.bool_)
    for column in range(labels.budget.shape[1]):
        rows = np.flatnonzero(labels.aboard >> column & 1 & able)
        of = labels.of[rows]
        request, trip = sets.members[of, column], sets.trip[of]
        goal = tables.destination[request]
        way = tables.least[labels.place[rows], goal]
        home = way + tables.least[goal, tables.end[trip]]
        ready = labels.ready[rows]
        can = (way <= labels.budget[rows, column]) & (ready + way <= labels.due[rows, column])
        can &= labels.driven[rows] + home <= tables.most[trip]
        can &= ready + home + tables.boarding[request] <= tables.arrives[trip]
        able[rows] = can
    return labels.taken(able)


def undominated(labels: Labels, places: int) -> Labels:
    """Return the labels without those that another one of the same set, riders and place is no worse than."""
    if len(labels) < 2:
        return labels
    width = labels.budget.shape[1]
    key = (labels.of << width | labels.aboard) * places + labels.place
    order = np.lexsort((labels.ready, labels.driven, key))
    labels, key = labels.taken(order), key[order]
    for step in range(1, NEIGHBOURS + 1):
        if len(labels) <= step:
            break
        worse = np.flatnonzero(key[step:] == key[:-step]) + step
        better = worse - step
        # In this order the one before has driven no more.
        able = labels.ready[better] <= labels.ready[worse]
        worse, better = worse[able], better[able]
        beaten = (labels.budget[better] >= labels.budget[worse]).all(axis=1)
        beaten &= (labels.due[better] >= labels.due[worse]).all(axis=1)
        keep = np.ones(len(labels), dtype=np.bool_)
        keep[worse[beaten]] = False
        labels, key = labels.taken(keep), key[keep]
    return labels


def arrived(tables: Tables, sets: Sets, labels: Labels) -> tuple[LongArray, IntArray]:
    """Return the sets that can be driven to the end, each once and ascending, and their least driving times."""
    rows = np.flatnonzero(labels.aboard == 0)
    trip = sets.trip[labels.of[rows]]
    drive = tables.travel[labels.place[rows], tables.end[trip]]
    driven = labels.driven[rows] + drive
    able = (driven <= tables.most[trip]) & (labels.ready[rows] + drive <= tables.arrives[trip])
    of, driven = labels.of[rows[able]], driven[able]
    order = np.lexsort((driven, of))
    of, driven = of[order], driven[order]
    first = np.ones(len(of), dtype=np.bool_)
    first[1:] = of[1:] != of[:-1]
    return of[first], driven[first]


def _bits(aboard: IntArray, width: int) -> IntArray:
    return aboard[:, None] >> np.arange(width, dtype=np.int32) & 1


def _seats_taken(tables: Tables, sets: Sets, aboard: IntArray, of: LongArray, column: int) -> IntArray:
    taken = np.zeros(len(of), dtype=np.int32)
    others = [place for place in range(sets.members.shape[1]) if place != column]
    for bit, other in enumerate(others):
        taken += (aboard >> bit & 1) * tables.seats[sets.members[of, other]]
    return taken


def _after(
    budget: IntArray, due: IntArray, *, on: IntArray, drive: IntArray, latest: IntArray, boarding: IntArray
) -> tuple[IntArray, IntArray]:
    """Return budgets and dues of those `on` board after a drive and a stop that begins at `latest` at the latest."""
    budget = (budget - drive[:, None]) * on
    due = np.minimum(due, latest[:, None] + budget) * on
    return (budget - boarding[:, None]) * on, due
