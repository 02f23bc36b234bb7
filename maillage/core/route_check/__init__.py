"""Routes of others checked against an instance, with nothing of the solver's reckoning."""

from maillage.core.route_check.check import Rule, Verdict, Violation, check_solution
from maillage.core.route_check.foreign import Unreadable, read_routes

__all__ = ["Rule", "Unreadable", "Verdict", "Violation", "check_solution", "read_routes"]
