"""What upper floors do when a pilot becomes a practice: each registers its deed here."""

from __future__ import annotations

from collections.abc import Callable

from maillage.initiatives.models import Pilot
from maillage.kit.audit import Actor

Deed = Callable[[Pilot, Actor], int]
_deeds: list[Deed] = []


def when_it_becomes_a_practice(deed: Deed) -> Deed:
    """Register what is done in the same transaction; it returns how many rows of its own the practice now answers."""
    if deed not in _deeds:
        _deeds.append(deed)
    return deed


def tell_that_it_became(pilot: Pilot, by: Actor) -> int:
    """Do all that is to be done once `pilot.became` is set; return how many rows the practice answers."""
    return sum(deed(pilot, by) for deed in _deeds)
