"""Coverage of a region as reckoned: shares, quotients, access, silence, each from what is recorded and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maillage.insight.queries.cells import Column, column_of
from maillage.insight.queries.ground import Bools, Ground
from maillage.territory.models import Theme

if TYPE_CHECKING:
    from maillage.core.coverage import (
        Access,
        Concentration,
        CoverageCurve,
        CoverageShare,
        Inequality,
        Nearest,
        Silence,
    )

REACHES_SHOWN = tuple(range(5, 51, 5))
# Any number does; the same one for everybody, so that a page read twice says the same.
SEED = 2021


@dataclass(frozen=True, eq=False)
class LeftOut:
    """What could not be taken into account, to be said beside the figures."""

    without_people: int
    without_coordinates: int
    without_class: int
    initiatives_without_place: int
    initiatives_without_base: int
    initiatives_elsewhere: int
    initiatives_where_nobody_is_counted: int
    online: int
    not_known_to_run: int
    needs_without_place: int
    needs_of_larger_areas: int


@dataclass(frozen=True, eq=False)
class ThemeCoverage:
    """A theme in a region, reckoned; `rows` are the positions of the places that are counted, in their order.

    `access` is None where no initiative stands at a point; its rows are those of `reached` (counted and located).
    """

    column: Column
    rows: tuple[int, ...]
    reached: tuple[int, ...]
    share: CoverageShare
    curve: CoverageCurve
    concentration: Concentration
    inequality: Inequality
    access: Access | None
    silence: Silence
    left_out: LeftOut


@dataclass(frozen=True, eq=False)
class Overview:
    """All themes of a region: where initiatives stand, each theme's coverage by class, and what is silent."""

    ground: Ground
    columns: tuple[Column, ...]
    shares: tuple[CoverageShare, ...]
    together: Column
    concentration: Concentration
    rows: tuple[int, ...]
    silence: Silence
    left_out: LeftOut


def theme_coverage(ground: Ground, theme: Theme) -> ThemeCoverage:
    """Reckon one theme."""
    from maillage.core.coverage import coverage_curve, inequality

    column = column_of(ground, theme)
    counted, both = ground.counted, ground.counted & ground.located
    return ThemeCoverage(
        column=column,
        rows=positions(counted),
        reached=positions(both),
        share=share_of(column),
        curve=coverage_curve(
            ground.people[counted],
            ground.classes[counted],
            _nearest(column, counted),
            REACHES_SHOWN,
            located=ground.located[counted],
        ),
        concentration=concentration_of(column),
        inequality=inequality(column.offers.standing[counted], ground.people[counted], seed=SEED),
        access=access_of(column, both),
        silence=silence_of(ground, theme),
        left_out=left_out_of(column),
    )


def overview_of(ground: Ground) -> Overview:
    """Reckon all themes of which something is recorded."""
    columns = [column_of(ground, theme) for theme in ground.known.themes]
    told = tuple(column for column in columns if not column.is_empty)
    together = column_of(ground, None)
    return Overview(
        ground=ground,
        columns=told,
        shares=tuple(share_of(column) for column in told),
        together=together,
        concentration=concentration_of(together),
        rows=positions(ground.counted),
        silence=silence_of(ground, None),
        left_out=left_out_of(together),
    )


def share_of(column: Column) -> CoverageShare:
    """Return who lives within reach, by class."""
    from maillage.core.coverage import coverage_share

    ground = column.ground
    counted = ground.counted
    at_least = bool(column.asked.any() and column.asked[counted].all())
    order = np.cumsum(counted) - 1
    areas = [[int(order[at]) for at in area if counted[at]] for area in column.offers.areas]
    return coverage_share(
        ground.people[counted],
        ground.classes[counted],
        _nearest(column, counted),
        column.reach,
        service_areas=[area for area in areas if area],
        located=ground.located[counted],
        verified_none=at_least,
    )


def concentration_of(column: Column) -> Concentration:
    """Return whether initiatives stand where people live, among municipalities whose people and class are known."""
    from maillage.core.coverage import concentration

    ground = column.ground
    counted = ground.counted & (ground.classes > 0)
    return concentration(column.offers.standing[counted], ground.people[counted], ground.classes[counted])


def access_of(column: Column, both: Bools) -> Access | None:
    """Return places within reach for each person; None where there is no site or nobody to reach it."""
    from maillage.core.coverage import floating_catchment, step

    points = column.offers.points
    if not points or not both.any():
        return None
    capacities = [offer.capacity for offer in points]
    return floating_catchment(column.ground.people[both], capacities, column.offers.travel(both), step())


def silence_of(ground: Ground, theme: Theme | None) -> Silence:
    """Return what silence means in each counted place; a need of a larger area belongs to none of its places."""
    from maillage.core.coverage import silence

    reported = np.zeros(len(ground.places), dtype=np.int64)
    for need in ground.known.told:
        if theme is None or need.theme == theme.pk:
            reported[[ground.index[place] for place in need.places if place in ground.index]] += 1
    counted = ground.counted
    return silence(ground.people[counted], ground.classes[counted], ground.heard[counted], reported[counted])


def left_out_of(column: Column) -> LeftOut:
    """Count what could not be taken into account."""
    ground, offers = column.ground, column.offers
    known = ground.known
    needs = [need for need in known.needs if column.theme is None or need.theme == column.theme.pk]
    placed = [offer for offer in offers.everything if offer.place_id and not offer.is_online]
    return LeftOut(
        without_people=int((~ground.counted).sum()),
        without_coordinates=int((~ground.located).sum()),
        without_class=int((ground.classes == 0).sum()),
        initiatives_without_place=len(offers.nowhere),
        initiatives_without_base=sum(not offer.place_id and bool(offer.served) for offer in offers.ranging),
        initiatives_elsewhere=sum(offer.place_id not in ground.index for offer in placed),
        initiatives_where_nobody_is_counted=int(offers.standing[~ground.counted].sum()),
        online=len(offers.online),
        not_known_to_run=sum(not offer.is_known_to_run for offer in offers.everything),
        needs_without_place=sum(not need.places for need in needs),
        needs_of_larger_areas=sum(
            bool(need.places) and not any(p in ground.index for p in need.places) for need in needs
        ),
    )


def positions(chosen: Bools) -> tuple[int, ...]:
    """Return the positions that are marked."""
    return tuple(int(at) for at in np.flatnonzero(chosen))


def _nearest(column: Column, chosen: Bools) -> Nearest:
    from maillage.core.coverage import Nearest

    nearest = column.offers.nearest
    return Nearest(nearest.costs[chosen], nearest.measure, nearest.places)
