"""What the public may be told where newcomers are counted: sums of groups so large that no place is given away."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from maillage.insight.queries.cells import Column, column_of
from maillage.insight.queries.ground import Bools, Floats, Ground, Wholes

LEAST_PLACES = 3
LEAST_PEOPLE = 11
LEAST_NAMED = 30
MOST_OF_ONE = 0.8
BASE = 5
RURAL, CITY, TOWN = 3, 1, 2


def is_solid(people: Floats) -> bool:
    """Tell whether the sum of these places gives none of them away: three with newcomers, eleven people, no giant."""
    total = float(people.sum())
    if int((people > 0).sum()) < LEAST_PLACES or total < LEAST_PEOPLE:
        return False
    return float(people.max()) <= MOST_OF_ONE * total


def about(people: float) -> int:
    """Round a count of people to base 5 (methods M6, rule 4)."""
    return BASE * ((round(people) + BASE // 2) // BASE)


@dataclass(frozen=True, eq=False)
class Shown:
    """One partition of the places for all public pages of a region: no printed figure tells apart what one block holds.

    Whatever is reckoned from figures that are sums over blocks (differences of themes, of classes, of totals) is again
    a sum over blocks, so that hiding one class hides what would give it away besides. Where residents are counted
    nothing is hidden.
    """

    ground: Ground

    @property
    def protects(self) -> bool:
        """Whether newcomers are counted, who must not be reckoned place by place."""
        return self.ground.known.weighs_newcomers

    @cached_property
    def blocks(self) -> Wholes:
        """Block of each place; of use only where the whole is solid."""
        ground = self.ground
        found = np.zeros(len(ground.places), dtype=np.int64)
        self._split(found, ground.located)
        for code in (RURAL, CITY, TOWN):
            self._split(found, ground.classes == code)
        for theme in ground.known.themes:
            column = column_of(ground, theme)
            self._split(found, column.within)
            if column.offers.areas:
                self._split(found, column.within | served_in(column))
        self._split(found, ground.heard)
        return found

    @cached_property
    def _whole_is_solid(self) -> bool:
        return is_solid(self.ground.people[self.ground.counted])

    def tells(self, *sets: Bools) -> bool:
        """Tell whether the sum of people over each of these sets of places may be known."""
        return not self.protects or all(self._tells(one & self.ground.counted) for one in sets)

    def group(self, codes: tuple[int, ...]) -> Bools:
        """Return the places of these classes that coverage counts: with people and a position."""
        inside: Bools = self.ground.counted & self.ground.located & np.isin(self.ground.classes, codes)
        return inside

    def tells_share(self, column: Column, codes: tuple[int, ...], *, itinerant: bool = False) -> bool:
        """Tell whether the share within reach of these classes may be known, and what the page reckons with it."""
        if not self.protects:
            return True
        inside = self.group(codes)
        reached = column.within | served_in(column) if itinerant else column.within
        return self.tells(inside, inside & reached)

    def _tells(self, inside: Bools) -> bool:
        if not inside.any():
            return True
        counted = self.ground.counted
        outside = counted & ~inside
        return self._whole_is_solid and not set(self.blocks[inside]) & set(self.blocks[outside])

    def _split(self, blocks: Wholes, marks: Bools) -> None:
        """Part each block where both parts stay solid."""
        people, counted = self.ground.people, self.ground.counted
        for block in np.unique(blocks).tolist():
            inside = counted & (blocks == block)
            chosen, rest = inside & marks, inside & ~marks
            if is_solid(people[chosen]) and is_solid(people[rest]):
                blocks[chosen] = int(blocks.max()) + 1


def served_in(column: Column) -> Bools:
    """Mark the places that initiatives serve by area or by travelling."""
    found = np.zeros(len(column.ground.places), dtype=np.bool_)
    for area in column.offers.areas:
        found[area] = True
    return found
