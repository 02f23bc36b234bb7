"""A released table of people in words: what is shown, what is protected, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.core.factfile import Figure
from maillage.insight.enums import Level
from maillage.insight.wording.labels import spoken
from maillage.insight.wording.sections import Cell, Table
from maillage.insight.wording.values import heard, number, one_date, source_cell

Told = Mapping[str, Any]


def released_table(table: Told) -> Table:
    """Return a table as it was released, with its source and the rule that protects it below."""
    heads = (_("Row"), *(name_in_words(column) for column in table["columns"]))
    rows = tuple(
        (Cell(name_in_words(name)), *(mark_cell(cell) for cell in line))
        for name, line in zip(table["rows"], table["cells"], strict=True)
    )
    return Table(
        _("%(title)s, %(day)s") % {"title": spoken(table["title"]), "day": one_date(table["as_of"])},
        heads,
        rows,
        notes=tuple(notes_of(table)),
        numbers=tuple(range(1, len(heads))),
    )


def name_in_words(names: Sequence[Mapping[str, str]]) -> str:
    """Name a row or column: one name, several that were merged, or none for the total."""
    return " + ".join(heard(dict(name)).text for name in names) or _("Total")


def mark_cell(cell: Told) -> Cell:
    """Say what stands in a cell; only a count carries a number."""
    mark = cell["mark"]
    if mark in {"count", "rounded"}:
        return Cell(number(cell["count"]))
    words = {"none_found": "–", "impossible": number(0), "protected": _("protected"), "no_data": _("not counted")}
    return Cell(words[mark], is_unknown=mark == "no_data")


def notes_of(table: Told) -> list[str]:
    """Say source, level, method and what protects the table."""
    whence = source_cell(Figure("", "", "", source=table["source"], licence=table["licence"], method=table["method"]))
    level = str(dict(Level.choices).get(table["level"], table["level"]))
    said = [_("Source: %(source)s. %(method)s. %(level)s.") % {
        "source": whence.text, "method": capfirst(whence.more), "level": capfirst(level),
    }]  # fmt: skip
    marks = {cell["mark"] for line in table["cells"] for cell in line}
    if "protected" in marks:
        told = {"least": number(table["threshold"]), "width": number(table["width"])}
        said.append(
            _(
                "“Protected”: somebody was counted, or may have been, and the number is not shown. Counts under "
                "%(least)s are hidden, and as many others as it takes that nobody can reckon them to within %(width)s."
            )
            % told
        )
    said += [sentence for form, sentence in forms().items() if form == table["form"]]
    if "none_found" in marks:
        said.append(_("A dash: asked, and nobody was found."))
    return said


def forms() -> dict[str, str]:
    """Say of a table that is not shown whole what was done to it."""
    return {
        "merged": _("Some rows or columns are told together, because apart they would show small counts."),
        "totals_only": _("Only totals are shown, because the table itself would show small counts."),
    }
