"""The nouns of initiatives, one a file."""

from maillage.initiatives.models.initiative import Initiative
from maillage.initiatives.models.pilot import Pilot

__all__ = ["Initiative", "Pilot"]
