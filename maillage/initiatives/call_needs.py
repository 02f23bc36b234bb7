"""What a call answers: the floor that knows needs registers here how it finds those of a call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from maillage.core.wording import Wording
from maillage.initiatives.models import PilotCall
from maillage.territory.models import Theme


@dataclass(frozen=True)
class NeedTold:
    """A need as the page of a call shows it."""

    text: Wording
    url: str
    theme: Theme | None = None


Tell = Callable[[PilotCall, bool], list[NeedTold]]
_tells: list[Tell] = []


def tells_needs(tell: Tell) -> Tell:
    """Register what finds the needs of a call, those alone that are public where it is asked so."""
    if tell not in _tells:
        _tells.append(tell)
    return tell


def needs_of(call: PilotCall, *, public: bool) -> list[NeedTold]:
    """Return the needs a call answers."""
    return [need for tell in _tells for need in tell(call, public)]
