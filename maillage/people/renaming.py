"""What upper floors do once an organisation is described anew: each registers its deed here."""

from __future__ import annotations

from collections.abc import Callable

from maillage.people.models import Organisation

Deed = Callable[[Organisation], None]
_deeds: list[Deed] = []


def after_describing(deed: Deed) -> Deed:
    """Register what is done, in the same transaction, with an organisation whose name may have changed."""
    if deed not in _deeds:
        _deeds.append(deed)
    return deed


def tell_of(organisation: Organisation) -> None:
    """Do all that follows from what is said of an organisation now."""
    for deed in _deeds:
        deed(organisation)
