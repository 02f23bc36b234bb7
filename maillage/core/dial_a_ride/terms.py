"""An instance as plain lists, with windows as narrow as they can be."""

from __future__ import annotations

import math

from maillage.core.dial_a_ride.network import tightened
from maillage.core.dial_a_ride.nouns import Instance, Route


class Terms:
    """The instance as lists, which plain loops read faster than arrays."""

    def __init__(self, instance: Instance) -> None:
        """Tighten windows once."""
        self.n = instance.requests
        opens, closes = tightened(instance)
        self.opens, self.closes = opens.tolist(), closes.tolist()
        self.distance = instance.distance.tolist()
        self.gap = (instance.distance + instance.service[:, None]).tolist()
        self.service = instance.service.tolist()
        self.load = instance.load.tolist()
        self.capacity = instance.capacity
        self.most = [math.inf, *(instance.longest_ride + instance.service[1 : self.n + 1]).tolist()]
        self.longest_route = instance.longest_route

    def length(self, route: Route) -> float:
        """Return how far a route is."""
        return float(sum(self.distance[a][b] for a, b in zip((0, *route), (*route, 2 * self.n + 1), strict=True)))
