"""A week of shared lifts: who drives whom, proved best, with the reason for every lift that is missing."""

from maillage.core.carpool.obstacles import Kind, Obstacle
from maillage.core.carpool.reasons import Reason, reasons, without_obstacle

__all__ = ["Kind", "Obstacle", "Reason", "reasons", "without_obstacle"]
