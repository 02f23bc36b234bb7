"""The cheapest routes at given prizes, by partial routes that are driven on in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

import numpy as np

from maillage.core.dial_a_ride.cuts import Cuts
from maillage.core.dial_a_ride.driving import Driving, Moment, TooMuch
from maillage.core.dial_a_ride.nouns import EPS, FloatArray, Route

TIE = 1e-9
# A partial route in a list of those at one place: cost, moment, requests that may not be fetched (again), cuts of which
# an odd number of requests was served, number.
Label = tuple[float, Moment, int, int, int]


@dataclass(frozen=True, eq=False)
class Priced:
    """Whole routes by their end: cost with prizes, the last stop and the partial route before."""

    cost: FloatArray
    last: list[int]
    before: list[int]
    stop: list[int]
    parent: list[int]

    def route(self, at: int) -> Route:
        """Return the stops of a whole route."""
        stops, here = [self.last[at]], self.before[at]
        while here > 0:
            stops.append(self.stop[here])
            here = self.parent[here]
        return tuple(reversed(stops))


def priced(
    driving: Driving,
    ways: FloatArray,
    toll: float,
    cuts: Cuts,
    *,
    most: int,
) -> Priced:
    """Return whole routes, the cheapest among them; `ways` are lengths less prizes, infinite where it is not allowed.

    Each last stop comes with several routes, so that the program has a choice. Raises TooMuch beyond `most` partial
    routes. Method: label setting with deadlines of riders (Gschwind and Irnich 2015), in the order of time.
    """
    return _Labelling(driving, ways, cuts, most).run(toll)


def reached(driving: Driving, ways: FloatArray, toll: float, *, most: int) -> tuple[float, list[tuple[float, Moment]]]:
    """Return the least cost (at most 0) of a whole route, and what each partial route costs that is not needless."""
    none = Cuts.of(driving.n, [], np.zeros(0))
    labelling = _Labelling(driving, ways, none, most)
    least = min(0.0, float(labelling.run(toll).cost.min(initial=0.0)))
    labels = [(cost, moment) for bucket in labelling.best.values() for cost, moment, *_ in bucket]
    return least, [(-toll, driving.start), *labels]


class _Labelling:
    def __init__(self, driving: Driving, ways: FloatArray, cuts: Cuts, most: int) -> None:
        self.driving, self.ways, self.most = driving, ways.tolist(), most
        self.pays = _Pays(driving.n, cuts) if len(cuts.price) else None
        self.end = 2 * driving.n + 1
        self.best: dict[int, list[Label]] = {}
        self.stop, self.parent = [0], [-1]
        self.gone: set[int] = set()
        self.heap: list[tuple[float, int, float, int, int, Moment]] = []
        self.cost: list[float] = []
        self.last: list[int] = []
        self.before: list[int] = []

    def run(self, toll: float) -> Priced:
        self.driving.relieve()
        start = self.driving.start
        heappush(self.heap, (start.time, 0, -toll, 0, 0, start))
        while self.heap:
            _, number, cost, seen, odd, moment = heappop(self.heap)
            if number not in self.gone:
                self._on(number, cost, seen, odd, moment)
        return Priced(np.array(self.cost), self.last, self.before, self.stop, self.parent)

    def _on(self, number: int, cost: float, seen: int, odd: int, moment: Moment) -> None:
        """Drive a partial route on to every stop that can follow."""
        row = self.ways[moment.stop]
        for child, bit in self.driving.onward(moment) if moment.onward is None else moment.onward:
            longer, stop = cost + row[child.stop], child.stop
            if seen & bit or longer == inf:
                continue
            now, then = (seen | bit) & child.within, odd
            if self.pays:
                longer, then = self.pays.on(longer, odd, bit, child.within & ~now)
            if child.free:
                self.cost.append(longer + self.ways[stop][self.end])
                self.last.append(stop)
                self.before.append(number)
            self._kept(longer, child, now, then, number)

    def _kept(self, cost: float, moment: Moment, seen: int, odd: int, parent: int) -> None:
        bucket = self.best.get(moment.place)
        if bucket is None:
            bucket = self.best[moment.place] = []
        elif self._needless(bucket, cost, moment, seen, odd):
            return
        else:
            self._weeded(bucket, cost, moment, seen, odd)
        number = len(self.stop)
        if number > self.most:
            raise TooMuch
        self.stop.append(moment.stop)
        self.parent.append(parent)
        bucket.append((cost, moment, seen, odd, number))
        heappush(self.heap, (moment.time, number, cost, seen, odd, moment))

    def _needless(self, bucket: list[Label], cost: float, moment: Moment, seen: int, odd: int) -> bool:
        """Tell whether another is no dearer, no later, no tighter, has seen no other requests and pays no more cuts."""
        time, unseen = moment.time + EPS, ~seen
        for cheap, other, others, paid, _ in bucket:
            if cheap <= cost + TIE and other.time <= time and not others & unseen and _looser(other, moment):
                more = paid & ~odd
                if not more or (self.pays and cheap + self.pays.all_of(more) <= cost + TIE):
                    return True
        return False

    def _weeded(self, bucket: list[Label], cost: float, moment: Moment, seen: int, odd: int) -> None:
        time = moment.time - EPS
        for at in range(len(bucket) - 1, -1, -1):
            dear, other, others, paid, number = bucket[at]
            if cost <= dear + TIE and time <= other.time and not seen & ~others and _looser(moment, other):
                more = odd & ~paid
                if not more or (self.pays and cost + self.pays.all_of(more) <= dear + TIE):
                    self.gone.add(number)
                    del bucket[at]


def _looser(one: Moment, other: Moment) -> bool:
    """Tell whether the riders of one moment have no less time than those of another at the same place."""
    if one is other:
        return True
    for mine, theirs in zip(one.slack, other.slack, strict=True):  # noqa: SIM110 - a plain loop is faster here
        if mine < theirs - EPS:
            return False
    return True


class _Pays:
    """What cuts cost a route on its way, with sets of cuts as bits."""

    def __init__(self, n: int, cuts: Cuts) -> None:
        self.price = cuts.price.tolist()
        self.hit = {1 << rider: _bits(row) for rider, row in enumerate(cuts.member.tolist())}
        self.riders = [_bits(row) for row in cuts.member.T.tolist()]
        self._sums: dict[int, float] = {0: 0.0}

    def all_of(self, some: int) -> float:
        """Return the price of a set of cuts."""
        found = self._sums.get(some)
        if found is None:
            low = some & -some
            found = self._sums[some] = self.price[low.bit_length() - 1] + self.all_of(some ^ low)
        return found

    def on(self, cost: float, odd: int, bit: int, ahead: int) -> tuple[float, int]:
        """Pay each cut of which a second request is fetched; forget those of which no other can be fetched."""
        if bit:
            hit = self.hit[bit]
            if hit & odd:
                cost += self.all_of(hit & odd)
            odd ^= hit
        rest = odd
        while rest:
            low = rest & -rest
            rest ^= low
            if not self.riders[low.bit_length() - 1] & ahead:
                odd ^= low
        return cost, odd


def _bits(flags: list[bool]) -> int:
    return sum(1 << at for at, flag in enumerate(flags) if flag)
