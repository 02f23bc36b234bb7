"""The blocks on what exists in words: actions with their funder, assets, money and posts, pilots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.core.factfile import Block, Figure
from maillage.core.plurals import joined
from maillage.initiatives.enums import Serves, Standing
from maillage.insight.wording.cooperation import apart
from maillage.insight.wording.labels import category_in_words, spoken
from maillage.insight.wording.sections import Cell, Paragraph, Part, Spots, Table
from maillage.insight.wording.territory import in_force
from maillage.insight.wording.values import heard, money, note_of, number, table_of
from maillage.kit.spoken import language_name, page_language

Told = Mapping[str, Any]
VERDICTS: dict[str, Promise | str] = {
    "over_represented": gettext_lazy("over-represented"),
    "under_represented": gettext_lazy("under-represented"),
    "not_shown": gettext_lazy("more or less than their share is not shown"),
    "counts_only": gettext_lazy("too few to compare"),
    "no_data": gettext_lazy("nobody is counted there"),
    "not_told": gettext_lazy("not compared, so that nobody is recognised"),
}


def actions(block: Block) -> list[Part]:
    """List initiatives by theme and place with who runs and who pays for them, and put them on the map."""
    rows = block.rows("rows")
    heads = (_("Initiative"), _("Theme"), _("Who"), _("Where"), _("Who pays"))
    table = Table(_("Initiatives by theme and place"), heads, tuple(action_row(row) for row in rows))
    themes, others = apart(block, "theme-") if block.rows("themes") else ([], list(block.figures))
    counts = [theme_table(block.rows("themes"), themes)] if themes else []
    return [*spots_of(block), *([table] if rows else []), *elsewhere(block), *counts, *table_of(others)]


def elsewhere(block: Block) -> list[Part]:
    """Say how many ideas from outside the region are kept beside the list; nothing where there are none."""
    said = _("Ideas from elsewhere: %(count)s. They are kept to learn from and counted in no other figure.")
    counts = [figure.value for figure in block.figures if figure.key == "ideas-elsewhere"]
    return [Paragraph(said % {"count": number(count)}, manner="small") for count in counts]


def theme_table(rows: Sequence[Told], figures: Sequence[Figure]) -> Table:
    """Count initiatives by theme, beside the population, and say whether they stand in rural places as people do."""
    heads = (_("Theme"), _("Initiatives"), _("For 10,000 inhabitants"), _("In rural places"))
    meaning = _(
        "The quotient is the rural share of initiatives over the rural share of people: 1 is in proportion. A word of "
        "more or less stands only where the 95 per cent interval excludes 1; under five only counts are told."
    )
    lines = tuple(theme_row(row) for row in rows)
    return Table(_("Initiatives by theme"), heads, lines, notes=(meaning, *note_of(figures[:1])), numbers=(1, 2))


def theme_row(row: Told) -> tuple[Cell, ...]:
    """Return the line of a theme."""
    unknown = Cell(_("not known"), is_unknown=True)
    rate = Cell(number(row["rate"])) if row["rate"] else unknown
    return heard(row["theme"]), Cell(number(row["count"])), rate, rural_cell(row["rural"]) if row["rural"] else unknown


def rural_cell(rural: Told) -> Cell:
    """Say how many initiatives stand in rural places, and the quotient with its interval and word."""
    told = {"inside": number(rural["inside"]), "total": number(rural["total"])}
    count = _("%(inside)s of %(total)s with a place") % told
    if not rural.get("quotient"):
        return Cell(count, more=str(VERDICTS[rural["verdict"]]))
    numbers = {name: number(rural[name]) for name in ("quotient", "low", "high")}
    said = _("quotient %(quotient)s, 95%% interval %(low)s to %(high)s") % numbers
    return Cell(count, more=f"{said} · {VERDICTS[rural['verdict']]}")


def spots_of(block: Block) -> list[Part]:
    """Return the places of initiatives for the map; none where no place is known."""
    spots = tuple((row["name"], row["longitude"], row["latitude"]) for row in block.rows("spots"))
    if not spots:
        return []
    names = joined([name for name, _east, _north in spots], page_language())
    return [Spots(_("Where initiatives have a place"), spots, _("Initiatives have a place in %(names)s.") % {
        "names": names
    })]  # fmt: skip


def action_row(row: Told) -> tuple[Cell, ...]:
    """Return the line of an initiative."""
    themes = [spoken(theme) for theme in row["themes"]]
    unknown = Cell(_("not known"), is_unknown=True)
    return (
        heard(row["name"], more=str(dict(Standing.choices).get(row["standing"], ""))),
        Cell(", ".join(themes) or _("without a theme")),
        Cell(row["who"]) if row["who"] else unknown,
        where_cell(row) or unknown,
        heard(row["funder"]) if row["funder"] else Cell(_("not told"), is_unknown=True),
    )


def where_cell(row: Told) -> Cell | None:
    """Say where an initiative is, and how it reaches places; None where neither is known."""
    place = row["place"] or spoken(row["place_in_words"])
    how = str(Serves(row["serves"]).label) if row["serves"] in Serves and row["serves"] != Serves.UNKNOWN else ""
    if not (place or how):
        return None
    return Cell(place, more=how) if place else Cell(how)


def assets(block: Block) -> list[Part]:
    """List what could be built on: local communities first, then what travels or works online."""
    local = block.rows("organisations")
    moving = block.rows("initiatives")
    return [
        *([Table(_("Local communities and associations"), (_("Organisation"), _("Category"), _("Based in")), tuple(
            (Cell(row["name"]), Cell(category_in_words(row["category"])), based(row)) for row in local
        ))] if local else []),
        *([Table(_("What reaches further than one place"), (_("Initiative"), _("How"), _("Languages")), tuple(
            (heard(row["name"]), Cell(str(dict(Serves.choices)[row["serves"]])), languages(row)) for row in moving
        ))] if moving else []),
        *table_of(block.figures),
    ]  # fmt: skip


def based(row: Told) -> Cell:
    """Say where an organisation is based."""
    return Cell(row["based_in"]) if row["based_in"] else Cell(_("not known"), is_unknown=True)


def languages(row: Told) -> Cell:
    """Say in which languages an initiative works."""
    names = [language_name(code) for code in row["languages"]]
    return Cell(joined(names, page_language())) if names else Cell(_("not known"), is_unknown=True)


def funding(block: Block) -> list[Part]:
    """List money and posts whose organisations agreed, and say how many lines are kept."""
    paid, posts = block.rows("money"), block.rows("posts")
    heads = (_("What for"), _("Theme"), _("Who"), _("Who pays"), _("Planned"), _("Secured"), _("Spent"))
    post_heads = (_("Post"), _("Theme"), _("Who"), _("Who pays"), _("Planned"), _("Secured"))
    return [
        *([Table(_("Money"), heads, tuple(money_row(row) for row in paid), numbers=(4, 5, 6))] if paid else []),
        *([Table(_("Posts, in full-time equivalents"), post_heads, tuple(post_row(row) for row in posts),
                 numbers=(4, 5))] if posts else []),
        *(Paragraph(kept_in_words(row["count"]), manner="small") for row in block.rows("kept")),
        *table_of(block.figures),
    ]  # fmt: skip


def kept_in_words(count: int) -> str:
    """Say how many lines their organisations keep to themselves."""
    said = ngettext(
        "%(count)s more line is not shown: its organisation has not agreed.",
        "%(count)s more lines are not shown: their organisations have not agreed.",
        count,
    )
    return said % {"count": number(count)}


def money_row(row: Told) -> tuple[Cell, ...]:
    """Return a line of money."""
    amounts = (Cell(money(row[key])) for key in ("planned", "secured", "spent"))
    return (*line_begin(row), *amounts)


def post_row(row: Told) -> tuple[Cell, ...]:
    """Return a line of a post."""
    return (*line_begin(row), Cell(number(row["planned"])), Cell(number(row["secured"])))


def line_begin(row: Told) -> tuple[Cell, ...]:
    """Return what lines of money and of posts have in common."""
    funder = Cell(row["funder"]) if row["funder"] else Cell(_("not told"), is_unknown=True)
    return heard(row["title"], more=in_force(row["since"], row["until"])), heard(row["theme"]), Cell(row["who"]), funder


def pilots(block: Block) -> list[Part]:
    """List the pilots with holder, money, who took part and what was aimed at."""
    rows = block.rows("rows")
    heads = (_("Pilot"), _("Holder"), _("Months"), _("Budget"), _("Participants"), _("Aims"))
    table = Table(_("Pilots"), heads, tuple(pilot_row(row) for row in rows), numbers=(2, 3))
    return [*([table] if rows else []), *table_of(block.figures)]


def pilot_row(row: Told) -> tuple[Cell, ...]:
    """Return the line of a pilot."""
    unknown = Cell(_("not known"), is_unknown=True)
    return (
        heard(row["name"]) if row["name"] else Cell(_("Name not known"), is_unknown=True),
        Cell(row["holder"]) if row["holder"] else unknown,
        Cell(number(row["months"])) if row["months"] else unknown,
        Cell(money(row["budget"]), more=spoken(row["budget_note"])) if row["budget"] else unknown,
        people_cell(row["participants"], row["participants_held"]),
        Cell("; ".join(target_in_words(target) for target in row["targets"])) if row["targets"] else unknown,
    )


def people_cell(count: str, held: str) -> Cell:
    """Say a count of people as it is protected."""
    if held == "few":
        return Cell(_("fewer than 11"))
    return Cell(number(count), more=_("rounded to the nearest 5")) if count else Cell(_("not known"), is_unknown=True)


def target_in_words(target: Told) -> str:
    """Say an aim and what was reached."""
    reached = _("fewer than 11") if target["held"] == "few" else number(target["reached"]) if target["reached"] else ""
    told = {"title": spoken(target["title"]), "aimed": number(target["aimed"]), "reached": reached}
    if reached:
        return _("%(title)s: %(reached)s of %(aimed)s") % told
    return _("%(title)s: %(aimed)s, not counted yet") % told
