"""Dates, times of day and places in a series, said in words in the language of the page."""

from __future__ import annotations

import datetime as dt

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy

SOURCE_LANGUAGE = "en"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
DAY_FIRST = {"en", "fr"}
# The names that CLDR files under another code than ours.
FILED_AS = {"prs": "fa_AF"}
ORDINALS = {
    1: pgettext_lazy("ordinal of a roundtable", "first"),
    2: pgettext_lazy("ordinal of a roundtable", "second"),
    3: pgettext_lazy("ordinal of a roundtable", "third"),
    4: pgettext_lazy("ordinal of a roundtable", "fourth"),
    5: pgettext_lazy("ordinal of a roundtable", "fifth"),
    6: pgettext_lazy("ordinal of a roundtable", "sixth"),
    7: pgettext_lazy("ordinal of a roundtable", "seventh"),
    8: pgettext_lazy("ordinal of a roundtable", "eighth"),
    9: pgettext_lazy("ordinal of a roundtable", "ninth"),
    10: pgettext_lazy("ordinal of a roundtable", "tenth"),
    11: pgettext_lazy("ordinal of a roundtable", "eleventh"),
    12: pgettext_lazy("ordinal of a roundtable", "twelfth"),
}
HIGHER_ORDINALS = {
    1: pgettext_lazy("ordinal of a roundtable", "%(number)sst"),
    2: pgettext_lazy("ordinal of a roundtable", "%(number)snd"),
    3: pgettext_lazy("ordinal of a roundtable", "%(number)srd"),
}
OTHER_ORDINAL = pgettext_lazy("ordinal of a roundtable", "%(number)sth")


def page_language() -> str:
    """Return the language the page's sentences are shown in: the active one once somebody has translated it."""
    language = get_language() or SOURCE_LANGUAGE
    return language if language in settings.TRANSLATED_LANGUAGES else SOURCE_LANGUAGE


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
    """Say the place of a roundtable in its series: first, première; in figures from the thirteenth on."""
    if number in ORDINALS:
        return str(ORDINALS[number])
    last = 0 if number % 100 in {11, 12, 13} else number % 10
    return str(HIGHER_ORDINALS.get(last, OTHER_ORDINAL)) % {"number": number}


def language_name(code: str, language: str = "") -> str:
    """Name a language in the language of the page: Dari, ukrainien; its code where nobody has named it."""
    return str(_locale(language or page_language()).languages.get(FILED_AS.get(code, code), code))


def _date_in_words(date: dt.date | None, language: str, *, with_weekday: bool) -> str:
    if date is None:
        return ""
    if isinstance(date, dt.datetime) and timezone.is_aware(date):
        date = timezone.localtime(date)
    locale = _locale(language or page_language())
    if locale.language not in DAY_FIRST:
        return format_date(date, "full" if with_weekday else "long", locale)
    day_of_month = "d'er'" if locale.language == "fr" and date.day == 1 else "d"
    weekday = "EEEE " if with_weekday else ""
    return format_date(date, f"{weekday}{day_of_month} MMMM y", locale)


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except UnknownLocaleError:
        return Locale.parse(SOURCE_LANGUAGE)
