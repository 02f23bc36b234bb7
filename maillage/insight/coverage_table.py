"""The coverage table in words: places by themes, each cell said in exactly one way, biggest and best known first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.insight.coverage_words import CLASS_OF, CLASSES
from maillage.insight.numbers import on_one_line, tenths, whole
from maillage.insight.queries.cells import HERE, NEED, NONE, REACH, UNKNOWN, Cell, Column
from maillage.insight.queries.coverage_rows import Spot
from maillage.insight.queries.ground import Ground
from maillage.kit.spoken import short_day
from maillage.territory.models import Theme

# The knot that draws each state; what is not surveyed has none, its dotted mark comes with its words.
KNOTS = {NEED: "open", HERE: "kept", REACH: "tied", NONE: "cut"}
MOST_THEMES = 6
ROWS_AT_FIRST = 24
ROWS_ON_A_PAGE = 50
BY_CLASS = (1, 2, 3, None)


@dataclass(frozen=True)
class CellWords:
    """One cell as it is read: a mark, its words, and what else holds where a need was reported."""

    knot: str
    words: str
    beside: str = ""
    theme: str = ""


@dataclass(frozen=True)
class Row:
    """One place with its cells, in the order of the columns."""

    spot: Spot
    cells: tuple[CellWords, ...]


@dataclass(frozen=True)
class Group:
    """Places of one class, or of one larger area."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Matrix:
    """A part of the table: some themes, some places in groups, and the ways to the rest."""

    themes: tuple[Theme, ...]
    groups: tuple[Group, ...]
    page: Page[Any]
    theme_pages: tuple[tuple[int, str, bool], ...]
    is_whole: bool


def cell_words(cell: Cell, theme: Theme | None = None) -> CellWords:
    """Say one cell; `theme` is read before it where the table has no heading."""
    name = str(theme) if theme else ""
    if cell.state != NEED:
        return CellWords(KNOTS.get(cell.state, ""), _said(cell, cell.state), theme=name)
    needs = ngettext("%(n)s need reported", "%(n)s needs reported", cell.needs) % {"n": whole(cell.needs)}
    return CellWords(KNOTS[NEED], needs, "" if cell.beside == UNKNOWN else _said(cell, cell.beside), theme=name)


def _said(cell: Cell, state: str) -> str:
    if state == HERE:
        return ngettext("%(n)s initiative here", "%(n)s initiatives here", cell.here) % {"n": whole(cell.here)}
    if state == REACH:
        return on_one_line(_("within reach, %(distance)s km") % {"distance": tenths(cell.nearest or 0.0)})
    if state == NONE:
        return _("none, asked on %(day)s") % {"day": short_day(cell.asked_on)}
    return _("not surveyed")


def legend() -> list[CellWords]:
    """Say what the marks mean, in the order in which one comes before another."""
    return [
        CellWords(KNOTS[NEED], _("need reported: said first, whatever exists beside it")),
        CellWords(KNOTS[HERE], _("initiative here, or coming here")),
        CellWords(KNOTS[REACH], _("an initiative within reach, with its distance")),
        CellWords(KNOTS[NONE], _("none: somebody was asked, on that day")),
        CellWords("", _("not surveyed: nobody has told, which does not mean none")),
    ]


def matrix_of(ground: Ground, columns: Sequence[Column], asked: dict[str, str]) -> Matrix:
    """Return the part of the table that was asked for: `themes` is a page of columns, `places` the whole, `page`."""
    ordered = sorted(columns, key=_most_told)
    pages = [ordered[start : start + MOST_THEMES] for start in range(0, len(ordered), MOST_THEMES)] or [[]]
    chosen = _number(asked.get("themes", ""), len(pages))
    shown = sorted(pages[chosen - 1], key=_in_taxonomy)
    is_whole = asked.get("places") == "all"
    rows = list(range(len(ground.places))) if is_whole else _first(ground, columns)
    if is_whole:
        rows.sort(key=lambda at: (ground.places[at].parent, ground.places[at].name))
    page = Paginator(rows, ROWS_ON_A_PAGE if is_whole else ROWS_AT_FIRST).get_page(asked.get("page"))
    return Matrix(
        themes=tuple(column.theme for column in shown if column.theme),
        groups=tuple(groups_of(ground, shown, list(page), by_area=is_whole)),
        page=page,
        theme_pages=tuple((n, _names(part), n == chosen) for n, part in enumerate(pages, 1)) if len(pages) > 1 else (),
        is_whole=is_whole,
    )


def rows_of(ground: Ground, columns: Iterable[Column], places: Iterable[int]) -> tuple[Row, ...]:
    """Return the rows of some places."""
    shown = tuple(columns)
    return tuple(Row(ground.places[at], tuple(cell_words(one.cell(at), one.theme) for one in shown)) for at in places)


def groups_of(ground: Ground, columns: Sequence[Column], places: list[int], *, by_area: bool) -> list[Group]:
    """Put places under the larger area they lie in, where there are such, else under their size class."""
    if by_area and any(ground.places[at].parent for at in places):
        found = groupby(places, key=lambda at: ground.places[at].parent)
        return [Group(name or _("in no larger area"), rows_of(ground, columns, under)) for name, under in found]
    ordered = sorted(places, key=lambda at: BY_CLASS.index(ground.places[at].degurba))
    classes = groupby(ordered, key=lambda at: ground.places[at].degurba)
    return [Group(str(CLASSES[CLASS_OF[kind]]), rows_of(ground, columns, under)) for kind, under in classes]


def _first(ground: Ground, columns: Sequence[Column]) -> list[int]:
    """Return the places one sees first: those of which something is told, needs first, then the biggest."""
    needs: Any = sum((column.needs for column in columns), start=0)
    told: Any = sum((column.tells for column in columns), start=0)
    if not columns:
        return list(range(len(ground.places)))[:ROWS_AT_FIRST]
    ordered = sorted(range(len(ground.places)), key=lambda at: (-int(needs[at]), not told[at], at))
    return ordered[:ROWS_AT_FIRST]


def _most_told(column: Column) -> tuple[int, int, str]:
    told = len(column.offers.everything) + int(column.needs.sum())
    return (-told, *_in_taxonomy(column))


def _in_taxonomy(column: Column) -> tuple[int, str]:
    return (column.theme.position, column.theme.key) if column.theme else (0, "")


def _names(columns: Iterable[Column]) -> str:
    return ", ".join(str(column.theme) for column in sorted(columns, key=_in_taxonomy))


def _number(asked: str, most: int) -> int:
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
    return min(max(number, 1), most)
