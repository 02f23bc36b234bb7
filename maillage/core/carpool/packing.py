"""Choosing bundles: each rider once, both legs of a couple or neither, no driver in two outings at once, caps kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maillage.core.carpool.bundles import Bundles
from maillage.core.carpool.nouns import Earlier, Week
from maillage.core.carpool.program import INFINITY, FloatArray, Program
from maillage.core.carpool.tables import IntArray, LongArray, Tables

AIMS = ("kept_promises", "served", "kept_trips", "detour")


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of the program and what each trip has to do with them.

    Row r below `requests` is request r; then couples (`couple_row` and `couple_sign` a request, -1 for none), then
    `clash_first`/`clash_rows` (by trip, sparse): trips of one driver whose hours overlap, then caps (`cap_row` a trip).
    """

    requests: int
    couple_row: LongArray
    couple_sign: FloatArray
    clash_first: LongArray
    clash_rows: LongArray
    cap_row: LongArray
    low: FloatArray
    high: FloatArray


def rows_of(week: Week, tables: Tables) -> Rows:
    """Return the rows of the week."""
    requests = tables.requests
    couple_row = np.full(requests, -1, dtype=np.int64)
    firsts = np.flatnonzero((tables.couple > np.arange(requests)))
    couple_row[firsts] = requests + np.arange(len(firsts))
    couple_row[tables.couple[firsts]] = couple_row[firsts]
    sign = np.where(tables.couple > np.arange(requests), 1.0, -1.0)
    clashes = overlapping(week)
    base = requests + len(firsts)
    pairs = sorted((trip, base + row) for row, trips in enumerate(clashes) for trip in trips)
    clash_first = np.searchsorted([trip for trip, _ in pairs], np.arange(tables.trips + 1)).astype(np.int64)
    base += len(clashes)
    capped = sorted({trip.driver for trip in week.trips} & set(week.caps))
    cap_at = {driver: base + index for index, driver in enumerate(capped)}
    low = np.full(base + len(capped), -INFINITY)
    low[requests : requests + len(firsts)] = 0.0
    high = np.ones(base + len(capped))
    high[requests : requests + len(firsts)] = 0.0
    high[base:] = [float(week.caps[driver]) for driver in capped]
    return Rows(
        requests,
        couple_row,
        sign,
        clash_first,
        np.array([row for _, row in pairs], dtype=np.int64),
        np.array([cap_at.get(trip.driver, -1) for trip in week.trips], dtype=np.int64),
        low,
        high,
    )


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
        found: list[set[int]] = []
        for moment in sorted({week.trips[trip].leaves for trip in trips}):
            here = {
                trip
                for trip in trips
                if week.trips[trip].leaves <= moment < week.trips[trip].arrives or week.trips[trip].leaves == moment
            }
            found = [group for group in found if not group <= here]
            if not any(here <= group for group in found):
                found.append(here)
        groups.extend(sorted(group) for group in found)
    return groups


def counted(bundles: Bundles, week: Week, earlier: Earlier) -> dict[str, FloatArray]:
    """Return what each bundle adds to each aim: promises kept, riders, riders who keep their trip, detour."""
    size = np.diff(bundles.first)
    promised = np.array([request.key in earlier.promised for request in week.requests], dtype=np.float64)
    trip_at = {trip.key: index for index, trip in enumerate(week.trips)}
    before = np.array(
        [trip_at.get(earlier.trip_of.get(request.key, ""), -1) for request in week.requests], dtype=np.int64
    )
    owner = np.repeat(np.arange(len(bundles)), size)
    stays = before[bundles.members] == bundles.trip[owner]
    return {
        "kept_promises": np.bincount(owner, promised[bundles.members], len(bundles)),
        "served": size.astype(np.float64),
        "kept_trips": np.bincount(owner, stays, len(bundles)),
        "detour": bundles.detour.astype(np.float64),
    }


def program_of(
    rows: Rows, bundles: Bundles, chosen: LongArray, extra: list[tuple[FloatArray, float, float]], cost: FloatArray
) -> Program:
    """Return the program over the `chosen` bundles; `extra` rows hold a value a chosen bundle, a low and a high."""
    size = np.diff(bundles.first)[chosen]
    owner = np.repeat(np.arange(len(chosen)), size)
    within = np.arange(len(owner)) - np.repeat(np.cumsum(size) - size, size)
    members = bundles.members[np.repeat(bundles.first[chosen], size) + within].astype(np.int64)
    trip = bundles.trip[chosen]
    coupled = rows.couple_row[members] >= 0
    count = np.diff(rows.clash_first)[trip]
    clash_owner = np.repeat(np.arange(len(chosen)), count)
    clash_at = np.arange(len(clash_owner)) - np.repeat(np.cumsum(count) - count - rows.clash_first[trip], count)
    capped = np.flatnonzero(rows.cap_row[trip] >= 0)
    base = len(rows.low)
    column = [owner, owner[coupled], clash_owner, capped]
    row = [members, rows.couple_row[members[coupled]], rows.clash_rows[clash_at], rows.cap_row[trip[capped]]]
    value = [
        np.ones(len(owner)),
        rows.couple_sign[members[coupled]],
        np.ones(len(clash_owner)),
        np.ones(len(capped)),
    ]
    for index, (values, _, _) in enumerate(extra):
        there = np.flatnonzero(values)
        column.append(there)
        row.append(np.full(len(there), base + index))
        value.append(values[there])
    start, entries, values = _by_column(
        np.concatenate(column), np.concatenate(row), np.concatenate(value), len(chosen), base + len(extra)
    )
    return Program(
        cost=cost,
        most=np.ones(len(chosen)),
        whole=np.ones(len(chosen), dtype=np.bool_),
        start=start,
        row=entries,
        value=values,
        low=np.concatenate([rows.low, [low for _, low, _ in extra]]),
        high=np.concatenate([rows.high, [high for _, _, high in extra]]),
    )


def _by_column(
    column: LongArray, row: LongArray, value: FloatArray, columns: int, rows: int
) -> tuple[LongArray, LongArray, FloatArray]:
    """Return the entries column by column; those of one place are added up, and left out where they cancel."""
    key = column * rows + row
    order = np.argsort(key, kind="stable")
    key, value = key[order], value[order]
    first = np.flatnonzero(np.diff(key, prepend=-1))
    total = np.add.reduceat(value, first) if len(first) else value
    key, total = key[first][total != 0], total[total != 0]
    return np.searchsorted(key // rows, np.arange(columns + 1)).astype(np.int64), key % rows, total


def load_rows(week: Week, trip: IntArray) -> list[LongArray]:
    """Return, for each driver who occurs, the positions of the given bundles' trips that are theirs."""
    drivers = sorted({one.driver for one in week.trips})
    at = {driver: index for index, driver in enumerate(drivers)}
    driver = np.array([at[one.driver] for one in week.trips], dtype=np.int64)[trip]
    return [np.flatnonzero(driver == index) for index in np.unique(driver)]
