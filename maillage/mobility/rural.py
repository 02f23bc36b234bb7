"""Where somebody may ride who qualifies by place alone: rural places and interchanges, by one rule for every page."""

from __future__ import annotations

from collections.abc import Iterable

from maillage.mobility.countries import usual_in
from maillage.mobility.models import MeetingPoint
from maillage.territory.models import Place
from maillage.territory.models.place import Degurba


def may_end_at(points: Iterable[MeetingPoint], country: str) -> bool | None:
    """Tell whether all these stops are rural or an interchange by the rules of a country; None where nobody knows."""
    below = usual_in(country).rural_below
    states = {True if point.is_interchange else is_rural(point.place, below) for point in points}
    return False if False in states else None if None in states else True


def is_rural(place: Place, below: int | None) -> bool | None:
    """Tell whether a place counts as rural, by its inhabitants, else by its degree of urbanisation.

    The rule speaks of urban units, which no table of places has: the municipality alone stands for it.
    """
    if below is not None and place.population is not None:
        return place.population < below
    return None if place.degurba is None else place.degurba == Degurba.RURAL
