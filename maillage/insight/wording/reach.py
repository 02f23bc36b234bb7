"""The block on town and country in words: who lives within reach, how far apart that is, who is out of reach."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from maillage.core.factfile import Block
from maillage.insight.wording.cooperation import apart
from maillage.insight.wording.sections import Cell, Paragraph, Part, Table
from maillage.insight.wording.values import HELD, NOT_SHOWN, heard, number, percent, points_in_words, table_of

Told = Mapping[str, Any]


def gaps(block: Block) -> list[Part]:
    """Tell by theme how many live within reach in town and country; a verdict only where the figures carry one."""
    rows = block.rows("themes")
    if not rows:
        return [*table_of(block.figures)]
    tells_beyond = any("beyond" in row for row in rows)
    heads = (_("Theme"), _("Urban"), _("Rural"), _("Difference"), _("Initiatives with a place"))
    table = Table(
        _("Population within reach, by theme"),
        (*heads, _("People out of reach")) if tells_beyond else heads,
        tuple((*gap_row(row), *([beyond_cell(row)] if tells_beyond else [])) for row in rows),
        notes=(_("Differences are reckoned on exact shares, so they may be one point off those shown."),),
        numbers=(1, 2, 3, 4, 5) if tells_beyond else (1, 2, 3, 4),
    )
    words = _("Ways are an estimate of the road: the straight line times %(circuity)s.")
    note = Paragraph(words % {"circuity": number(rows[0]["circuity"])}, manner="small")
    _shares, others = apart(block, "theme-") if tells_beyond else ([], list(block.figures))
    return [note, table, *table_of(others)]


def gap_row(row: Told) -> tuple[Cell, ...]:
    """Return the line of a theme; what rests on too few people or on no place is not a number."""
    hides = set(row.get("hides", ()))
    return (
        heard(row["theme"], more=_("within %(reach)s km") % {"reach": number(row["reach"])}),
        Cell(percent(row["urban"])) if row["urban"] != "" else without(hides & {"urban"}),
        Cell(percent(row["rural"])) if row["rural"] != "" else without(hides & {"rural"}),
        Cell(points_in_words(row["gap"])) if row["gap"] != "" else without(hides & {"urban", "rural"}),
        Cell(number(row["initiatives"])),
    )


def without(hidden: set[str]) -> Cell:
    """Say of what is no number whether it is not shown or not known."""
    return Cell(_("not shown")) if hidden else Cell(_("not known"), is_unknown=True)


def beyond_cell(row: Told) -> Cell:
    """Say how many people live out of reach, and how that was rounded."""
    who = _("newcomers") if row["who"] == "newcomers" else _("residents")
    held = row["beyond_held"]
    if row["beyond"] == "" and held in NOT_SHOWN:
        return Cell(str(NOT_SHOWN[held]), more=who)
    if row["beyond"] == "":
        return Cell(_("not known"), is_unknown=True)
    return Cell(number(row["beyond"]), more=" · ".join([who, *([str(HELD[held])] if held else [])]))
