"""Sections as a page shows them: the convenor's words as harmless HTML, bars and spots as drawings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, get_language_info

from maillage.core.dots import frame_from
from maillage.insight.wording.own_words import as_html
from maillage.insight.wording.sections import Bar, Bars, Part, Section, Spots
from maillage.kit.spoken import page_language

WIDE = 600
NARROWEST = 3


@dataclass(frozen=True)
class DrawnBar:
    """A bar with where it begins and how long it is, from the side on which reading begins."""

    bar: Bar
    x: int
    width: int


@dataclass(frozen=True)
class Drawn:
    """A part with what its drawing needs: bars, or the map and the points on it."""

    part: Part
    bars: tuple[DrawnBar, ...] = ()
    drawing: Mapping[str, Any] | None = None
    points: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Page:
    """A section with its parts drawn and the convenor's words as HTML; `lang` where they are in another language."""

    section: Section
    words: SafeString | str
    lang: str
    direction: str
    parts: tuple[Drawn, ...]


def pages_of(sections: Iterable[Section], drawing: Mapping[str, Any] | None) -> tuple[Page, ...]:
    """Return sections ready to be shown, on the region's `drawing` where it is drawn."""
    return tuple(_page(section, drawing or {}) for section in sections)


def _page(section: Section, drawing: Mapping[str, Any]) -> Page:
    lang = section.own_language if section.own_language != page_language() else ""
    direction = "rtl" if section.own_language and get_language_info(section.own_language)["bidi"] else "ltr"
    words = as_html(section.own_words) if section.own_words else ""
    return Page(section, words, lang, direction, tuple(_drawn(part, drawing) for part in section.parts))


def _drawn(part: Part, drawing: Mapping[str, Any]) -> Drawn:
    if isinstance(part, Bars):
        return Drawn(part, bars=tuple(bar_of(bar, from_right=get_language_bidi()) for bar in part.bars))
    if isinstance(part, Spots) and drawing:
        frame = frame_from(dict(drawing))
        points = [frame.at(longitude, latitude) for _name, longitude, latitude in part.spots]
        inside = tuple((x, y) for x, y in points if 0 <= x <= frame.width and 0 <= y <= frame.height)
        return Drawn(part, drawing={**drawing, "width": frame.width, "height": frame.height}, points=inside)
    return Drawn(part)


def bar_of(bar: Bar, *, from_right: bool) -> DrawnBar:
    """Return a bar at its place; what is not nothing is never too short to be seen."""
    width = max(NARROWEST, round(bar.length * WIDE)) if bar.length > 0 else 0
    return DrawnBar(bar, WIDE - width if from_right else 0, width)
