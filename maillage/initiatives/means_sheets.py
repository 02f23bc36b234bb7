"""Posts and money as spreadsheets: each line with its amounts, and the sums of a year, with what each column means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.core.means import ThemeMeans
from maillage.initiatives.models import Funding, Post
from maillage.initiatives.queries.means import Written, amounts_of
from maillage.kit.spoken import short_day
from maillage.people.sheets import Column, Sheet
from maillage.territory.models import Region


def about(region: Region) -> list[str]:
    """Say what a sheet is an extract of, and how to read it."""
    words = {"region": region.name, "day": short_day(timezone.localdate())}
    return [
        _("Posts and money of %(region)s as entered by the organisations, on %(day)s.") % words,
        _("An empty cell means not known. Zero means nothing."),
    ]


def first_columns() -> list[Column]:
    """Return the columns that posts and money have in common."""
    entered = _("entered on the desk")
    return [
        Column(_("Theme"), _("The theme that the public is shown."), "", _("taxonomy of maillage")),
        Column(_("Organisation"), _("Who employs, or who receives the money."), "", entered),
        Column(_("What for"), _("The title of the line."), "", entered),
        Column(_("Initiative"), _("The initiative it belongs to, where it belongs to one."), "", entered),
    ]


def last_columns() -> list[Column]:
    """Return the columns behind the amounts."""
    entered = _("entered on the desk")
    return [
        Column(_("From"), _("The first day, where it is known."), _("date"), entered),
        Column(_("Until"), _("The last day, where it is known."), _("date"), entered),
        Column(_("Funder"), _("Who pays."), "", entered),
        Column(_("Shown to everybody"), _("Whether the organisation agrees that the line is public."), "", entered),
        Column(_("Source"), _("Where the figures of the line come from."), "", entered),
        Column(_("Checked on"), _("When the line was last written or confirmed."), _("date"), _("trail of the desk")),
    ]


def amount_columns(unit: str, *, spent: bool) -> list[Column]:
    """Return the columns of amounts in a unit."""
    entered = _("entered on the desk")
    columns = [
        Column(_("Planned"), _("What is asked for or intended."), unit, entered),
        Column(_("Secured"), _("What somebody has promised to pay."), unit, entered),
    ]
    return [*columns, Column(_("Spent"), _("What is paid already."), unit, entered)] if spent else columns


def sheet_of_posts(posts: Iterable[Post], region: Region) -> Sheet:
    """Return the posts of a region, one a row."""
    columns = [*first_columns(), *amount_columns(_("full-time equivalents"), spent=False), *last_columns()]
    return Sheet(_("Posts"), columns, [row_of(post) for post in posts], about(region))


def sheet_of_money(fundings: Iterable[Funding], region: Region) -> Sheet:
    """Return the money of a region, one line a row."""
    columns = [*first_columns(), *amount_columns("EUR", spent=True), *last_columns()]
    return Sheet(_("Money"), columns, [row_of(funding) for funding in fundings], about(region))


def row_of(line: Written) -> list[Any]:
    """Return the cells of a line."""
    sums = amounts_of(line)
    amounts = [sums.planned, sums.secured] if isinstance(line, Post) else [sums.planned, sums.secured, sums.spent]
    first = [str(line.theme.shown), line.organisation.name, str(line.title), str(line.initiative or "")]
    last = [line.starts_on, line.ends_on, line.funder, line.is_public, line.source, line.checked_on]
    return [*first, *amounts, *last]


def sheet_of_sums(rows: Iterable[tuple[str, ThemeMeans]], year: int | None) -> Sheet:
    """Return the sums by theme, of a year or of all, with the sum of all themes last."""
    counted = _("counted by maillage")
    reckoned = _("reckoned by maillage")
    fte = _("full-time equivalents")
    heads = [
        Column(_("Theme"), _("The theme that the public is shown."), "", _("taxonomy of maillage")),
        Column(_("Activities"), _("Initiatives that run in this time."), "", counted),
        Column(_("Posts planned"), _("Sum of the posts."), fte, reckoned),
        Column(_("Posts secured"), _("Sum of the posts."), fte, reckoned),
        Column(_("Money planned"), _("Sum of the money."), "EUR", reckoned),
        Column(_("Money secured"), _("Sum of the money."), "EUR", reckoned),
        Column(_("Money spent"), _("Sum of the money."), "EUR", reckoned),
        Column(_("Money missing"), _("Planned less secured; below zero where more is secured."), "EUR", reckoned),
    ]
    when = _("Lines that run in %(year)s, each counted whole.") % {"year": year} if year else _("All lines.")
    cells = [
        [
            name,
            row.activities,
            row.posts.planned,
            row.posts.secured,
            row.money.planned,
            row.money.secured,
            row.money.spent,
            row.money.missing,
        ]
        for name, row in rows
    ]
    return Sheet(_("Sums by theme"), heads, cells, [when])
