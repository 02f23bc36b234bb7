"""The figures of an edition as a sheet: the same decisions as on the page, each column with its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from maillage.core.factfile import Block, Figure
from maillage.core.factfile.blocks import figures_of
from maillage.insight.wording.labels import TITLES, label_of, spoken
from maillage.insight.wording.released import mark_cell, name_in_words
from maillage.insight.wording.values import (
    flag_in_words,
    level_in_words,
    method_in_words,
    one_date,
    protection_in_words,
    remark_in_words,
    unit_in_words,
    value_cell,
)
from maillage.people.sheets import Column, Sheet


def figures_sheet(blocks: Sequence[Block], title: str) -> Sheet:
    """Return every figure of an edition, then every cell of its tables of people, as page and paper tell them."""
    return Sheet(title, columns(), [*figure_rows(blocks), *cell_rows(blocks)], notes=notes())


def columns() -> list[Column]:
    """Name the columns and say what each means."""
    return [
        Column(_("Part"), _("the part of the factfile")),
        Column(_("Key"), _("what is counted, the same in each edition")),
        Column(_("Figure"), _("what is counted, in words")),
        Column(_("Value"), _("empty where it is not known or not shown; the column “Told as” says which")),
        Column(_("Told as"), _("the value as the page tells it")),
        Column(_("Unit"), _("what the value counts")),
        Column(_("Date"), _("the day or year of which it tells")),
        Column(_("Territory"), _("the territory of which it tells; a NUTS 2 value is not local")),
        Column(_("Source"), _("who gives the figure")),
        Column(_("Licence"), _("under which terms the source gives it")),
        Column(_("Method"), _("measured, estimated, declared at a roundtable, or reckoned from records")),
        Column(_("Remark"), _("what the source marks it with, and on what a reckoned figure rests")),
        Column(_("Protection"), _("what was done so that nobody is recognised")),
        Column(_("Checked by"), _("the office that looked at it last")),
        Column(_("Checked on"), _("the day of the last check")),
    ]


def notes() -> list[str]:
    """Say what holds for the whole sheet."""
    return [
        _("Counts of people are protected by one decision for page, paper and sheet; nothing here is more exact."),
        _("Rounded counts and totals may not add up."),
    ]


def figure_rows(blocks: Sequence[Block]) -> Iterator[tuple[Any, ...]]:
    """Return a row for each figure."""
    for kind, figure in figures_of(blocks):
        remark = [flag_in_words(figure.flag), remark_in_words(figure.remark)]
        yield (
            str(TITLES[kind]),
            figure.key,
            label_of(figure).text,
            Decimal(figure.value) if figure.value else None,
            value_cell(figure).text,
            unit_in_words(figure.unit) or figure.unit,
            figure.as_of,
            level_in_words(figure),
            figure.source,
            figure.licence,
            method_in_words(figure.method),
            "; ".join(part for part in remark if part),
            protection_in_words(figure),
            figure.checked_by,
            one_date(figure.checked_on),
        )


def cell_rows(blocks: Sequence[Block]) -> Iterator[tuple[Any, ...]]:
    """Return a row for each cell of the released tables."""
    tables = [table for block in blocks for table in block.rows("tables")]
    for table in tables:
        about = Figure("", table["indicator"], "persons", level=table["level"])
        for row, line in zip(table["rows"], table["cells"], strict=True):
            for column, cell in zip(table["columns"], line, strict=True):
                name = f"{name_in_words(row)} · {name_in_words(column)}"
                yield (
                    str(TITLES["arrivals"]),
                    f"{table['series']}/{name}",
                    f"{spoken(table['title'])}: {name}",
                    cell.get("count"),
                    mark_cell(cell).text,
                    unit_in_words("persons"),
                    table["as_of"],
                    level_in_words(about),
                    table["source"],
                    table["licence"],
                    method_in_words(table["method"]),
                    "",
                    _("protected with all releases before it"),
                    "",
                    "",
                )
