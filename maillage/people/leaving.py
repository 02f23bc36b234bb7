"""What upper floors do before somebody leaves the directory: each registers its deed here."""

from __future__ import annotations

from collections.abc import Callable

from maillage.kit.audit import Actor
from maillage.people.models import Contact

Deed = Callable[[Contact, Actor], None]
_deeds: list[Deed] = []


def before_leaving(deed: Deed) -> Deed:
    """Register what is done, in the same transaction, while the person can still be told from others."""
    if deed not in _deeds:
        _deeds.append(deed)
    return deed


def take_leave(contact: Contact, by: Actor) -> None:
    """Do all that is to be done before a person is removed or erased."""
    for deed in _deeds:
        deed(contact, by)
