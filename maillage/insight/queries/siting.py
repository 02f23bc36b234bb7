"""What “where next” is asked of: places with people and a position, and what already stands there."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from maillage.insight.queries.ground import Floats, Ground
from maillage.territory.models import Theme

if TYPE_CHECKING:
    from maillage.core.coverage import CostMatrix, Nearest


@dataclass(frozen=True, eq=False)
class SitingQuestion:
    """The places that count and can be chosen, by code: `rows` are their positions in the ground."""

    ground: Ground
    rows: tuple[int, ...]
    people: Floats
    travel: CostMatrix
    existing: Nearest
    stamp: str

    def keys(self, chosen: Any) -> list[int]:
        """Return the keys of chosen places."""
        return [self.ground.places[self.rows[at]].pk for at in chosen]

    def places(self, keys: Any) -> list[int]:
        """Return which of the rows these keys are; others are left out."""
        wanted = set(keys)
        return [at for at, row in enumerate(self.rows) if self.ground.places[row].pk in wanted]


def question_of(ground: Ground, theme: Theme, asked: dict[str, Any]) -> SitingQuestion:
    """Return the question for a theme; ties are broken by code, so the places stand in that order."""
    from maillage.core.coverage import CostMatrix, Nearest, Positions

    usable = np.flatnonzero(ground.counted & ground.located).tolist()
    rows = tuple(sorted(usable, key=lambda at: (ground.places[at].code, ground.places[at].pk)))
    people = ground.people[list(rows)]
    spots = [ground.places[at] for at in rows]
    here = ([spot.latitude or 0 for spot in spots], [spot.longitude or 0 for spot in spots])
    ways = Positions(
        here, here, circuity=ground.known.settings.circuity, areas=ground.areas[list(rows)], homes=range(len(rows))
    )
    nearest = ground.of_theme(theme.pk).nearest
    costs = nearest.costs[list(rows)]
    marks = [
        [spot.code for spot in spots], people.tolist(), here, ground.areas[list(rows)].tolist(),
        [None if not np.isfinite(cost) else round(float(cost), 6) for cost in costs],
        ground.known.settings.circuity, ground.known.settings.weighs, sorted(asked.items()),
    ]  # fmt: skip
    return SitingQuestion(
        ground=ground,
        rows=rows,
        people=people,
        travel=CostMatrix(ways.matrix(), ground.measure),
        existing=Nearest(costs, nearest.measure, nearest.places),
        stamp=sha256(json.dumps(marks).encode()).hexdigest(),
    )
