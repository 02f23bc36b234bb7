"""The verifier of a week of lifts, which shares no line with the planner."""

from maillage.core.ride_check.nouns import Fault, Rule
from maillage.core.ride_check.whole import check

__all__ = ["Fault", "Rule", "check"]
