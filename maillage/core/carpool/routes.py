"""In which order one trip picks up and drops off its riders, and when: the least drive, then the earliest end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from maillage.core.carpool.alike import nameless
from maillage.core.carpool.nouns import Act, Outing, Place, Request, Seconds, Stop, Trip, Week, Window

Order = tuple[tuple[int, Act], ...]


@dataclass(frozen=True, slots=True)
class _Beginning:
    """A beginning of an outing, as in labels: riders by position in the set, `aboard` and `waiting` as bit masks."""

    place: Place
    ready: Seconds
    driven: Seconds
    aboard: int
    waiting: int
    budget: tuple[Seconds, ...]
    due: tuple[Seconds, ...]

    @property
    def state(self) -> tuple[int, int, int]:
        return self.aboard, self.waiting, self.place

    def no_worse_than(self, other: _Beginning) -> bool:
        """Tell whether whatever follows the other can follow this one."""
        return (
            self.ready <= other.ready
            and self.driven <= other.driven
            and all(mine >= theirs for mine, theirs in zip(self.budget, other.budget, strict=True))
            and all(mine >= theirs for mine, theirs in zip(self.due, other.due, strict=True))
        )


@dataclass(slots=True)
class _Ride:
    """A trip, its riders, the longest drive allowed, and the beginnings that were found to lead nowhere.

    `twins` holds, as bit masks, those before each rider who are alike: they get in before, and out before.
    """

    week: Week
    trip: Trip
    riders: list[Request]
    most: Seconds
    twins: tuple[int, ...] = ()
    hopeless: dict[tuple[int, int, int], list[_Beginning]] = field(default_factory=dict)

    def drive(self, start: Place, end: Place) -> Seconds:
        return int(self.week.travel[start, end])


def outing(week: Week, trip: Trip, riders: list[int], detour: Seconds) -> Outing:
    """Return the outing that carries the riders (positions of requests) with at most `detour` seconds of detour.

    Of the orders that do, the first is taken: who gets out before who gets in, then by the order of the week's
    requests. The end is the earliest that keeps every window and every rider's longest time; all before it is as late
    as it then can be. Raises ValueError where no order carries the riders.
    """
    asked = [week.requests[rider] for rider in riders]
    ride = _Ride(week, trip, asked, 0, _twins(asked))
    direct = ride.drive(trip.origin, trip.destination)
    ride.most = direct + detour
    count = len(riders)
    begun = _Beginning(trip.origin, trip.leaves, 0, 0, (1 << count) - 1, (0,) * count, (0,) * count)
    order = _order(ride, begun)
    if order is None:
        raise ValueError(trip.key)
    return _timed(ride, order, direct)


def _twins(riders: list[Request]) -> tuple[int, ...]:
    kinds = [nameless(rider) for rider in riders]
    return tuple(
        sum(1 << before for before in range(rider) if kinds[before] == kinds[rider]) for rider in range(len(kinds))
    )


def _order(ride: _Ride, begun: _Beginning) -> Order | None:
    """Return the first order of stops by which the beginning comes to its end, None where there is none."""
    if not begun.aboard and not begun.waiting:
        drive = ride.drive(begun.place, ride.trip.destination)
        able = begun.driven + drive <= ride.most and begun.ready + drive <= ride.trip.arrives
        return () if able else None
    known = ride.hopeless.setdefault(begun.state, [])
    if any(other.no_worse_than(begun) for other in known):
        return None
    for rider, act, further in _further(ride, begun):
        rest = _order(ride, further)
        if rest is not None:
            return (rider, act), *rest
    known.append(begun)
    return None


def _further(ride: _Ride, begun: _Beginning) -> Iterator[tuple[int, Act, _Beginning]]:
    """Yield the beginnings that are one stop longer."""
    aboard = [rider for rider in range(len(ride.riders)) if begun.aboard >> rider & 1]
    waiting = [rider for rider in range(len(ride.riders)) if begun.waiting >> rider & 1]
    taken = sum(ride.riders[rider].seats for rider in aboard)
    for rider in aboard:
        if ride.twins[rider] & begun.aboard:
            continue
        found = _after(ride, begun, rider, Act.DROPOFF)
        if found is not None:
            yield rider, Act.DROPOFF, found
    for rider in waiting:
        if taken + ride.riders[rider].seats <= ride.trip.seats and not ride.twins[rider] & begun.waiting:
            found = _after(ride, begun, rider, Act.PICKUP)
            if found is not None:
                yield rider, Act.PICKUP, _with(found, rider, ride.riders[rider])


def _after(ride: _Ride, begun: _Beginning, rider: int, act: Act) -> _Beginning | None:
    """Return the beginning after one more stop, None where it would come too late for it or for a rider on board."""
    request = ride.riders[rider]
    place, window = _place(request, act), _window(request, act)
    latest = window.closes if act is Act.PICKUP else begun.due[rider]
    drive = ride.drive(begun.place, place)
    at = max(begun.ready + drive, window.opens)
    ready, driven = at + request.boarding, begun.driven + drive
    if at > latest or driven > ride.most or ready > ride.trip.arrives:
        return None
    if act is Act.DROPOFF and drive > begun.budget[rider]:
        return None
    aboard = begun.aboard if act is Act.PICKUP else begun.aboard & ~(1 << rider)
    budget, due = list(begun.budget), list(begun.due)
    for other in range(len(ride.riders)):
        if aboard >> other & 1:
            budget[other] -= drive
            due[other] = min(due[other], latest + budget[other])
            budget[other] -= request.boarding
            if budget[other] < 0 or ready > due[other]:
                return None
        else:
            budget[other] = due[other] = 0
    return _Beginning(place, ready, driven, aboard, begun.waiting, tuple(budget), tuple(due))


def _with(begun: _Beginning, rider: int, request: Request) -> _Beginning:
    """Return the beginning with a rider who has just got in."""
    latest = request.pickup.closes + request.boarding + request.longest
    budget = (*begun.budget[:rider], request.longest, *begun.budget[rider + 1 :])
    due = (*begun.due[:rider], min(request.dropoff.closes, latest), *begun.due[rider + 1 :])
    bit = 1 << rider
    return _Beginning(begun.place, begun.ready, begun.driven, begun.aboard | bit, begun.waiting & ~bit, budget, due)


def _timed(ride: _Ride, order: Order, direct: Seconds) -> Outing:
    """Return the outing with its times: the end as early as all rules allow, all before it as late as then can be.

    So nobody sits in a car that waits for a window: who can be picked up later is picked up later.
    """
    places = [_place(ride.riders[rider], act) for rider, act in order]
    stop_of = {stop: index for index, stop in enumerate(order)}
    at = _latest(ride, order, places, stop_of, _earliest(ride, order, places, stop_of))
    last = ride.riders[order[-1][0]].boarding
    driven = [
        ride.drive(*pair) for pair in zip([ride.trip.origin, *places], [*places, ride.trip.destination], strict=True)
    ]
    stops = tuple(
        Stop(ride.riders[rider].key, act, place, time)
        for (rider, act), place, time in zip(order, places, at, strict=True)
    )
    return Outing(ride.trip.key, at[0] - driven[0], stops, at[-1] + last + driven[-1], sum(driven) - direct)


def _earliest(ride: _Ride, order: Order, places: list[Place], stop_of: dict[tuple[int, Act], int]) -> list[Seconds]:
    """Return the least times that fulfil all rules, found by raising what is too early."""
    at = [_window(ride.riders[rider], act).opens for rider, act in order]
    at[0] = max(at[0], ride.trip.leaves + ride.drive(ride.trip.origin, places[0]))
    raised = True
    while raised:
        raised = False
        for index, (rider, act) in enumerate(order):
            request = ride.riders[rider]
            least = at[index]
            if index:
                before = ride.riders[order[index - 1][0]].boarding
                least = max(least, at[index - 1] + before + ride.drive(places[index - 1], places[index]))
            if act is Act.PICKUP:
                least = max(least, at[stop_of[rider, Act.DROPOFF]] - request.longest - request.boarding)
            raised = raised or least > at[index]
            at[index] = least
    return at


def _latest(
    ride: _Ride, order: Order, places: list[Place], stop_of: dict[tuple[int, Act], int], earliest: list[Seconds]
) -> list[Seconds]:
    """Return the greatest times with the same last one, found by lowering what is too late."""
    at = [_window(ride.riders[rider], act).closes for rider, act in order]
    at[-1] = earliest[-1]
    lowered = True
    while lowered:
        lowered = False
        for index in reversed(range(len(order))):
            rider, act = order[index]
            request = ride.riders[rider]
            most = at[index]
            if index + 1 < len(order):
                most = min(most, at[index + 1] - request.boarding - ride.drive(places[index], places[index + 1]))
            if act is Act.DROPOFF:
                most = min(most, at[stop_of[rider, Act.PICKUP]] + request.boarding + request.longest)
            lowered = lowered or most < at[index]
            at[index] = most
    return at


def _place(request: Request, act: Act) -> Place:
    return request.origin if act is Act.PICKUP else request.destination


def _window(request: Request, act: Act) -> Window:
    return request.pickup if act is Act.PICKUP else request.dropoff
