"""What the page of one theme tells: who reaches it, whether it stands where people live, and what is silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.insight.coverage_access import access_told
from maillage.insight.coverage_classes import (
    itinerant_words,
    people_words,
    share_words,
    shown_concentration,
    tells_gap,
    tells_share,
)
from maillage.insight.coverage_map import map_of
from maillage.insight.coverage_page import assumptions_of, common, ground_now, some_class_unknown
from maillage.insight.coverage_plots import quotient_plot, reach_plot
from maillage.insight.coverage_table import CellWords, cell_words, legend
from maillage.insight.coverage_words import (
    CLASS_OF,
    CLASSES,
    SPLIT,
    concentration_sentences,
    gap_sentence,
    inequality_sentences,
)
from maillage.insight.numbers import tenths, whole
from maillage.insight.queries.coverage import ThemeCoverage, theme_coverage
from maillage.insight.queries.coverage_rows import Spot
from maillage.insight.queries.coverage_shown import Shown
from maillage.insight.queries.ground import Ground
from maillage.insight.silence_page import silence_told
from maillage.territory.models import Region, Theme

PLACES_ON_A_PAGE = 25


@dataclass(frozen=True)
class ClassRow:
    """One class of municipalities: its people, who of them is within reach, with and without itinerant service."""

    name: str
    places: str
    people: str
    share: str
    itinerant: str


@dataclass(frozen=True)
class PlaceRow:
    """One municipality on the page of a theme."""

    spot: Spot
    kind: str
    cell: CellWords
    distance: str


def theme_told(region: Region, key: str, today: date, asked: QueryDict) -> dict[str, Any]:
    """Find what the page of a shown theme tells; raises Http404 where there is none of that key."""
    ground = ground_now(region, today)
    theme = theme_called(ground, key)
    found, shown = theme_coverage(ground, theme), Shown(ground)
    quotients = shown_concentration(found.concentration, shown)
    name, newcomers = str(region.name), ground.known.weighs_newcomers
    statements = [*found.share.statements, *(found.access.statements if found.access else ())]
    names = {"theme": str(theme), "region": name}
    return {
        **common(ground),
        "theme": theme,
        "title": _("%(theme)s: what exists where in %(region)s") % names,
        "description": _("Who lives within reach in %(region)s, and where nobody knows: %(theme)s.") % names,
        "findings": concentration_sentences(
            name, quotients, newcomers=newcomers, some_unknown=some_class_unknown(ground)
        ),
        "initiatives": initiatives_sentence(found),
        "has_points": found.share.found == "places_known",
        "found_words": statements_of_found(found),
        "classes": class_rows(shown, found),
        "gap": gap_sentence(found.share, told=tells_gap(shown, found.column))
        if found.share.found == "places_known"
        else "",
        "itinerant": bool(found.column.offers.areas),
        "quotients": quotient_plot(quotients),
        "spread": inequality_sentences(
            found.inequality,
            initiatives=int(found.column.offers.standing[ground.counted].sum()),
            told=not shown.protects,
        ),
        "curve": reach_plot(found.curve, found.column.reach) if ground.places and not shown.protects else None,
        "reach": tenths(found.column.reach),
        "access": access_told(shown, found),
        "silence": silence_told(shown, found.rows, found.silence, theme=theme),
        "map": map_of(found.column),
        "legend": legend(),
        "page": places_page(found, asked),
        "assumptions": assumptions_of(ground, found.left_out, statements),
    }


def theme_called(ground: Ground, key: str) -> Theme:
    """Return the shown theme of this key; raises Http404."""
    found = next((theme for theme in ground.known.themes if theme.key == key), None)
    if found is None:
        raise Http404(_("There is no theme of that name."))
    return found


def initiatives_sentence(found: ThemeCoverage) -> str:
    """Say how many initiatives of the theme are known, by how they reach places."""
    offers = found.column.offers
    if not offers.everything:
        return _("No initiative of this theme is known in this region.")
    told = ngettext(
        "%(n)s initiative is known that has not ended. At one place: %(points)s; in several places or travelling: "
        "%(ranging)s; online or by telephone: %(online)s; with no place that is known: %(nowhere)s.",
        "%(n)s initiatives are known that have not ended. At one place: %(points)s; in several places or travelling: "
        "%(ranging)s; online or by telephone: %(online)s; with no place that is known: %(nowhere)s.",
        len(offers.everything),
    )
    nowhere = {offer.pk for offer in offers.nowhere}
    numbers = {
        "points": sum(offer.is_point and offer.pk not in nowhere for offer in offers.everything),
        "ranging": sum(offer.pk not in nowhere for offer in offers.ranging),
        "online": len(offers.online),
        "nowhere": len(nowhere),
    }
    return told % {"n": whole(len(offers.everything)), **{name: whole(count) for name, count in numbers.items()}}


def statements_of_found(found: ThemeCoverage) -> str:
    """Say why there is no share where there is no place to reach."""
    if found.share.found == "verified_none":
        return _("None, verified: every place was asked and said that there is nothing.")
    return _("No initiative at one place is known. That nobody told of one does not mean that there is none.")


def class_rows(shown: Shown, found: ThemeCoverage) -> list[ClassRow]:
    """Say the share of each class that has places."""
    groups, column = found.share.groups, found.column
    names = [name for name in (*SPLIT, "unknown", "urban", "all") if groups[name].municipalities]
    return [
        ClassRow(
            str(CLASSES[name]), whole(groups[name].municipalities), people_words(shown, name, groups[name].people),
            share_words(groups[name], told=tells_share(shown, column, name)),
            itinerant_words(groups[name], told=tells_share(shown, column, name, itinerant=True)),
        )
        for name in names
    ]  # fmt: skip


def places_page(found: ThemeCoverage, asked: QueryDict) -> Any:
    """Return one page of the places with their cells, by what is known of them, then by size."""
    column = found.column
    ground = column.ground
    order = sorted(range(len(ground.places)), key=lambda at: (-int(column.needs[at]), not column.tells[at], at))
    page: Any = Paginator(order, PLACES_ON_A_PAGE).get_page(asked.get("page"))
    page.object_list = [place_row(found, at) for at in page.object_list]
    return page


def place_row(found: ThemeCoverage, at: int) -> PlaceRow:
    """Say one place."""
    ground = found.column.ground
    cell = found.column.cell(at)
    distance = _("%(distance)s km") % {"distance": tenths(cell.nearest)} if cell.nearest is not None else ""
    spot = ground.places[at]
    return PlaceRow(spot, str(CLASSES[CLASS_OF[spot.degurba]]), cell_words(cell), distance)
