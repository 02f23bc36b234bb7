"""The cells of the coverage table: what is known of a theme in a place, said in exactly one way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from maillage.insight.queries.ground import Bools, Ground, Offers, Wholes
from maillage.territory.models import Theme

# In this order: what stands first is shown where several hold. A need reported is what must not be hidden; whatever
# exists beside it is said in the same cell. That nobody asked is said last, only where nothing else holds.
NEED, HERE, REACH, NONE, UNKNOWN = "need", "here", "reach", "none", "unknown"
ORDER = (NEED, HERE, REACH, NONE, UNKNOWN)


@dataclass(frozen=True)
class Cell:
    """One theme in one place: its `state`, how many needs and initiatives, how far the nearest, when it was asked.

    `beside` is what else holds where a need was reported: here, reach, none or unknown.
    """

    state: str
    beside: str
    needs: int
    here: int
    nearest: float | None
    asked_on: date | None


@dataclass(frozen=True, eq=False)
class Column:
    """One theme over all places; `theme` is None where all themes are taken together."""

    ground: Ground
    theme: Theme | None
    reach: float
    offers: Offers
    needs: Wholes

    @cached_property
    def within(self) -> Bools:
        """Places from which the nearest site is within reach."""
        found: Bools = self.offers.nearest.costs <= self.reach
        return found

    @cached_property
    def tells(self) -> Bools:
        """Places of which something is known beyond what is near."""
        found: Bools = (self.needs > 0) | (self.offers.here > 0) | self.asked
        return found

    @cached_property
    def asked(self) -> Bools:
        """Places that are known to have none."""
        nones = {place for place, theme in self.ground.known.nones if self.theme and theme == self.theme.pk}
        return self.ground.marked(nones)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has recorded anything of this theme."""
        return not self.offers.everything and not self.needs.any() and not self.asked.any()

    def states(self) -> list[str]:
        """Return the state of each place."""
        return [self.cell(position).state for position in range(len(self.ground.places))]

    def cell(self, position: int) -> Cell:
        """Return what is known of a place."""
        needs, here = int(self.needs[position]), int(self.offers.here[position])
        cost = float(self.offers.nearest.costs[position])
        asked_on = self._asked_on(position)
        beside = HERE if here else REACH if self.within[position] else NONE if asked_on else UNKNOWN
        nearest = cost if np.isfinite(cost) else None
        return Cell(NEED if needs else beside, beside, needs, here, nearest, asked_on)

    def _asked_on(self, position: int) -> date | None:
        spot, nones = self.ground.places[position], self.ground.known.nones
        if self.theme is None:
            return None
        return nones.get((spot.pk, self.theme.pk)) or nones.get((spot.parent_id or 0, self.theme.pk))


def column_of(ground: Ground, theme: Theme | None) -> Column:
    """Return a theme over all places, or all themes together."""
    known = ground.known
    needs = np.zeros(len(ground.places), dtype=np.int64)
    for need in known.needs:
        if theme is None or need.theme == theme.pk:
            needs[sorted({at for place in need.places for at in ground.at(place)})] += 1
    reach = known.reach_of(theme) if theme else max((known.reach_of(one) for one in known.themes), default=0.0)
    return Column(ground, theme, reach, ground.of_theme(theme.pk if theme else None), needs)
