"""Reckoned numbers as the page's language writes them: rounded for reading, never before."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, format_percent

from maillage.kit.spoken import SOURCE_LANGUAGE, page_language


def locale() -> Locale:
    """Return the locale whose numbers the page writes."""
    try:
        return Locale.parse(page_language())
    except UnknownLocaleError:
        return Locale.parse(SOURCE_LANGUAGE)


def whole(number: float) -> str:
    """Write a whole number: 550,310."""
    return str(format_decimal(round(number), locale=locale()))


def tenths(number: float) -> str:
    """Write a number with one decimal where it has one: 12.4, 12."""
    return str(format_decimal(round(number, 1), format="#,##0.#", locale=locale()))


def hundredths(number: float) -> str:
    """Write a number with two decimals: 0.19."""
    return str(format_decimal(number, format="#,##0.00", locale=locale()))


def percent(share: float) -> str:
    """Write a share in whole per cent: 0.334 becomes 33%, 33 %."""
    return str(format_percent(share, locale=locale()))


def on_one_line(words: str) -> str:
    """Keep a number beside its unit: a line never begins with “km”."""
    return re.sub(r"(?<=\d) (?=\S)", "\N{NO-BREAK SPACE}", words)


def two_digits(number: float) -> str:
    """Write a small number with two or three digits that count: 0.034, 12.4."""
    return str(format_decimal(number, format="@@#", locale=locale()))
