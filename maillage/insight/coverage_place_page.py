"""What exists in one municipality and its neighbours: each theme with its cell and the nearest initiative."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.core.folding import fold
from maillage.insight.assumptions import measure_sentence, years_sentence
from maillage.insight.coverage_page import common, ground_now
from maillage.insight.coverage_table import MOST_THEMES, CellWords, Row, cell_words, legend, rows_of
from maillage.insight.coverage_words import CLASS_OF, CLASSES
from maillage.insight.numbers import tenths, whole
from maillage.insight.queries.cells import Column, column_of
from maillage.insight.queries.coverage_rows import Offer, Spot
from maillage.insight.queries.ground import Ground
from maillage.territory.models import Region

NEIGHBOURS = 5
MOST_FOUND = 20


@dataclass(frozen=True)
class ThemeHere:
    """A theme in this place: its cell, and the nearest initiative with its place and how far it is."""

    column: Column
    cell: CellWords
    nearest: Offer | None
    url: str
    distance: str


def place_told(region: Region, today: date, asked: str) -> dict[str, Any]:
    """Find what the page of one municipality shows; several of that name are listed, none is said."""
    ground = ground_now(region, today)
    found = places_called(ground, asked)
    shown = {**common(ground), "asked": asked[:60], "found": [ground.places[at] for at in found[:MOST_FOUND]]}
    if len(found) != 1:
        return {**shown, "spot": None, "title": _("What exists in my municipality")}
    at = found[0]
    spot = ground.places[at]
    columns = [column_of(ground, theme) for theme in ground.known.themes]
    told = [column for column in columns if not column.is_empty]
    near = [at, *neighbours_of(ground, at)]
    return {
        **shown,
        "spot": spot,
        "title": _("What exists in %(place)s") % {"place": spot.name},
        "description": _("What exists in %(place)s and its neighbours, by theme, and what nobody knows.")
        % {"place": spot.name},
        "facts": facts_of(ground, spot),
        "told": [theme_here(ground, column, at) for column in told],
        "not_told": ", ".join(str(column.theme) for column in columns if column.is_empty),
        "legend": legend(),
        "neighbour_themes": [column.theme for column in told[:MOST_THEMES]],
        "neighbours": neighbour_rows(ground, told[:MOST_THEMES], near),
        "measure": measure_sentence(ground.measure, ground.known.settings.circuity),
        "year": years_sentence([spot.year], newcomers=False),
    }


def places_called(ground: Ground, asked: str) -> list[int]:
    """Return the positions of the places with this code, else of this name, else whose name begins so."""
    words = fold(asked.replace("\x00", "").strip()[:60])
    if not words:
        return []
    folded = [fold(spot.name) for spot in ground.places]
    tries = (
        [at for at, spot in enumerate(ground.places) if fold(spot.code) == words],
        [at for at, name in enumerate(folded) if name == words],
        [at for at, name in enumerate(folded) if name.startswith(words)],
    )
    return next((found for found in tries if found), [])


def facts_of(ground: Ground, spot: Spot) -> list[tuple[str, str]]:
    """Return what is known of the place itself."""
    population = _("not known") if spot.population is None else whole(spot.population)
    heard = bool(ground.heard[ground.index[spot.pk]])
    return [
        (_("Inhabitants"), population),
        (_("Size class"), str(CLASSES[CLASS_OF[spot.degurba]])),
        (_("Somebody listens here"), _("yes") if heard else _("not known")),
    ]


def theme_here(ground: Ground, column: Column, at: int) -> ThemeHere:
    """Return a theme in this place with the nearest initiative at one place."""
    sites = column.offers.sites
    costs = ground.costs[at, sites]
    nearest = None
    if len(sites) and np.isfinite(costs).any():
        nearest = ground.sites[sites[int(np.argmin(costs))]]
    return ThemeHere(
        column=column,
        cell=cell_words(column.cell(at)),
        nearest=nearest,
        url=reverse("website:practice-detail", args=[ground.known.region.slug, nearest.public_id]) if nearest else "",
        distance=_("%(distance)s km") % {"distance": tenths(float(costs.min()))} if nearest else "",
    )


def neighbours_of(ground: Ground, at: int) -> list[int]:
    """Return the nearest municipalities, by straight line."""
    from maillage.core.coverage import haversine

    if not ground.located[at]:
        return []
    others = [other for other in np.flatnonzero(ground.located).tolist() if other != at]
    here = ground.places[at]
    spots = [ground.places[other] for other in others]
    ways = haversine(
        [here.latitude or 0], [here.longitude or 0],
        [spot.latitude or 0 for spot in spots], [spot.longitude or 0 for spot in spots],
    )[0]  # fmt: skip
    return [others[index] for index in np.argsort(ways, kind="stable")[:NEIGHBOURS].tolist()]


def neighbour_rows(ground: Ground, columns: list[Column], near: list[int]) -> tuple[Row, ...]:
    """Return the rows of the place and its neighbours, where there is anything to compare."""
    return rows_of(ground, columns, near) if columns and len(near) > 1 else ()
