"""Dates, times of day and places in a series, said in words in the language of the page."""

from __future__ import annotations

import datetime as dt
from contextvars import ContextVar

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language

from maillage.core.ordinals import ROUNDTABLE, place_in_series

SOURCE_LANGUAGE = "en"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
DAY_FIRST = {"en", "fr"}
# The names that CLDR files under another code than ours.
FILED_AS = {"prs": "fa_AF"}
# Set while a page is drawn that newcomers read, which is said in more languages than the rest.
TO_NEWCOMERS: ContextVar[bool] = ContextVar("to newcomers", default=False)


def is_spoken(language: str) -> bool:
    """Tell whether the page at hand is translated into a language."""
    more = settings.NEWCOMERS_LANGUAGES if TO_NEWCOMERS.get() else []
    return language in settings.TRANSLATED_LANGUAGES or language in more


def page_language() -> str:
    """Return the language the page's sentences are shown in: the active one once somebody has translated it."""
    language = get_language() or SOURCE_LANGUAGE
    return language if is_spoken(language) else SOURCE_LANGUAGE


def day(date: dt.date | None, language: str = "") -> str:
    """Say a date with the day's name: Tuesday 25 January 2022, mardi 25 janvier 2022."""
    return _date_in_words(date, language, with_weekday=True)


def short_day(date: dt.date | None, language: str = "") -> str:
    """Say a date without the day's name: 25 January 2022, 1er juillet 2021."""
    return _date_in_words(date, language, with_weekday=False)


def clock(time: dt.time | dt.datetime | None, language: str = "") -> str:
    """Say a time of day: 14:00 in English, 14 h or 14 h 30 in French."""
    if time is None:
        return ""
    if isinstance(time, dt.datetime) and timezone.is_aware(time):
        time = timezone.localtime(time)
    if (language or page_language()) != "fr":
        return f"{time:%H:%M}"
    minutes = f"{NO_BREAK_SPACE}{time:%M}" if time.minute else ""
    return f"{time.hour}{NO_BREAK_SPACE}h{minutes}"


def ordinal(number: int) -> str:
    """Say the place in a series, agreeing with what it is made of: first, première, trzecie; figures from 13 on."""
    language = page_language()
    return place_in_series(number, language if language in ROUNDTABLE else SOURCE_LANGUAGE)


def language_name(code: str, language: str = "") -> str:
    """Name a language in the language of the page: Dari, ukrainien; its code where nobody has named it."""
    return str(locale_of(language).languages.get(FILED_AS.get(code, code), code))


def _date_in_words(date: dt.date | None, language: str, *, with_weekday: bool) -> str:
    if date is None:
        return ""
    if isinstance(date, dt.datetime) and timezone.is_aware(date):
        date = timezone.localtime(date)
    locale = locale_of(language)
    if locale.language not in DAY_FIRST:
        return format_date(date, "full" if with_weekday else "long", locale)
    day_of_month = "d'er'" if locale.language == "fr" and date.day == 1 else "d"
    weekday = "EEEE " if with_weekday else ""
    return format_date(date, f"{weekday}{day_of_month} MMMM y", locale)


def locale_of(language: str = "") -> Locale:
    """Return how dates, numbers and lists are written in a language, that of the page by default."""
    spoken = language or page_language()
    try:
        return Locale.parse(FILED_AS.get(spoken, spoken))
    except UnknownLocaleError:
        return Locale.parse(SOURCE_LANGUAGE)
