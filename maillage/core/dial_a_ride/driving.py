"""Where a vehicle can be and when, with whom on board, and where it can drive on to; prices play no part in it."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Callable
from itertools import combinations

from maillage.core.dial_a_ride.network import Network
from maillage.core.dial_a_ride.nouns import EPS

Step = tuple["Moment", int]


class TooMuch(Exception):
    """There is more to look at than the limit of work allows."""


class Moment:
    """A vehicle at `stop`, whose service begins at `time` at the earliest, with `riders` on board in rising order.

    Each rider must be at the drop-off by `deadline` and after no more than `left` of driving and service. Both are
    exact: a rider's pickup is put off as far as its window and what was done since allow. `place` is the same number
    for the same stop and riders, `within` the requests that can still be fetched, as bits, `free` tells whether the
    vehicle can drive home, `slack` is what two moments at one place are compared by. `onward` are the moments that can
    follow, each with the bit of the request that is fetched there (nought at a drop-off), once they were asked for.
    """

    __slots__ = ("deadline", "free", "left", "load", "onward", "place", "riders", "slack", "stop", "time", "within")

    def __init__(
        self, stop: int, time: float, riders: tuple[int, ...], deadline: tuple[float, ...], left: tuple[float, ...]
    ) -> None:
        """Begin without the moments that follow."""
        self.stop, self.time, self.riders, self.deadline, self.left = stop, time, riders, deadline, left
        # Driving that the deadline forbids anyway is of no use.
        self.slack = (*deadline, *(min(more, end - time) for more, end in zip(left, deadline, strict=True)))
        self.place = self.load = self.within = 0
        self.free = False
        self.onward: list[Step] | None = None


class Driving:
    """All moments met so far: those of one way of pricing serve all others, since prices do not change them."""

    def __init__(self, network: Network, most: int) -> None:
        """Turn arrays into lists, which plain loops read faster; `most` moments may be kept."""
        n = self.n = network.n
        self.most = most
        self.capacity, self.load = network.capacity, network.load.tolist()
        self.opens: list[float] = network.opens.tolist()
        self.closes: list[float] = network.closes.tolist()
        self.gap: list[list[float]] = network.gap.tolist()
        self.ride: list[float] = network.most.tolist()
        self.along = network.along.tolist()
        self.next: list[tuple[list[float], list[int], list[int]]] = []
        for stop in range(2 * n + 2):
            latest = sorted((float(network.latest[stop, rider]), rider) for rider in range(n))
            masks = [0]
            for _, rider in reversed(latest):
                masks.append(masks[-1] | 1 << rider)
            self.next.append(([time for time, _ in latest], [rider for _, rider in latest], masks[::-1]))
        self.allowed = network.allowed.tolist()
        self._keeps: Callable[[Moment, Moment], bool] | None = None
        self._places: dict[tuple[int, tuple[int, ...]], int] = {}
        self._moments: dict[tuple[int, float, tuple[float, ...], tuple[float, ...]], Moment] = {}
        whole = self.ride[n]
        aboard = ((n,), (min(self.closes[-1], self.closes[0] + whole),), (whole,)) if network.limited else ((), (), ())
        self.start = self._moment(0, self.opens[0], *aboard)

    def onward(self, moment: Moment) -> list[Step]:
        """Return what can follow: each drop-off and each pickup that leaves every two riders in time."""
        found: list[Step] = []
        moment.onward = found
        n, here = self.n, moment.stop
        for seat, rider in enumerate(moment.riders):
            if rider < n and self.allowed[here][rider + n + 1]:
                self._dropped(moment, seat, found)
        latest, riders, _ = self.next[here]
        for rider in riders[bisect_left(latest, moment.time - EPS) :]:
            along = self.along[rider + 1]
            if (
                self.allowed[here][rider + 1]
                and rider not in moment.riders
                and moment.load + self.load[rider + 1] <= self.capacity
                and all(along[other] for other in moment.riders)
            ):
                self._fetched(moment, rider, found)
        if self._keeps:
            moment.onward = [step for step in found if self._keeps(moment, step[0])]
        return moment.onward

    def relieve(self) -> None:
        """Forget all moments where more than half of what may be kept is taken: routes then are priced afresh."""
        if 2 * len(self._moments) > self.most:
            self._moments = {}
            self.start.onward = None

    def narrow(self, keeps: Callable[[Moment, Moment], bool] | None) -> None:
        """Leave out all steps that are not to be kept; None takes all of them back."""
        self._keeps = keeps
        for moment in (self.start, *self._moments.values()):
            moment.onward = None

    def _dropped(self, moment: Moment, seat: int, found: list[Step]) -> None:
        rider = moment.riders[seat]
        stop, close = rider + self.n + 1, moment.deadline[seat]
        gap = self.gap[moment.stop][stop]
        time = max(self.opens[stop], moment.time + gap)
        if time > close + EPS:
            return
        left = [more - gap for more in moment.left]
        deadline = [min(end, close + more) for end, more in zip(moment.deadline, left, strict=True)]
        del left[seat], deadline[seat]
        riders = moment.riders[:seat] + moment.riders[seat + 1 :]
        if self._in_time(stop, time, riders, deadline, left):
            found.append((self._moment(stop, time, riders, tuple(deadline), tuple(left)), 0))

    def _fetched(self, moment: Moment, rider: int, found: list[Step]) -> None:
        stop = rider + 1
        gap, close = self.gap[moment.stop][stop], self.closes[stop]
        time = max(self.opens[stop], moment.time + gap)
        if time > close + EPS:
            return
        left = [more - gap for more in moment.left]
        deadline = [min(end, close + more) for end, more in zip(moment.deadline, left, strict=True)]
        seat = bisect(moment.riders, rider)
        riders = (*moment.riders[:seat], rider, *moment.riders[seat:])
        left.insert(seat, self.ride[rider])
        deadline.insert(seat, min(self.closes[stop + self.n], close + self.ride[rider]))
        if self._in_time(stop, time, riders, deadline, left):
            found.append((self._moment(stop, time, riders, tuple(deadline), tuple(left)), 1 << rider))

    def _in_time(
        self, stop: int, time: float, riders: tuple[int, ...], deadline: list[float], left: list[float]
    ) -> bool:
        """Tell whether each rider alone, and any two in one order or in the other, can be brought out in time."""
        n, gap = self.n, self.gap[stop]
        for rider, end, more in zip(riders, deadline, left, strict=True):
            away = gap[rider + n + 1]
            if time + away > end + EPS or away > more + EPS:
                return False
        return len(riders) < 2 or all(
            self._after(stop, time, riders[one], riders[other], deadline[one], deadline[other], left[other])
            or self._after(stop, time, riders[other], riders[one], deadline[other], deadline[one], left[one])
            for one, other in combinations(range(len(riders)), 2)
            if riders[other] < n
        )

    def _after(  # noqa: PLR0917 - a rider each, with what each has left
        self, stop: int, time: float, early: int, late: int, first: float, last: float, left: float
    ) -> bool:
        a, b = early + self.n + 1, late + self.n + 1
        to, between = self.gap[stop][a], self.gap[a][b]
        reached = max(self.opens[a], time + to)
        return reached <= first + EPS and reached + between <= last + EPS and to + between <= left + EPS

    def _moment(
        self, stop: int, time: float, riders: tuple[int, ...], deadline: tuple[float, ...], left: tuple[float, ...]
    ) -> Moment:
        place = self._places.setdefault((stop, riders), len(self._places))
        key = place, time, deadline, left
        found = self._moments.get(key)
        if found is None:
            if len(self._moments) >= self.most:
                raise TooMuch
            found = self._moments[key] = Moment(stop, time, riders, deadline, left)
            found.place = place
            found.load = sum(self.load[rider + 1] for rider in riders if rider < self.n)
            latest, _, masks = self.next[stop]
            found.within = masks[bisect_left(latest, time - EPS)]
            end = 2 * self.n + 1
            found.free = not found.load and stop > 0 and time + self.gap[stop][end] <= self.closes[end] + EPS
        return found
