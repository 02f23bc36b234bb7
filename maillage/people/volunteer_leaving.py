"""What upper floors do before a volunteer stops: each registers its deed here."""

from __future__ import annotations

from collections.abc import Callable

from maillage.kit.audit import Actor
from maillage.people.models import Volunteer

Deed = Callable[[Volunteer, Actor], None]
_deeds: list[Deed] = []


def before_stopping(deed: Deed) -> Deed:
    """Register what is done, in the same transaction, before somebody stops or is erased."""
    if deed not in _deeds:
        _deeds.append(deed)
    return deed


def let_go(volunteer: Volunteer, by: Actor) -> None:
    """Do all that is to be done before a volunteer stops or is erased."""
    for deed in _deeds:
        deed(volunteer, by)
