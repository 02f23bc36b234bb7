"""The blocks on working together in words: who is at the table, needs and promises, roundtables, practices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.cooperation.enums import Mode
from maillage.core.factfile import Block, Figure
from maillage.core.headcount import Headcount, in_words
from maillage.core.plurals import joined
from maillage.insight.wording.labels import category_in_words, spoken
from maillage.insight.wording.sections import Bar, Bars, Cell, Part, Table
from maillage.insight.wording.values import heard, note_of, number, one_date, table_of
from maillage.kit.spoken import ordinal, page_language

Told = Mapping[str, Any]
SOME = "some"
PROMISES: dict[str, Promise | str] = {
    "kept": gettext_lazy("kept"),
    "open": gettext_lazy("open and in time"),
    "late": gettext_lazy("late or blocked"),
    "dropped": gettext_lazy("dropped"),
}


def bars_of(title: str, counted: list[tuple[str, int]]) -> list[Part]:
    """Draw counts as bars; nothing where nothing was counted."""
    most = max((count for _label, count in counted), default=0)
    if not most:
        return []
    bars = tuple(Bar(label, count / most, number(count)) for label, count in counted)
    return [Bars(title, bars, "; ".join(f"{bar.label}: {bar.said}" for bar in bars))]


def apart(block: Block, prefix: str) -> tuple[list[Figure], list[Figure]]:
    """Tell the figures that a table of its own shows from all others."""
    mine = [figure for figure in block.figures if figure.key.startswith(prefix)]
    return mine, [figure for figure in block.figures if figure not in mine]


def actors(block: Block) -> list[Part]:
    """Draw the organisations by category, then name them."""
    mine, others = apart(block, "category:")
    rows = block.rows("categories")
    counted = [(category_in_words(row["category"]), len(row["names"])) for row in rows]
    table = Table(
        _("Which organisations"),
        (_("Category"), _("Number"), _("Organisations")),
        tuple(actor_row(row) for row in rows),
        notes=note_of(mine),
        numbers=(1,),
    )
    return [*bars_of(_("Organisations by category"), counted), *([table] if rows else []), *table_of(others)]


def actor_row(row: Told) -> tuple[Cell, ...]:
    """Return the line of a category."""
    names = joined(row["names"], page_language())
    return Cell(category_in_words(row["category"])), Cell(number(len(row["names"]))), Cell(names)


def needs(block: Block) -> list[Part]:
    """Draw the needs by theme, with what was taken up and done."""
    mine, others = apart(block, "theme-needs:")
    rows = block.rows("themes")
    named = [(spoken(row["theme"]) or _("without a theme"), row) for row in rows]
    heads = (_("Theme"), _("Raised"), _("Taken up"), _("Answered"))
    table = Table(
        _("What became of needs and proposals"),
        heads,
        tuple((Cell(name), *(Cell(number(row[key])) for key in ("raised", "taken_up", "done"))) for name, row in named),
        notes=note_of(mine),
        numbers=(1, 2, 3),
    )
    drawn = bars_of(_("Needs and proposals by theme"), [(name, row["raised"]) for name, row in named])
    return [*drawn, *([table] if rows else []), *promises(block.rows("promises")), *table_of(others)]


def promises(rows: Sequence[Told]) -> list[Part]:
    """Say how commitments stand, made-up examples in a column of their own; nothing where nothing was promised."""
    if not rows:
        return []
    examples = any(row["examples"] for row in rows)
    heads = (_("Commitments"), _("Number"), *([_("Examples")] if examples else []))
    lines = tuple(
        (
            Cell(str(PROMISES.get(row["state"], row["state"]))),
            Cell(number(row["count"])),
            *([Cell(number(row["examples"]))] if examples else []),
        )
        for row in rows
    )
    made_up = _("Examples are made up to show how the platform works. They count in no figure, nor as taken up.")
    return [
        Table(
            _("What became of commitments"),
            heads,
            lines,
            notes=(made_up,) if examples else (),
            numbers=tuple(range(1, len(heads))),
        )
    ]


def roundtables(block: Block) -> list[Part]:
    """List the roundtables with how people met and how many came."""
    rows = block.rows("rows")
    heads = (_("Roundtable"), _("Date"), _("Manner"), _("Who came"), _("Newcomers among them"))
    table = Table(_("Roundtables held"), heads, tuple(roundtable_row(row) for row in rows))
    return [*([table] if rows else []), *table_of(block.figures)]


def roundtable_row(row: Told) -> tuple[Cell, ...]:
    """Return the line of a roundtable."""
    headcount = Headcount(**row["headcount"]) if row["headcount"] else None
    mode = str(dict(Mode.choices).get(row["mode"], ""))
    return (
        Cell(ordinal(row["number"])),
        Cell(one_date(row["date"])),
        Cell(mode) if mode else Cell(_("not known"), is_unknown=True),
        Cell(in_words(headcount, page_language()), is_unknown=headcount is None),
        newcomers_cell(row["newcomers"]),
    )


def newcomers_cell(told: str) -> Cell:
    """Say how many newcomers were there: fewer than five are “some”."""
    if told == SOME:
        return Cell(_("some"))
    return Cell(number(told)) if told else Cell(_("not recorded"), is_unknown=True)


def practices(block: Block) -> list[Part]:
    """List the practices that published reports tell of."""
    rows = block.rows("rows")
    if not rows:
        return []
    unknown = Cell(_("not told"), is_unknown=True)
    table = tuple(
        (heard(row["name"]), Cell(row["who"]) if row["who"] else unknown, Cell(at_tables(row))) for row in rows
    )
    return [Table(_("Practices told"), (_("Practice"), _("Who"), _("Told at roundtable")), table)]


def at_tables(row: Told) -> str:
    """Say at which roundtables a practice was told."""
    return joined([number(each) for each in row["numbers"]], page_language())
