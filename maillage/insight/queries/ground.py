"""The ground on which coverage is reckoned: a region's rows as arrays, and the way from every place to every site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from maillage.insight.queries.coverage_rows import Known, Offer, Spot

if TYPE_CHECKING:
    from maillage.core.coverage import CostMatrix, Nearest

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Wholes = NDArray[np.int64]
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Ground:
    """Places in the order of `known.places`; those without a number of people or coordinates are marked, never 0."""

    known: Known

    @property
    def places(self) -> tuple[Spot, ...]:
        return self.known.places

    @cached_property
    def index(self) -> dict[int, int]:
        """Position of each place by its key."""
        return {spot.pk: position for position, spot in enumerate(self.places)}

    @cached_property
    def parts(self) -> dict[int, list[int]]:
        """Positions of the places that lie in each larger area."""
        found: dict[int, list[int]] = {}
        for position, spot in enumerate(self.places):
            if spot.parent_id:
                found.setdefault(spot.parent_id, []).append(position)
        return found

    @cached_property
    def counted(self) -> Bools:
        """Which places have a number of people."""
        return np.array([people_of(self.known, spot) is not None for spot in self.places], dtype=np.bool_)

    @cached_property
    def located(self) -> Bools:
        """Which places have coordinates."""
        return np.array([spot.latitude is not None for spot in self.places], dtype=np.bool_)

    @cached_property
    def people(self) -> Floats:
        """Persons of each place; 0 where the number is not known, which `counted` tells apart."""
        return np.array([people_of(self.known, spot) or 0 for spot in self.places], dtype=np.float64)

    @cached_property
    def classes(self) -> NDArray[np.int8]:
        """Class of each place, 0 where it is not known."""
        return np.array([spot.degurba or 0 for spot in self.places], dtype=np.int8)

    @cached_property
    def heard(self) -> Bools:
        """Which places somebody listens in; who serves a larger area listens in all of it."""
        return self.marked(self.known.heard)

    @cached_property
    def sites(self) -> tuple[Offer, ...]:
        """Initiatives that stand at one place with coordinates."""
        return tuple(offer for offer in self.known.offers if offer.is_point and offer.latitude is not None)

    @cached_property
    def costs(self) -> Floats:
        """Kilometres from each place to each site; infinite from a place without coordinates."""
        from maillage.core.coverage import Positions

        costs = np.full((len(self.places), len(self.sites)), np.inf)
        if self.sites and self.located.any():
            costs[self.located] = Positions(
                self.coordinates(self.located),
                ([site.latitude or 0 for site in self.sites], [site.longitude or 0 for site in self.sites]),
                circuity=self.known.settings.circuity,
                areas=self.areas[self.located],
                homes=self._homes(),
            ).matrix()
        return costs

    @cached_property
    def areas(self) -> Floats:
        """Square kilometres of each place; 0 where they are not known."""
        return np.array([spot.area or 0 for spot in self.places], dtype=np.float64)

    @property
    def measure(self) -> str:
        """How the way is measured."""
        return "straight_line" if self.known.settings.circuity == 1 else "road_estimate"

    def coordinates(self, chosen: Bools) -> tuple[list[float], list[float]]:
        """Return latitudes and longitudes of the chosen places."""
        spots = [spot for spot, is_chosen in zip(self.places, chosen, strict=True) if is_chosen]
        return [spot.latitude or 0 for spot in spots], [spot.longitude or 0 for spot in spots]

    def at(self, place: int | None) -> list[int]:
        """Return the positions that a place means: itself, or all that lie in it."""
        if place in self.index:
            return [self.index[place]]
        return self.parts.get(place or 0, [])

    def marked(self, places: Iterable[int]) -> Bools:
        """Mark the positions of places and of what lies in them."""
        found = np.zeros(len(self.places), dtype=np.bool_)
        for place in places:
            found[self.at(place)] = True
        return found

    def of_theme(self, theme: int | None) -> Offers:
        """Return the initiatives of a shown theme, of all of them without one, told apart by how they reach places."""
        return Offers(self, tuple(offer for offer in self.known.offers if theme is None or theme in offer.themes))

    def _homes(self) -> list[int]:
        """Return for each site the position, among the located places, of the municipality it stands in."""
        order = np.cumsum(self.located) - 1
        found = [self.index.get(site.place_id or 0) for site in self.sites]
        return [NOWHERE if at is None or not self.located[at] else int(order[at]) for at in found]


@dataclass(frozen=True, eq=False)
class Offers:
    """The initiatives of one theme: at a point, serving an area, online, or with no place that is known."""

    ground: Ground
    everything: tuple[Offer, ...]

    @cached_property
    def sites(self) -> list[int]:
        """Columns of the costs that belong to these initiatives."""
        mine = {offer.pk for offer in self.everything}
        return [column for column, site in enumerate(self.ground.sites) if site.pk in mine]

    @cached_property
    def points(self) -> tuple[Offer, ...]:
        return tuple(self.ground.sites[column] for column in self.sites)

    @cached_property
    def ranging(self) -> tuple[Offer, ...]:
        """Those that serve several places, or travel between them."""
        return tuple(offer for offer in self.everything if not offer.is_point and not offer.is_online)

    @cached_property
    def online(self) -> tuple[Offer, ...]:
        return tuple(offer for offer in self.everything if offer.is_online)

    @cached_property
    def areas(self) -> list[list[int]]:
        """Positions of the places that each ranging initiative serves; one that names none is left out."""
        found = [sorted({at for place in offer.served for at in self.ground.at(place)}) for offer in self.ranging]
        return [area for area in found if area]

    @cached_property
    def nowhere(self) -> tuple[Offer, ...]:
        """Those of which nobody has said where they are, so that they stand on no map."""
        return tuple(o for o in self.everything if not o.is_online and not o.place_id and not o.served)

    @cached_property
    def standing(self) -> Wholes:
        """How many initiatives stand in each place: by their own place, never those online."""
        found = np.zeros(len(self.ground.places), dtype=np.int64)
        for offer in self.everything:
            if not offer.is_online and (at := self._home(offer)) is not None:
                found[at] += 1
        return found

    @cached_property
    def here(self) -> Wholes:
        """How many initiatives are to be found in each place: those that stand there, and those that come there."""
        found = self.standing.copy()
        for offer in self.ranging:
            home = self._home(offer)
            for at in {at for place in offer.served for at in self.ground.at(place)} - {home}:
                found[at] += 1
        return found

    @cached_property
    def nearest(self) -> Nearest:
        """Kilometres to the nearest site; infinite where there is none."""
        from maillage.core.coverage import Nearest

        costs = self.ground.costs[:, self.sites].min(axis=1, initial=np.inf)
        return Nearest(costs, self.ground.measure, len(self.sites))

    def travel(self, chosen: Bools) -> CostMatrix:
        """Return the ways from the chosen places to the sites."""
        from maillage.core.coverage import CostMatrix

        return CostMatrix(self.ground.costs[chosen][:, self.sites], self.ground.measure)

    def _home(self, offer: Offer) -> int | None:
        return self.ground.index.get(offer.place_id or 0)


def people_of(known: Known, spot: Spot) -> int | None:
    """Return who is counted in a place, by the settings; None where that is not known."""
    return spot.newcomers if known.weighs_newcomers else spot.population
