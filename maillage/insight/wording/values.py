"""A figure in words: its value, when and of what territory, from whom and how, how it is protected and last checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from maillage.core.factfile import Figure, Held
from maillage.core.wording import Wording
from maillage.initiatives.means_page import euros
from maillage.insight.enums import Level, Method
from maillage.insight.wording.labels import label_of
from maillage.insight.wording.sections import Cell, Table
from maillage.kit.spoken import SOURCE_LANGUAGE, page_language, short_day

# Units that stand beside the number as a sign; all others stand below it as a word.
SIGNS = {"%", "EUR"}
UNITS: dict[str, Promise | str] = {
    "km²": gettext_lazy("square kilometres"),
    "persons per km²": gettext_lazy("persons per square kilometre"),
    "% a year": gettext_lazy("per cent a year"),
    "per 10,000 inhabitants": gettext_lazy("for 10,000 inhabitants"),
    "places a week per 100 newcomers": gettext_lazy("places a week for 100 newcomers"),
    "places a week per 10000 residents": gettext_lazy("places a week for 10,000 residents"),
}
# Units whose form goes with the number.
COUNTED: dict[str, Any] = {
    "persons": ngettext_lazy("person", "persons", "n"),
    "places": ngettext_lazy("place", "places", "n"),
    "households": ngettext_lazy("household", "households", "n"),
    "hours": ngettext_lazy("hour", "hours", "n"),
    "days": ngettext_lazy("day", "days", "n"),
    "organisations": ngettext_lazy("organisation", "organisations", "n"),
    "initiatives": ngettext_lazy("initiative", "initiatives", "n"),
    "needs": ngettext_lazy("need or proposal", "needs and proposals", "n"),
    "roundtables": ngettext_lazy("roundtable", "roundtables", "n"),
    "municipalities": ngettext_lazy("municipality", "municipalities", "n"),
    "pilots": ngettext_lazy("pilot", "pilots", "n"),
    "places a week": ngettext_lazy("place a week", "places a week", "n"),
    "full-time equivalents": ngettext_lazy("full-time equivalent", "full-time equivalents", "n"),
    "percentage points": ngettext_lazy("percentage point", "percentage points", "n"),
    "commitments": ngettext_lazy("commitment", "commitments", "n"),
}
MANY = 2
FLAGS: dict[str, Promise | str] = {
    "u": gettext_lazy("the source marks it “u”: of low reliability"),
    "c": gettext_lazy("the source marks it “c”: kept confidential"),
    "b": gettext_lazy("the source marks it “b”: counted in another way than the year before"),
    "e": gettext_lazy("the source marks it “e”: estimated"),
    "p": gettext_lazy("the source marks it “p”: provisional"),
    "d": gettext_lazy("the source marks it “d”: defined in another way"),
}
HELD: dict[str, Promise | str] = {
    Held.FIVES: gettext_lazy("rounded to the nearest 5"),
    Held.FEW: gettext_lazy("a number from 1 to 10 is not shown"),
    Held.SMALL_PLACE: gettext_lazy("people of a place under 5,000 inhabitants are not counted by themselves"),
    Held.SOME: gettext_lazy("fewer than five are told as “some”"),
    Held.SMALL_BASE: gettext_lazy("a share of fewer than 30 people is not shown"),
    Held.WHOLE_PERCENT: gettext_lazy("told in whole per cent"),
    Held.FEW_PLACES: gettext_lazy("a sum from which a single place could be reckoned is not shown"),
    Held.HUNDREDS: gettext_lazy("rounded to the nearest hundred"),
    Held.BASE_FIVES: gettext_lazy("reckoned over a number of people rounded to the nearest 5"),
}
NOT_SHOWN: dict[str, Promise | str] = {
    Held.FEW: gettext_lazy("fewer than 11"),
    Held.SMALL_PLACE: gettext_lazy("not shown"),
    Held.SOME: gettext_lazy("some"),
    Held.SMALL_BASE: gettext_lazy("not shown"),
    Held.FEW_PLACES: gettext_lazy("not shown"),
}
RECKONED = "reckoned"
MINUS = "\N{MINUS SIGN}"


def locale() -> Locale:
    """Return the locale whose numbers the page writes."""
    try:
        return Locale.parse(page_language())
    except UnknownLocaleError:
        return Locale.parse(SOURCE_LANGUAGE)


def number(value: str | int | float | Decimal) -> str:
    """Write a number as the page's language does."""
    return str(format_decimal(Decimal(str(value)), locale=locale()))


def money(value: str | int | Decimal) -> str:
    """Write an amount in euros, with cents only where there are some."""
    return euros(Decimal(str(value)))


def percent(share: str | float | Decimal) -> str:
    """Write a number of per cent: 57 becomes 57%, 57 %."""
    return str(format_percent(Decimal(str(share)) / 100, locale=locale(), decimal_quantization=False))


def with_sign(value: str, unit: str) -> str:
    """Write a number with the sign of its unit where it has one."""
    if unit == "EUR":
        return money(value)
    return percent(value) if unit == "%" else number(value)


def signed(value: str | int | Decimal) -> str:
    """Write a difference with its sign: +5, −3, 0."""
    amount = Decimal(str(value))
    return f"{'+' if amount > 0 else MINUS if amount < 0 else ''}{number(abs(amount))}"


def points_in_words(gap: str) -> str:
    """Say a difference in percentage points."""
    return ngettext("%(points)s point", "%(points)s points", form_of(gap)) % {"points": signed(gap)}


def form_of(value: str) -> int:
    """Return the whole number whose form of a noun goes with a value; a broken one takes that of several."""
    amount = abs(Decimal(value)) if value else Decimal(MANY)
    return int(amount) if amount == amount.to_integral_value() else MANY


def unit_in_words(unit: str, value: str = "") -> str:
    """Name a unit that has no sign, in the form that a value asks for; one that nobody foresaw stands as entered."""
    if unit in COUNTED:
        return str(COUNTED[unit] % {"n": form_of(value)})
    return "" if unit in SIGNS else str(UNITS.get(unit, unit))


def value_cell(figure: Figure) -> Cell:
    """Say the value with its unit, or that it is not shown or not known."""
    if figure.is_shown and figure.unit == "percentage points":
        return Cell(points_in_words(figure.value))
    if figure.is_shown:
        return Cell(with_sign(figure.value, figure.unit), more=unit_in_words(figure.unit, figure.value))
    if figure.held:
        return Cell(str(NOT_SHOWN[figure.held]), more=unit_in_words(figure.unit) or figure.unit)
    return Cell(_("not known"), is_unknown=True)


def when_in_words(as_of: str) -> str:
    """Say a day, a year, or from which to which."""
    first, _between, last = as_of.partition("/")
    if last and last != first:
        return _("%(first)s to %(last)s") % {"first": one_date(first), "last": one_date(last)}
    return one_date(first) or _("date not known")


def one_date(kept: str) -> str:
    """Say a day in words, a year as it is."""
    return short_day(date.fromisoformat(kept)) if len(kept) == len("2023-01-01") else kept


def level_in_words(figure: Figure) -> str:
    """Say of what territory a figure speaks; what is not local says so."""
    words = str(dict(Level.choices).get(figure.level, figure.level))
    return _("%(place)s (%(level)s)") % {"place": figure.place, "level": words} if figure.place else words


def method_in_words(method: str) -> str:
    """Say how a figure was come by."""
    if method == RECKONED:
        return _("reckoned by maillage from what is recorded")
    return str(dict(Method.choices).get(method, method))


def source_cell(figure: Figure) -> Cell:
    """Say who gave it under which licence, and how it was come by."""
    source = figure.source or (_("records of this platform") if figure.method == RECKONED else _("source not told"))
    said = _("%(source)s, licence: %(licence)s") if figure.licence else "%(source)s"
    parts = [method_in_words(figure.method), flag_in_words(figure.flag), remark_in_words(figure.remark)]
    return Cell(said % {"source": source, "licence": figure.licence}, more=" · ".join(part for part in parts if part))


def flag_in_words(flag: str) -> str:
    """Say what the source marks a figure with."""
    known = FLAGS.get(flag)
    return str(known) if known else (_("the source marks it “%(flag)s”") % {"flag": flag} if flag else "")


def remark_in_words(remark: str) -> str:
    """Say on what a reckoned figure rests: how many of how many places are known, or how many needs."""
    kind, _colon, rest = remark.partition(":")
    part, _stroke, whole = rest.partition("/")
    shapes = {
        "places-known": _("known for %(part)s of %(whole)s places"),
        "heard-in": _("somebody listens in %(part)s of %(whole)s places"),
        "initiatives-known": _("known for %(part)s of %(whole)s initiatives"),
        "needs-counted": _("median of %(part)s needs"),
        "reach": _("within %(part)s km, straight line times %(whole)s"),
        "capacity-assumed": _("one place a week assumed for %(part)s of %(whole)s initiatives that tell no number"),
        "quotient-between": _("95%% interval %(part)s to %(whole)s; 1 is in proportion to the people"),
        "expected-between": _(
            "from %(part)s to %(whole)s; taken that as much is needed where nobody listens as where somebody does, or "
            "half or twice as much"
        ),
    }
    told = {"part": number(part) if part else "", "whole": number(whole) if whole else ""}
    return shapes[kind] % told if kind in shapes else ""


def protection_in_words(figure: Figure) -> str:
    """Say what was done so that nobody is recognised."""
    return str(HELD[figure.held]) if figure.held else _("none is needed")


def check_in_words(figure: Figure) -> str:
    """Say when a figure was looked at last, and by which office."""
    told = {"day": one_date(figure.checked_on), "by": figure.checked_by}
    if not figure.checked_on:
        return _("not checked yet")
    if figure.method == RECKONED:
        return _("reckoned on %(day)s") % told
    return _("checked on %(day)s by %(by)s") % told if figure.checked_by else _("checked on %(day)s") % told


def heard(wording: Wording | dict[str, str], more: str = "", url: str = "") -> Cell:
    """Put a text that people wrote into a cell, with its language where it is another than the page's."""
    text, language = Wording(wording).said_in(page_language(), SOURCE_LANGUAGE)
    return Cell(text, more=more, lang="" if language == page_language() else language, url=url)


def row_of(figure: Figure) -> tuple[Cell, ...]:
    """Return the line of a figure, as it stands on page and paper."""
    return (
        label_of(figure),
        value_cell(figure),
        Cell(when_in_words(figure.as_of), more=level_in_words(figure)),
        source_cell(figure),
        Cell(protection_in_words(figure), more=check_in_words(figure)),
    )


def table_of(figures: Sequence[Figure], title: str = "") -> tuple[Table, ...]:
    """Return the table of these figures; none where there are none.

    What all of them share (date, territory, source, method, protection, check) is said once below.
    """
    if not figures:
        return ()
    heads = (_("Figure"), _("Value"), _("Date and territory"), _("Source and method"), _("Protection and last check"))
    rows = tuple(row_of(figure) for figure in figures)
    name = title or _("Figures")
    if len(rows) > 1 and len({row[2:] for row in rows}) == 1:
        short = tuple(row[:2] for row in rows)
        return (Table(name, heads[:2], short, notes=note_of(figures, with_unit=False)),)
    return (Table(name, heads, rows, sources=(3, 4)),)


def note_of(figures: Sequence[Figure], *, with_unit: bool = True) -> tuple[str, ...]:
    """Say once of all figures of a table what each of them carries: unit, date, source, protection and check."""
    if not figures:
        return ()
    one = figures[0]
    whence = source_cell(one)
    parts = [
        unit_in_words(one.unit) if with_unit else "",
        when_in_words(one.as_of),
        level_in_words(one),
        whence.text,
        whence.more,
        _("protection: %(protection)s") % {"protection": protection_in_words(one)},
        check_in_words(one),
    ]
    return (" · ".join(part for part in parts if part),)
