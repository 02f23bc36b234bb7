"""The choice of bundles as a program: rows, columns, reduced costs. Source: Balinski and Quandt 1964."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from maillage.core.carpool.bundles import Bundles
from maillage.core.carpool.program import INFINITY, FloatArray, Program
from maillage.core.carpool.rows import Rules
from maillage.core.carpool.tables import BoolArray, IntArray, LongArray

AIMS = ("kept_promises", "served", "kept_trips")
# So many entries of bundles are priced at once.
PORTION = 2_000_000


@dataclass(frozen=True, eq=False)
class Choice:
    """Bundles to choose from, and the least values of the aims before.

    `able` tells which parties may be served at all.

    Rows: a request each, a kept request each (driven by its earlier trip), as many again (counted only where served),
    limits of trips, an aim each, and with `balanced` a driver each. Columns: the parties served, the requests kept, the
    load of the busiest driver, then bundles. Where `shared`, a request may be in several chosen bundles: where every
    part of a bundle can ride too, the bundles that are part of no other are then enough to count who is served.
    """

    rules: Rules
    bundles: Bundles
    able: BoolArray
    shared: bool
    aims: dict[str, int] = field(default_factory=dict)
    balanced: bool = False
    detour: float = INFINITY

    @property
    def fixed(self) -> int:
        """Return the number of columns that are no bundles."""
        return len(self.rules.size) + len(self.rules.kept) + 1

    @property
    def offsets(self) -> tuple[int, int, int, int, int]:
        """Return where the rows of kept requests, their counts, limits, aims and drivers begin."""
        requests, kept = len(self.rules.party), len(self.rules.kept)
        limits = requests + 2 * kept
        aims = limits + len(self.rules.most)
        return requests, requests + kept, limits, aims, aims + len(AIMS) + 1

    def counts(self, aim: str) -> FloatArray:
        """Return what each fixed column adds to an aim."""
        found = np.zeros(self.fixed)
        parties = len(self.rules.size)
        if aim == "kept_promises":
            found[:parties] = self.rules.promised
        elif aim == "served":
            found[:parties] = self.rules.size
        elif aim == "kept_trips":
            found[parties:-1] = 1.0
        else:
            found[-1] = 1.0
        return found

    def columns(self, chosen: LongArray) -> tuple[LongArray, LongArray, FloatArray]:
        """Return the entries of the chosen bundles' columns: starts, rows, values."""
        kept_at, _, limits_at, aims_at, drivers_at = self.offsets
        size = np.diff(self.bundles.first)[chosen]
        owner = np.repeat(np.arange(len(chosen)), size)
        members = self.bundles.members[_spread(self.bundles.first[chosen], size)].astype(np.int64)
        trip = self.bundles.trip[chosen]
        stays = np.flatnonzero(self.rules.before[members] == trip[owner])
        count = np.diff(self.rules.limits_first)[trip]
        column = [owner, owner[stays], np.repeat(np.arange(len(chosen)), count)]
        row = [
            members,
            kept_at + np.searchsorted(self.rules.kept, members[stays]),
            limits_at + self.rules.limits[_spread(self.rules.limits_first[trip], count)],
        ]
        if self.balanced:
            column.extend([np.arange(len(chosen))] * 2)
            row.extend([drivers_at + self.rules.driver[trip], np.full(len(chosen), aims_at + len(AIMS))])
        ones = sum(len(part) for part in column)
        value = np.ones(ones)
        if self.balanced:
            value[ones - len(chosen) :] = self.bundles.detour[chosen]
        start, rows, value = _by_column(np.concatenate(column), np.concatenate(row), value, len(chosen))
        return (start, rows, value) if self.rules.times.max(initial=1) == 1 else _summed_up(start, rows, value)

    def program(self, chosen: LongArray, fixed_cost: FloatArray, cost: FloatArray) -> Program:
        """Return the program over the chosen bundles, least `fixed_cost` and `cost` (of the chosen)."""
        start, row, value = self._fixed_columns()
        more_start, more_row, more_value = self.columns(chosen)
        low, high = self._sides()
        parties, kept = len(self.rules.size), len(self.rules.kept)
        most = np.concatenate([self.able * self.rules.times, np.ones(kept), [INFINITY], np.ones(len(chosen))])
        whole = np.ones(len(most), dtype=np.bool_)
        whole[parties : parties + kept] = False
        return Program(
            cost=np.concatenate([fixed_cost, cost]),
            most=most.astype(np.float64),
            whole=whole,
            start=np.concatenate([start, start[-1] + more_start[1:]]),
            row=np.concatenate([row, more_row]),
            value=np.concatenate([value, more_value]),
            low=low,
            high=high,
        )

    def reduced(self, prices: FloatArray, cost: FloatArray) -> FloatArray:
        """Return the reduced costs of all bundles at the prices of rows."""
        kept_at, counted_at, limits_at, _, _ = self.offsets
        by_row = prices[limits_at:][self.rules.limits]
        toll = np.add.reduceat(np.append(by_row, 0.0), self.rules.limits_first[:-1]) if len(by_row) else by_row
        bonus = np.zeros(len(self.rules.party))
        bonus[self.rules.kept] = prices[kept_at:counted_at]
        found = cost - toll[self.bundles.trip]
        first, members = self.bundles.first, self.bundles.members
        begin = 0
        while begin < len(found):
            end = max(begin + 1, int(np.searchsorted(first, first[begin] + PORTION, side="right")) - 1)
            mine = members[first[begin] : first[end]]
            worth = prices[mine]
            if len(self.rules.kept):
                trip = np.repeat(self.bundles.trip[begin:end], np.diff(first[begin : end + 1]))
                worth += np.where(self.rules.before[mine] == trip, bonus[mine], 0.0)
            found[begin:end] -= np.add.reduceat(worth, first[begin:end] - first[begin])
            begin = end
        return found

    def worth(self, prices: FloatArray, trip: int, riders: IntArray) -> tuple[FloatArray, float]:
        """Return what each rider of a trip is worth at these prices, and the toll that one outing of it pays."""
        kept_at, counted_at, limits_at, _, _ = self.offsets
        worth = prices[riders]
        bonus = np.zeros(len(self.rules.party))
        bonus[self.rules.kept] = prices[kept_at:counted_at]
        worth = worth + np.where(self.rules.before[riders] == trip, bonus[riders], 0.0)
        mine = self.rules.limits[self.rules.limits_first[trip] : self.rules.limits_first[trip + 1]]
        return worth, float(prices[limits_at + mine].sum())

    def _fixed_columns(self) -> tuple[LongArray, LongArray, FloatArray]:
        kept_at, counted_at, _, aims_at, drivers_at = self.offsets
        rules, parties = self.rules, len(self.rules.size)
        kept = np.arange(len(rules.kept))
        column = [rules.party, rules.party[rules.kept], parties + kept, parties + kept]
        row = [np.arange(kept_at), counted_at + kept, kept_at + kept, counted_at + kept]
        value = [-np.ones(kept_at), np.ones(len(kept)), -np.ones(len(kept)), -np.ones(len(kept))]
        for index, aim in enumerate(AIMS):
            counts = self.counts(aim)
            there = np.flatnonzero(counts)
            column.append(there)
            row.append(np.full(len(there), aims_at + index))
            value.append(counts[there])
        if self.balanced:
            drivers = int(rules.driver.max()) + 1
            column.append(np.full(drivers, self.fixed - 1))
            row.append(drivers_at + np.arange(drivers))
            value.append(-np.ones(drivers))
        return _by_column(np.concatenate(column), np.concatenate(row), np.concatenate(value), self.fixed)

    def _sides(self) -> tuple[FloatArray, FloatArray]:
        kept_at, _, limits_at, aims_at, drivers_at = self.offsets
        rows = drivers_at + (int(self.rules.driver.max()) + 1 if self.balanced else 0)
        low, high = np.full(rows, -INFINITY), np.full(rows, INFINITY)
        low[:limits_at] = 0.0
        if not self.shared:
            high[:kept_at] = 0.0
        high[limits_at:aims_at] = self.rules.most
        for index, aim in enumerate(AIMS):
            low[aims_at + index] = self.aims.get(aim, -INFINITY)
        high[aims_at + len(AIMS)] = self.detour
        high[drivers_at:] = 0.0
        return low, high


def _spread(first: LongArray, count: LongArray) -> LongArray:
    """Return first, first + 1 … for each pair of a first and a count, one after the other."""
    before = np.cumsum(count) - count
    return np.repeat(first - before, count) + np.arange(int(count.sum()))


def _summed_up(start: LongArray, row: LongArray, value: FloatArray) -> tuple[LongArray, LongArray, FloatArray]:
    """Return the entries with those of the same row and column as one: a bundle may hold several who are alike."""
    column = np.repeat(np.arange(len(start) - 1), np.diff(start))
    fresh = np.ones(len(row), dtype=np.bool_)
    fresh[1:] = (row[1:] != row[:-1]) | (column[1:] != column[:-1])
    first = np.flatnonzero(fresh)
    if not len(first):
        return start, row, value
    return np.searchsorted(first, start).astype(np.int64), row[first], np.add.reduceat(value, first)


def _by_column(
    column: LongArray, row: LongArray, value: FloatArray, columns: int
) -> tuple[LongArray, LongArray, FloatArray]:
    order = np.lexsort((row, column))
    return np.searchsorted(column[order], np.arange(columns + 1)).astype(np.int64), row[order], value[order]
