"""Dial-a-ride and pickup and delivery: instances read from files, routes proved best or searched for."""

from maillage.core.dial_a_ride.exact import solve_exactly
from maillage.core.dial_a_ride.nouns import DEFAULT_LIMITS, Instance, Kind, Limits, Refused, Route, Solution
from maillage.core.dial_a_ride.reading import read_instance
from maillage.core.dial_a_ride.solving import solve

__all__ = [
    "DEFAULT_LIMITS",
    "Instance",
    "Kind",
    "Limits",
    "Refused",
    "Route",
    "Solution",
    "read_instance",
    "solve",
    "solve_exactly",
]
