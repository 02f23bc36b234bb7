"""The blocks on the territory in words: its identity, who arrives, reception, strategies."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from maillage.core.factfile import Block
from maillage.insight.enums import Level
from maillage.insight.wording.labels import spoken
from maillage.insight.wording.released import released_table
from maillage.insight.wording.sections import Bar, Bars, Cell, Paragraph, Part, Table
from maillage.insight.wording.values import heard, number, one_date, percent, table_of


def identity(block: Block) -> list[Part]:
    """Tell name, place and codes, then population, area and classes."""
    return [
        *(Paragraph(region_in_words(region)) for region in block.rows("region")),
        *(Paragraph(remark) for region in block.rows("region") if (remark := nuts_in_words(region))),
        *class_bars(block),
        *table_of(block.figures),
    ]


def region_in_words(region: dict[str, Any] | Any) -> str:
    """Say what kind of territory it is, and in what it lies."""
    words = {"name": spoken(region["name"]), "kind": spoken(region["kind"]), "parent": spoken(region["parent"])}
    if words["kind"] and words["parent"]:
        return _("%(name)s: %(kind)s in %(parent)s.") % words
    return _("%(name)s: %(kind)s.") % words if words["kind"] else _("%(name)s.") % words


def nuts_in_words(region: dict[str, Any] | Any) -> str:
    """Say the statistical code, where there is one, and what is to be known about it."""
    remark, code = spoken(region["nuts_remark"]), region["nuts_code"]
    if code and remark:
        return _("Statistical code %(code)s. %(remark)s") % {"code": code, "remark": remark}
    return _("Statistical code %(code)s.") % {"code": code} if code else remark


def class_bars(block: Block) -> list[Part]:
    """Draw the population by class; nothing where it is not known."""
    rows = [row for row in block.rows("classes") if row["population"]]
    total = sum(row["population"] for row in rows)
    if not total or all(row["class"] == "unknown" for row in rows):
        return []
    most = max(row["population"] for row in rows)
    bars = tuple(Bar(class_in_words(row["class"]), row["population"] / most, class_said(row, total)) for row in rows)
    said = "; ".join(f"{bar.label}: {bar.said}" for bar in bars)
    return [Bars(_("Population by class of municipality"), bars, said)]


def class_said(row: dict[str, Any] | Any, total: int) -> str:
    """Say how many live in a class, and what share that is."""
    share = percent(round(100 * row["population"] / total))
    return _("%(people)s (%(share)s)") % {"people": number(row["population"]), "share": share}


def class_in_words(key: str) -> str:
    """Name a class of municipality."""
    names = {
        "city": _("cities"),
        "town": _("towns and suburbs"),
        "rural": _("rural places"),
        "unknown": _("class not known"),
    }
    return names[key]


def arrivals(block: Block) -> list[Part]:
    """Tell figures of who arrives, then tables as they were released."""
    return [*table_of(block.figures), *(released_table(table) for table in block.rows("tables"))]


def figures_alone(block: Block) -> list[Part]:
    """Tell a block that consists of figures."""
    return [*table_of(block.figures)]


def strategies(block: Block) -> list[Part]:
    """List the strategies in force with who made them, since when, and where they are read."""
    rows = block.rows("rows")
    if not rows:
        return []
    heads = (_("Strategy"), _("Made by"), _("Level"), _("In force"))
    return [Table(_("Strategies in force"), heads, tuple(strategy_row(row) for row in rows))]


def strategy_row(row: dict[str, Any] | Any) -> tuple[Cell, ...]:
    """Return the line of a strategy."""
    return (
        heard(row["title"], more=spoken(row["remark"]), url=row["link"]),
        Cell(row["made_by"]),
        Cell(str(dict(Level.choices).get(row["level"], row["level"]))),
        Cell(in_force(row["since"], row["until"])),
    )


def in_force(since: str, until: str) -> str:
    """Say from when to when something is in force."""
    told = {"since": one_date(since), "until": one_date(until)}
    if since and until:
        return _("%(since)s to %(until)s") % told
    if since:
        return _("since %(since)s") % told
    return _("until %(until)s") % told if until else _("since when is not known")
