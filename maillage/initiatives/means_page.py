"""Posts and money as a page tells them: rows with their bars, the sum, and in words what stands on nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency, format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.core.means import Amounts, Line, ThemeMeans, by_theme, total, years_of
from maillage.core.plurals import joined
from maillage.initiatives.models import Post
from maillage.initiatives.queries.means import Written, amounts_of, summed
from maillage.kit.spoken import page_language, short_day
from maillage.territory.models import Theme

BAR = 150


def euros(amount: Decimal) -> str:
    """Say an amount of money, its cents only where there are some."""
    locale = Locale.parse(page_language())
    pattern = locale.currency_formats["standard"].pattern
    if amount == amount.to_integral_value():
        pattern = pattern.replace(".00", "")
    return str(format_currency(amount, "EUR", pattern, locale, currency_digits=False))


def equivalents(amount: Decimal) -> str:
    """Say a number of full-time equivalents."""
    return str(format_decimal(amount, locale=page_language()))


@dataclass(frozen=True)
class Bars:
    """Planned, secured and spent as lengths beside each other, with the words that say the same."""

    planned: float
    secured: float
    spent: float
    words: str


@dataclass(frozen=True)
class Row:
    """One theme, or the sum of all."""

    name: str
    posts: tuple[str, str]
    money: tuple[str, str, str]
    missing: tuple[str, ...]
    bars: Bars
    has_lines: bool


@dataclass(frozen=True)
class Told:
    """One line in words."""

    line: Written
    amounts: str
    period: str
    remarks: tuple[str, ...]

    @property
    def is_post(self) -> bool:
        """Whether it is a post, else money."""
        return isinstance(self.line, Post)


@dataclass(frozen=True)
class Overview:
    """All that a page of posts and money shows."""

    year: int | None
    years: list[int]
    rows: list[Row]
    sum: Row
    remarks: list[str]
    posts: list[Told]
    money: list[Told]


def overview(
    written: Sequence[Written],
    activities: dict[int, int],
    themes: Sequence[Theme],
    *,
    year: int | None,
    today: date,
) -> Overview:
    """Put lines together for a year, or for all of them; `activities` counts what is done by shown theme."""
    lines = summed(written)
    chosen = [one for one, line in zip(written, lines, strict=True) if year is None or line.runs_in(year)]
    names = {theme.pk: str(theme) for theme in themes if theme.group_id is None}
    sums = by_theme(summed(chosen), activities, list(names))
    longest = max(
        (amount for row in sums for amount in (row.money.planned, row.money.secured, row.money.spent)),
        default=Decimal(0),
    )
    told = [told_of(one) for one in chosen]
    return Overview(
        year,
        years_of(lines, today.year),
        [row_of(names[row.theme], row, longest) for row in sums],
        row_of(_("All themes"), total(sums), longest, with_bars=False),
        remarks_on(sums, names, summed(chosen)),
        [one for one in told if one.is_post],
        [one for one in told if not one.is_post],
    )


def row_of(name: str, means: ThemeMeans, longest: Decimal, *, with_bars: bool = True) -> Row:
    """Say the sums of one theme."""
    posts, money = means.posts, means.money
    return Row(
        name,
        (equivalents(posts.planned), equivalents(posts.secured)),
        (euros(money.planned), euros(money.secured), euros(money.spent)),
        tuple(missing_in_words(posts, money)),
        bars_of(money, longest if with_bars else Decimal(0)),
        means.lines > 0,
    )


def bars_of(money: Amounts, longest: Decimal) -> Bars:
    """Draw amounts beside the longest of all."""

    def length(amount: Decimal) -> float:
        return round(float(amount / longest) * BAR, 1) if longest else 0

    words = _("Planned %(planned)s, secured %(secured)s, spent %(spent)s.") % {
        "planned": euros(money.planned),
        "secured": euros(money.secured),
        "spent": euros(money.spent),
    }
    return Bars(length(money.planned), length(money.secured), length(money.spent), words)


def missing_in_words(posts: Amounts, money: Amounts) -> Iterable[str]:
    """Say what is planned and not secured, and what is secured beyond any plan."""
    if posts.missing > 0:
        yield _("%(amount)s full-time equivalents") % {"amount": equivalents(posts.missing)}
    if money.missing > 0:
        yield euros(money.missing)
    if money.missing < 0:
        yield _("%(amount)s more secured than planned") % {"amount": euros(-money.missing)}
    if posts.missing < 0:
        yield _("%(amount)s full-time equivalents more secured than planned") % {"amount": equivalents(-posts.missing)}


def remarks_on(sums: Sequence[ThemeMeans], names: dict[int, str], lines: Sequence[Line]) -> list[str]:
    """Say which themes stand on nothing or on plans, where too much is spent, and how lines are counted."""
    alone = [with_activities(names[row.theme], row.activities) for row in sums if row.stands_alone]
    planned = [names[row.theme] for row in sums if row.only_planned]
    beyond = [row for row in sums if row.money.overspent]
    language = page_language()
    found = [
        _("These themes have activities, and neither a post nor money is entered for them: %(themes)s.")
        % {"themes": joined(alone, language)}
        if alone
        else "",
        _("These themes have activities on plans alone, nothing is secured for them: %(themes)s.")
        % {"themes": joined(planned, language)}
        if planned
        else "",
        *(
            _("%(theme)s: more is spent than secured, by %(amount)s.")
            % {"theme": names[row.theme], "amount": euros(row.money.overspent)}
            for row in beyond
        ),
        *how_counted(lines),
    ]
    return [sentence for sentence in found if sentence]


def with_activities(theme: str, count: int) -> str:
    """Name a theme with how much is done there."""
    said = ngettext("%(theme)s (%(count)s activity)", "%(theme)s (%(count)s activities)", count)
    return said % {"theme": theme, "count": count}


def how_counted(lines: Sequence[Line]) -> Iterable[str]:
    """Say how lines are counted that run over several years, or of which nobody knows when."""
    if any(line.begins and line.ends and line.begins.year != line.ends.year for line in lines):
        yield _("A line that runs over several years counts whole in each of them.")
    if undated := sum(line.begins is None and line.ends is None for line in lines):
        said = ngettext(
            "%(count)s line has no dates and counts in every year.",
            "%(count)s lines have no dates and count in every year.",
            undated,
        )
        yield said % {"count": undated}


def told_of(line: Written) -> Told:
    """Say one line."""
    amounts = amounts_of(line)
    if isinstance(line, Post):
        words = {"planned": equivalents(amounts.planned), "secured": equivalents(amounts.secured)}
        said = _("%(planned)s planned, %(secured)s secured, in full-time equivalents") % words
    else:
        words = {
            "planned": euros(amounts.planned),
            "secured": euros(amounts.secured),
            "spent": euros(amounts.spent),
        }
        said = _("%(planned)s planned, %(secured)s secured, %(spent)s spent") % words
    return Told(line, said, period_of(line.starts_on, line.ends_on), tuple(beyond_in_words(line)))


def beyond_in_words(line: Written) -> Iterable[str]:
    """Say where more is spent than secured."""
    if isinstance(line, Post):
        return
    if beyond := amounts_of(line).overspent:
        yield _("More is spent than secured: %(amount)s.") % {"amount": euros(beyond)}


def period_of(begins: date | None, ends: date | None) -> str:
    """Say from when to when a line runs."""
    words = {"begins": short_day(begins), "ends": short_day(ends)}
    if begins and ends:
        return _("from %(begins)s to %(ends)s") % words
    if begins or ends:
        return (_("from %(begins)s on") if begins else _("until %(ends)s")) % words
    return _("dates not known")
