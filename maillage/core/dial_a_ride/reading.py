"""Instances read from the texts of Cordeau (dial-a-ride) and of Li and Lim (pickup and delivery)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from maillage.core.dial_a_ride.nouns import Instance, Kind, Refused

CORDEAU_HEAD, CORDEAU_LINE = 5, 7
LI_LIM_HEAD, LI_LIM_LINE = 3, 9
MOST_REQUESTS = 1_000
Row = tuple[int, list[float]]


@dataclass(frozen=True)
class _Stop:
    line: int
    number: int
    x: float
    y: float
    service: float
    load: float
    opens: float
    closes: float
    before: int = 0
    after: int = 0


def read_instance(text: str) -> Instance:
    """Return the instance that a text describes; the count of values in its first line tells the format.

    Cordeau (2006): vehicles, requests, longest route, capacity, longest ride; then stop, x, y, service, load, opens,
    closes: the depot, all pickups, all drop-offs and, if it is there, the depot again. Li and Lim (2001): vehicles,
    capacity, speed; then stop, x, y, demand, opens, closes, service, its pickup, its delivery (0 where it is one).
    Raises Refused with the key of what is wrong and the number of the line.
    """
    rows = [(at, _numbers(at, line)) for at, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not rows:
        raise Refused("no-text")
    count = len(rows[0][1])
    if count == CORDEAU_HEAD:
        return _cordeau(rows[0], rows[1:])
    if count == LI_LIM_HEAD:
        return _li_lim(rows[0], rows[1:])
    raise Refused("head-of-no-known-format", rows[0][0], str(count))


def _numbers(line: int, text: str) -> list[float]:
    values = []
    for word in text.split():
        try:
            values.append(float(word))
        except ValueError:
            raise Refused("no-number", line, word[:40]) from None
        if not math.isfinite(values[-1]):
            raise Refused("no-number", line, word[:40])
    return values


def _whole(value: float, key: str, line: int, least: int, most: float = math.inf) -> int:
    if value != int(value) or not least <= value <= most:
        raise Refused(key, line, f"{value:g}")
    return int(value)


def _cordeau(head: Row, rows: list[Row]) -> Instance:
    line, (vehicles, requests, route, capacity, ride) = head
    n = _whole(requests, "requests-not-from-1-to-1000", line, 1, MOST_REQUESTS)
    if len(rows) not in {2 * n + 1, 2 * n + 2}:
        raise Refused("stops-not-as-many-as-announced", 0, str(len(rows)))
    if min(route, ride) <= 0:
        raise Refused("limit-not-above-nought", line, f"{min(route, ride):g}")
    stops = [_cordeau_stop(*row) for row in rows]
    if [stop.number for stop in stops] != list(range(len(stops))):
        odd = next(stop for at, stop in enumerate(stops) if stop.number != at)
        raise Refused("stops-not-in-order", odd.line, str(odd.number))
    # Instances of 2003 have one depot, those of 2006 repeat it.
    ordered = stops if len(stops) == 2 * n + 2 else [*stops, stops[0]]
    limits = _whole(vehicles, "vehicles-not-above-nought", line, 1), _whole(capacity, "no-capacity", line, 1)
    return _instance(Kind.DIAL_A_RIDE, limits, (route, ride), ordered)


def _cordeau_stop(line: int, values: list[float]) -> _Stop:
    if len(values) != CORDEAU_LINE:
        raise Refused("stop-without-seven-values", line, str(len(values)))
    number, x, y, service, load, opens, closes = values
    return _Stop(line, _whole(number, "stop-number-not-whole", line, 0), x, y, service, load, opens, closes)


def _li_lim(head: Row, rows: list[Row]) -> Instance:
    line, (vehicles, capacity, speed) = head
    if speed != 1:
        raise Refused("speed-other-than-1", line, f"{speed:g}")
    stops = {}
    for row in rows:
        stop = _li_lim_stop(*row)
        if stop.number in stops:
            raise Refused("stop-twice", stop.line, str(stop.number))
        stops[stop.number] = stop
    if 0 not in stops:
        raise Refused("no-depot")
    pickups = [stop for stop in stops.values() if stop.number and not stop.before]
    if not 1 <= len(pickups) <= MOST_REQUESTS:
        raise Refused("requests-not-from-1-to-1000", 0, str(len(pickups)))
    drops = [_delivery(stop, stops) for stop in pickups]
    if len(stops) != 2 * len(pickups) + 1:
        raise Refused("delivery-without-its-pickup")
    limits = _whole(vehicles, "vehicles-not-above-nought", line, 1), _whole(capacity, "no-capacity", line, 1)
    ordered = [stops[0], *pickups, *drops, stops[0]]
    return _instance(Kind.PICKUP_AND_DELIVERY, limits, (math.inf, math.inf), ordered)


def _li_lim_stop(line: int, values: list[float]) -> _Stop:
    if len(values) != LI_LIM_LINE:
        raise Refused("stop-without-nine-values", line, str(len(values)))
    number, x, y, load, opens, closes, service, before, after = values
    names = [_whole(value, "stop-number-not-whole", line, 0) for value in (number, before, after)]
    return _Stop(line, names[0], x, y, service, load, opens, closes, names[1], names[2])


def _delivery(pickup: _Stop, stops: dict[int, _Stop]) -> _Stop:
    drop = stops.get(pickup.after)
    if drop is None or not drop.number or drop.before != pickup.number:
        raise Refused("pickup-without-its-delivery", pickup.line, str(pickup.number))
    return drop


def _instance(kind: Kind, limits: tuple[int, int], longest: tuple[float, float], stops: list[_Stop]) -> Instance:
    n = len(stops) // 2 - 1
    for stop in stops:
        if stop.opens > stop.closes:
            raise Refused("window-ends-before-it-begins", stop.line, f"{stop.opens:g}-{stop.closes:g}")
        if stop.service < 0:
            raise Refused("service-below-nought", stop.line, f"{stop.service:g}")
        if stop.load != int(stop.load):
            raise Refused("load-not-whole", stop.line, f"{stop.load:g}")
    for pickup, drop in zip(stops[1 : n + 1], stops[n + 1 :], strict=False):
        if not 1 <= pickup.load <= limits[1]:
            raise Refused("load-not-from-1-to-capacity", pickup.line, f"{pickup.load:g}")
        if drop.load != -pickup.load:
            raise Refused("load-off-not-that-on", drop.line, f"{drop.load:g}")
    if stops[0].load or stops[-1].load:
        raise Refused("load-at-the-depot", stops[0].line, f"{stops[0].load:g}")
    x, y = (np.array([getattr(stop, name) for stop in stops]) for name in ("x", "y"))
    service = np.array([stop.service for stop in stops])
    opens, closes = (np.array([getattr(stop, name) for stop in stops]) for name in ("opens", "closes"))
    return Instance(
        kind=kind,
        vehicles=limits[0],
        capacity=limits[1],
        longest_route=longest[0],
        longest_ride=longest[1],
        distance=np.hypot(x[:, None] - x[None], y[:, None] - y[None]),
        service=service,
        load=np.array([int(stop.load) for stop in stops]),
        opens=opens,
        closes=closes,
        number=tuple(stop.number for stop in stops),
    )
