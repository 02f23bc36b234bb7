"""What a planned week does when a request or an offer changes under it: each part of the house registers its deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from maillage.kit.audit import Actor
from maillage.mobility.models import Offer, RideRequest
from maillage.territory.models import Region


@dataclass(frozen=True)
class LiftChange:
    """What is no longer as it was planned; `on` is the one day that is meant, None means every day to come.

    With `is_asked_for` it is the other way round: these requests are to be planned for from now on.
    """

    region: Region
    requests: tuple[RideRequest, ...] = ()
    offers: tuple[Offer, ...] = ()
    on: date | None = None
    is_asked_for: bool = False


Deed = Callable[[LiftChange, Actor], None]
_deeds: list[Deed] = []


def when_changed(deed: Deed) -> Deed:
    """Register what is done in the same transaction, while the rows are still there."""
    if deed not in _deeds:
        _deeds.append(deed)
    return deed


def tell_of_change(change: LiftChange, by: Actor) -> None:
    """Do all that follows from a change."""
    for deed in _deeds:
        deed(change, by)
