"""What the page of a region's coverage tells: the finding first, theme by theme, place by place, and what is silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from maillage.insight.assumptions import (
    left_out_sentences,
    measure_sentence,
    statement_sentences,
    years_sentence,
)
from maillage.insight.coverage_map import map_of
from maillage.insight.coverage_table import legend, matrix_of
from maillage.insight.coverage_words import concentration_sentences, people_word
from maillage.insight.numbers import percent, tenths, whole
from maillage.insight.queries.cells import Column
from maillage.insight.queries.coverage import LeftOut, Overview, overview_of
from maillage.insight.queries.coverage_rows import known_of
from maillage.insight.queries.ground import Ground
from maillage.insight.silence_page import silence_told
from maillage.territory.models import Region
from maillage.territory.queries.missing import NAMES_SHOWN, Lack, Missing

if TYPE_CHECKING:
    from maillage.core.coverage import ClassCoverage, CoverageShare


@dataclass(frozen=True)
class ThemeRow:
    """One theme on the page of a region: how many initiatives, who lives within reach, and how far apart that is."""

    column: Column
    initiatives: str
    reach: str
    everybody: str
    rural: str
    gap: str


def ground_now(region: Region, today: date) -> Ground:
    """Return the ground of a region as it stands."""
    return Ground(known_of(region, today))


def told_of(region: Region, today: date, asked: QueryDict) -> dict[str, Any]:
    """Find what the page of a region's coverage shows."""
    ground = ground_now(region, today)
    overview = overview_of(ground)
    newcomers = ground.known.weighs_newcomers
    name = str(region.name)
    return {
        **common(ground),
        "title": _("What exists where in %(region)s") % {"region": name},
        "description": _("Which themes have initiatives where in %(region)s, and what nobody knows.")
        % {"region": name},
        "findings": concentration_sentences(name, overview.concentration, newcomers=newcomers),
        "themes": theme_rows(overview),
        "matrix": matrix_of(
            ground, overview.columns, {name: asked.get(name, "") for name in ("themes", "places", "page")}
        ),
        "legend": legend(),
        "map": map_of(overview.together),
        "silence": silence_told(ground, overview.rows, overview.silence, theme=None),
        "empty_themes": empty_themes(overview),
        "assumptions": assumptions_of(ground, overview.left_out, []),
    }


def common(ground: Ground) -> dict[str, Any]:
    """Return what every page of coverage shows."""
    return {
        "here": "coverage",
        "missing": missing_in(ground),
        "who": people_word(newcomers=ground.known.weighs_newcomers),
        "has_places": bool(ground.places),
    }


def theme_rows(overview: Overview) -> list[ThemeRow]:
    """Say each theme of which something is recorded."""
    return [theme_row(column, share) for column, share in zip(overview.columns, overview.shares, strict=True)]


def theme_row(column: Column, share: CoverageShare) -> ThemeRow:
    """Say one theme: without a place to reach there is no share, and without both classes no gap."""
    reachable = share.found == "places_known"
    none = _("none, verified") if share.found == "verified_none" else _("none known")
    return ThemeRow(
        column=column,
        initiatives=whole(len(column.offers.everything)),
        reach=_("%(reach)s km") % {"reach": tenths(column.reach)},
        everybody=share_words(share.groups["all"]) if reachable else none,
        rural=share_words(share.groups["rural"]) if reachable else none,
        gap=gap_words(share) if reachable else "",
    )


def share_words(found: ClassCoverage) -> str:
    """Say a share of people, where there are enough of them."""
    if found.share is None:
        return _("no data")
    return percent(found.share) if found.printable else _("not shown: fewer than 30 people")


def itinerant_words(found: ClassCoverage) -> str:
    """Say the share with initiatives that serve an area or travel."""
    if found.itinerant is None:
        return _("no data")
    return percent(found.itinerant) if found.printable else _("not shown: fewer than 30 people")


def gap_words(found: CoverageShare) -> str:
    """Say the gap between town and country in percentage points."""
    if found.gap is None:
        return _("no data")
    if not (found.groups["urban"].printable and found.groups["rural"].printable):
        return _("not shown: fewer than 30 people")
    sign = "+" if round(found.gap) > 0 else ""
    return _("%(points)s points") % {"points": f"{sign}{whole(found.gap)}"}


def empty_themes(overview: Overview) -> str:
    """Name the themes of which nobody has recorded anything."""
    told = {column.theme for column in overview.columns}
    return ", ".join(str(theme) for theme in overview.ground.known.themes if theme not in told)


def assumptions_of(ground: Ground, out: LeftOut, statements: list[Any]) -> list[str]:
    """Say what the figures rest on: who is counted and when, how ways are measured, what is left out."""
    newcomers = ground.known.weighs_newcomers
    return [
        years_sentence((spot.year for spot in ground.places if spot.population is not None), newcomers=newcomers),
        measure_sentence(ground.measure, ground.known.settings.circuity),
        *dict.fromkeys(statement_sentences(statements)),
        *left_out_sentences(out, newcomers=newcomers),
    ]


def missing_in(ground: Ground) -> Missing:
    """Say what the places lack, from what is at hand."""
    kept = getattr(ground.known.region, "map", None)
    outlined = kept.outlines.get("places", {}) if kept else {}

    def lack(names: list[str]) -> Lack:
        return Lack(len(names), tuple(names[:NAMES_SHOWN]), of_all=len(names) == len(ground.places) > 0)

    spots = ground.places
    return Missing(
        ground.known.region,
        len(spots),
        lack([spot.name for spot in spots if spot.population is None]),
        lack([spot.name for spot in spots if spot.latitude is None]),
        lack([spot.name for spot in spots if spot.degurba is None]),
        lack([spot.name for spot in spots if spot.area is None]),
        lack([spot.name for spot in spots if str(spot.pk) not in outlined]),
    )
