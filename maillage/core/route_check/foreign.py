"""Routes read from what another program wrote: JSON, or one route a line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any


class Unreadable(ValueError):
    """A text that holds no routes: `key` says why, `line` where (0 for the whole), `found` what stands there."""

    def __init__(self, key: str, line: int = 0, found: str = "") -> None:
        super().__init__(f"line {line}: {key}" if line else key)
        self.key = key
        self.line = line
        self.found = found


def read_routes(text: str, numbers: Sequence[int]) -> tuple[list[list[int]], float | None]:
    """Return routes as places of stops in the instance (-1 for a number it lacks), and the cost that is told, if any.

    JSON is an object with `routes`, a list of lists of stop numbers, and perhaps `cost`, or that list alone. Otherwise
    each line is a route: numbers with blanks or commas, after a name and a colon or without; lines with # are passed
    over. The depot at either end may be there or not. Raises Unreadable for everything else.
    """
    stripped = text.strip()
    if not stripped:
        raise Unreadable("no-routes")
    lists, cost = _from_json(stripped) if stripped[0] in "{[" else (_from_lines(text), None)
    place: dict[int, int] = {}
    for at, number in enumerate(numbers):
        place.setdefault(number, at)
    ends = {numbers[0], numbers[-1]}
    return [_places(route, place, ends) for route in lists], cost


def _places(route: list[int], place: dict[int, int], ends: set[int]) -> list[int]:
    inner = route[1:] if route and route[0] in ends else route
    inner = inner[:-1] if inner and inner[-1] in ends else inner
    return [place.get(number, -1) for number in inner]


def _from_json(text: str) -> tuple[list[list[int]], float | None]:
    try:
        told: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("no-json", getattr(error, "lineno", 0)) from None
    cost = told.get("cost") if isinstance(told, dict) else None
    routes = told.get("routes") if isinstance(told, dict) else told
    if not isinstance(routes, list) or not all(isinstance(route, list) for route in routes):
        raise Unreadable("no-list-of-routes")
    if not all(type(stop) is int for route in routes for stop in route):
        raise Unreadable("no-stop-number")
    if cost is not None and type(cost) not in {int, float}:
        raise Unreadable("no-cost")
    return routes, cost


def _from_lines(text: str) -> list[list[int]]:
    routes = []
    for at, line in enumerate(text.splitlines(), 1):
        bare = line.split("#")[0].rpartition(":")[2].strip()
        if not bare:
            continue
        words = re.split(r"[\s,;]+", bare)
        odd = next((word for word in words if not re.fullmatch(r"\d{1,9}", word)), None)
        if odd is not None:
            raise Unreadable("no-stop-number", at, odd[:40])
        routes.append([int(word) for word in words])
    return routes
