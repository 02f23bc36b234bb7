"""What a practice answers: the floor that knows needs registers here how it finds those of a practice."""

from __future__ import annotations

from collections.abc import Callable

from maillage.initiatives.call_needs import NeedTold
from maillage.initiatives.models import Initiative

Tell = Callable[[Initiative], list[NeedTold]]
_tells: list[Tell] = []


def tells_needs_of_practice(tell: Tell) -> Tell:
    """Register what finds the needs that a practice answers, with their pages on the desk."""
    if tell not in _tells:
        _tells.append(tell)
    return tell


def needs_answered_by(practice: Initiative) -> list[NeedTold]:
    """Return the needs a practice answers."""
    return [need for tell in _tells for need in tell(practice)]
