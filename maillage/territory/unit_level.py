"""One level of units in a region: which localities with borrowed codes leave, and in which unit each of them lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import pi, sqrt

from maillage.core.folding import fold
from maillage.core.nearby import Position, kilometres
from maillage.territory.models import Place

SAME_NAME_WITHIN_KM = 15.0
# How far a unit reaches whose area is not known.
USUAL_RADIUS_KM = 5.0


def is_borrowed(code: str) -> bool:
    """Tell borrowed codes such as geonames:762423 from official ones, which have no colon."""
    return ":" in code


@dataclass(frozen=True)
class Joined:
    """The unit that takes a locality in; `is_same` where it has its name, else the locality only lies in it."""

    locality: Place
    unit: Place
    is_same: bool


@dataclass
class Leaving:
    """What an import changes in the level of a region: who joins a unit, who leaves without one, and who stays."""

    joined: list[Joined] = field(default_factory=list)
    alone: list[Place] = field(default_factory=list)
    staying: list[Place] = field(default_factory=list)

    @property
    def gone(self) -> list[Place]:
        return [*(each.locality for each in self.joined), *self.alone]


def leaving(units: Sequence[Place], localities: Iterable[Place]) -> Leaving:
    """Find the unit of each locality.

    Localities without a unit leave as well once the units have as many inhabitants as all localities; before that
    the table is a part of the region, and whoever lives elsewhere in it would be lost.
    """
    found, rest = Leaving(), list(localities)
    is_whole = _people(units) >= _people(rest)
    by_name: dict[str, list[Place]] = {}
    for unit in units:
        by_name.setdefault(fold(unit.name), []).append(unit)
    for locality in rest:
        joined = _joined(locality, by_name.get(fold(locality.name), []), units)
        if joined:
            found.joined.append(joined)
        else:
            (found.alone if is_whole else found.staying).append(locality)
    return found


def _people(places: Iterable[Place]) -> int:
    return sum(place.population or 0 for place in places)


def _joined(locality: Place, namesakes: Sequence[Place], units: Sequence[Place]) -> Joined | None:
    """Prefer a unit that was named as the parent, then one of the same name, then the one around it."""
    if mother := next((unit for unit in units if unit.pk and unit.pk == locality.parent_id), None):
        return Joined(locality, mother, fold(mother.name) == fold(locality.name))
    if unit := _namesake(locality, namesakes):
        return Joined(locality, unit, is_same=True)
    unit = _around(locality, units)
    return Joined(locality, unit, is_same=False) if unit else None


def _namesake(locality: Place, namesakes: Sequence[Place]) -> Place | None:
    """Return the nearest unit of the name; a town and the land around it share both, then the inhabitants tell."""
    if len(namesakes) == 1 and _way(locality, namesakes[0]) is None:
        return namesakes[0]
    ways = [(_way(locality, unit), unit) for unit in namesakes]
    near = [(way, unit) for way, unit in ways if way is not None and way <= SAME_NAME_WITHIN_KM]
    people = locality.population or 0
    ranked = sorted(near, key=lambda one: (round(one[0]), abs((one[1].population or 0) - people), one[1].code))
    return ranked[0][1] if ranked else None


def _around(locality: Place, units: Iterable[Place]) -> Place | None:
    """Return the unit whose circle of the same area holds the locality, nearest to its middle for its size."""
    shares = []
    for unit in units:
        way = _way(locality, unit)
        radius = sqrt(unit.area_km2 / pi) if unit.area_km2 else USUAL_RADIUS_KM
        if way is not None and way <= radius:
            shares.append((way / radius, unit.code, unit))
    return min(shares, key=lambda share: share[:2])[2] if shares else None


def _way(one: Place, other: Place) -> float | None:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return None
    return kilometres(Position(one.latitude, one.longitude), Position(other.latitude, other.longitude))
