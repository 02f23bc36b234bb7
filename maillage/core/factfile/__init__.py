"""A factfile as plain facts: what is known of a region, in blocks without a language."""

from maillage.core.factfile.blocks import ADDRESSED, KINDS, Block
from maillage.core.factfile.figure import Figure, Held
from maillage.core.factfile.people import protected_count, protected_share

__all__ = ["ADDRESSED", "KINDS", "Block", "Figure", "Held", "protected_count", "protected_share"]
