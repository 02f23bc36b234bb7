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
from maillage.insight.coverage_classes import gap_words, share_words, shown_concentration, tells_gap, tells_share
from maillage.insight.coverage_map import map_of
from maillage.insight.coverage_table import legend, matrix_of
from maillage.insight.coverage_words import concentration_sentences, people_word
from maillage.insight.numbers import tenths, whole
from maillage.insight.queries.cells import Column
from maillage.insight.queries.coverage import LeftOut, Overview, overview_of
from maillage.insight.queries.coverage_rows import known_of
from maillage.insight.queries.coverage_shown import Shown
from maillage.insight.queries.ground import Ground
from maillage.insight.silence_page import silence_told
from maillage.territory.models import Region
from maillage.territory.queries.missing import NAMES_SHOWN, Lack, Missing

if TYPE_CHECKING:
    from maillage.core.coverage import CoverageShare


# That an initiative has nobody within reach says of the places around it that no newcomer is counted there.
UNUSED = "unused_in_this_model"


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
    overview, shown = overview_of(ground), Shown(ground)
    newcomers = ground.known.weighs_newcomers
    name = str(region.name)
    return {
        **common(ground),
        "title": _("What exists where in %(region)s") % {"region": name},
        "description": _("Which themes have initiatives where in %(region)s, and what nobody knows.")
        % {"region": name},
        "findings": concentration_sentences(
            name,
            shown_concentration(overview.concentration, shown),
            newcomers=newcomers,
            some_unknown=some_class_unknown(ground),
        ),
        "themes": theme_rows(overview, shown),
        "matrix": matrix_of(
            ground, overview.columns, {name: asked.get(name, "") for name in ("themes", "places", "page")}
        ),
        "legend": legend(),
        "map": map_of(overview.together),
        "silence": silence_told(shown, overview.rows, overview.silence, theme=None),
        "empty_themes": empty_themes(overview),
        "assumptions": assumptions_of(ground, overview.left_out, []),
    }


def common(ground: Ground) -> dict[str, Any]:
    """Return what every page of coverage shows."""
    return {
        "here": "coverage",
        "missing": missing_in(ground),
        "who": people_word(newcomers=ground.known.weighs_newcomers),
        "protects": ground.known.weighs_newcomers,
        "has_places": bool(ground.places),
    }


def some_class_unknown(ground: Ground) -> bool:
    """Tell whether people are counted somewhere whose size class is not known."""
    return bool((ground.counted & (ground.classes == 0)).any())


def theme_rows(overview: Overview, shown: Shown) -> list[ThemeRow]:
    """Say each theme of which something is recorded."""
    return [theme_row(shown, column, share) for column, share in zip(overview.columns, overview.shares, strict=True)]


def theme_row(shown: Shown, column: Column, share: CoverageShare) -> ThemeRow:
    """Say one theme: without a place to reach there is no share, and without both classes no gap."""
    reachable = share.found == "places_known"
    # What nobody told of is not known: words that begin with “none” are kept for what was asked.
    none = _("none, verified") if share.found == "verified_none" else ""
    return ThemeRow(
        column=column,
        initiatives=whole(len(column.offers.everything)),
        reach=_("%(reach)s km") % {"reach": tenths(column.reach)},
        everybody=share_words(share.groups["all"], told=tells_share(shown, column, "all")) if reachable else none,
        rural=share_words(share.groups["rural"], told=tells_share(shown, column, "rural")) if reachable else none,
        gap=gap_words(share, told=tells_gap(shown, column)) if reachable else "",
    )


def empty_themes(overview: Overview) -> str:
    """Name the themes of which nobody has recorded anything."""
    told = {column.theme for column in overview.columns}
    return ", ".join(str(theme) for theme in overview.ground.known.themes if theme not in told)


def assumptions_of(ground: Ground, out: LeftOut, statements: list[Any]) -> list[str]:
    """Say what the figures rest on: who is counted and when, how ways are measured, what is left out."""
    newcomers = ground.known.weighs_newcomers
    return [
        *([protection_sentence()] if newcomers else []),
        years_sentence((spot.year for spot in ground.places if spot.population is not None), newcomers=newcomers),
        measure_sentence(ground.measure, ground.known.settings.circuity),
        *dict.fromkeys(statement_sentences(one for one in statements if not newcomers or one.key != UNUSED)),
        *left_out_sentences(out, newcomers=newcomers),
    ]


def protection_sentence() -> str:
    """Say how the numbers of newcomers are kept from being reckoned place by place."""
    return _(
        "Numbers of newcomers are rounded to 5 and may not add up. What would rest on fewer than three municipalities, "
        "on too few people, or nearly on one municipality alone is not shown."
    )


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
