"""What upper floors do before a volunteer stops or pauses: each registers its deed here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Q

from maillage.kit.audit import Actor
from maillage.people.models import Volunteer

Deed = Callable[[Volunteer, Actor], None]
PauseDeed = Callable[[Volunteer, date, date, Actor], None]
_deeds: list[Deed] = []
_searches: list[Callable[[Volunteer], Q]] = []
_pause_deeds: list[PauseDeed] = []


def before_stopping(deed: Deed) -> Deed:
    """Register what is done, in the same transaction, before somebody stops or is erased."""
    if deed not in _deeds:
        _deeds.append(deed)
    return deed


def before_pausing(deed: PauseDeed) -> PauseDeed:
    """Register what is done, in the same transaction, before somebody pauses from a first to a last day."""
    if deed not in _pause_deeds:
        _pause_deeds.append(deed)
    return deed


def mails_about(search: Callable[[Volunteer], Q]) -> Callable[[Volunteer], Q]:
    """Register how the messages of a floor above about a volunteer are found."""
    if search not in _searches:
        _searches.append(search)
    return search


def about(volunteer: Volunteer) -> Q:
    """Return what finds all messages about a volunteer."""
    found = Q(params__volunteer=volunteer.pk)
    for search in _searches:
        found |= search(volunteer)
    return found


def let_go(volunteer: Volunteer, by: Actor) -> None:
    """Do all that is to be done before a volunteer stops or is erased."""
    for deed in _deeds:
        deed(volunteer, by)


def let_rest(volunteer: Volunteer, first_on: date, last_on: date, by: Actor) -> None:
    """Do all that is to be done before a volunteer pauses."""
    for deed in _pause_deeds:
        deed(volunteer, first_on, last_on, by)
