"""A week of shared lifts: who drives whom, proved best, with the reason for every lift that is missing."""

from maillage.core.carpool.obstacles import Kind, Obstacle
from maillage.core.carpool.reasons import Reason, reasons, without_obstacle
from maillage.core.carpool.value import Gain, Ranking, half_days, where_next

__all__ = [
    "Gain",
    "Kind",
    "Obstacle",
    "Ranking",
    "Reason",
    "half_days",
    "reasons",
    "where_next",
    "without_obstacle",
]
