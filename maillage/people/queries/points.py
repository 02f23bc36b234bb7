"""Whom to contact about what: the points of a region's contacts, by theme and place, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maillage.people.models import Contact, ContactPoint
from maillage.people.queries.directory import reachable_contacts
from maillage.territory.models import Place, Region, Theme

# A point for the whole region, or for all themes, is farther away than any other that fits.
FARTHEST = 9


@dataclass(frozen=True)
class Fit:
    """A point that answers a question, and how far it is: nought is for this very theme and place."""

    point: ContactPoint
    distance: tuple[int, int]

    @property
    def contact(self) -> Contact:
        return self.point.contact


@dataclass(frozen=True)
class Cell:
    """Who is asked about a theme in a place; `fallback` where nobody is named for exactly that."""

    place: Place | None
    own: list[Contact]
    fallback: list[Contact]


@dataclass(frozen=True)
class Line:
    """One theme of the table, none for all themes, with a cell for each place."""

    theme: Theme | None
    cells: list[Cell]


def points_of(region: Region) -> list[ContactPoint]:
    """Return what the contacts of a region can be asked about; one query."""
    known = ContactPoint.objects.filter(contact__in=reachable_contacts(region))
    near = ("contact__organisation", "theme__group", "place__parent__parent__parent")
    return list(known.select_related(*near).order_by("contact__name", "contact__email", "pk"))


def places_around(place: Place | None) -> list[int]:
    """Return a place and what it lies in, the nearest first."""
    found: list[int] = []
    while place is not None and len(found) < FARTHEST:
        found.append(place.pk)
        place = place.parent if place.parent_id else None
    return found


def themes_around(theme: Theme) -> list[int]:
    """Return a theme and the group under which it is shown."""
    return [theme.pk, theme.group_id] if theme.group_id else [theme.pk]


def fitting(points: Iterable[ContactPoint], theme: Theme | None, place: Place | None) -> list[Fit]:
    """Return the points that answer for a theme in a place, the nearest first; what is not asked for fits any."""
    themes = themes_around(theme) if theme else None
    places = places_around(place) if place else None
    found = []
    for point in points:
        of_theme, of_place = how_far(point.theme_id, themes), how_far(point.place_id, places)
        if of_theme is not None and of_place is not None:
            found.append(Fit(point, (of_theme, of_place)))
    return sorted(found, key=lambda fit: fit.distance)


def how_far(key: int | None, around: list[int] | None) -> int | None:
    """Return how far a point is from what is asked for; none where it does not fit."""
    if around is None:
        return 0
    if key is None:
        return FARTHEST
    return around.index(key) if key in around else None


def each_once(fits: Iterable[Fit]) -> list[Fit]:
    """Return each contact once, by the point that fits best."""
    best: dict[int, Fit] = {}
    for fit in fits:
        best.setdefault(fit.point.contact_id, fit)
    return list(best.values())


def table_of(points: list[ContactPoint]) -> tuple[list[Place | None], list[Line]]:
    """Return the places that are named, the whole region first, and a line for each theme that is named."""
    places = {point.place_id: point.place for point in points if point.place}
    columns: list[Place | None] = [None, *sorted(places.values(), key=lambda place: place.name)]
    named: dict[int, Theme] = {point.theme.pk: point.theme for point in points if point.theme}
    themes: list[Theme | None] = [None] if any(point.theme_id is None for point in points) else []
    ordered: list[Theme] = sorted(named.values(), key=lambda theme: (theme.position, theme.key))
    themes += ordered
    lines = [Line(theme, [cell_of(points, theme, place) for place in columns]) for theme in themes]
    return columns, lines


def cell_of(points: list[ContactPoint], theme: Theme | None, place: Place | None) -> Cell:
    """Return who is named for exactly this theme and place, else who is nearest."""
    key = (theme.pk if theme else None, place.pk if place else None)
    own = [point.contact for point in points if (point.theme_id, point.place_id) == key]
    if own or (theme is None and place is None):
        return Cell(place, own, [])
    themes: list[int | None] = [*themes_around(theme), None] if theme else [None]
    around: list[int | None] = [*places_around(place), None]
    fits = [point for point in points if point.theme_id in themes and point.place_id in around]
    nearest = sorted(fits, key=lambda point: (themes.index(point.theme_id), around.index(point.place_id)))
    first = nearest[0] if nearest else None
    same = [
        one.contact for one in nearest if first and (one.theme_id, one.place_id) == (first.theme_id, first.place_id)
    ]
    return Cell(place, [], same)
