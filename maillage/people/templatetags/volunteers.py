"""Words that the pages of volunteers need: the name of a month with its year."""

from __future__ import annotations

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from django import template

from maillage.kit.spoken import FILED_AS, SOURCE_LANGUAGE, page_language

register = template.Library()


@register.filter
def month_name(first: date) -> str:
    """Say a month with its year in the language of the page: November 2026, novembre 2026."""
    language = page_language()
    try:
        locale = Locale.parse(FILED_AS.get(language, language))
    except UnknownLocaleError:
        locale = Locale.parse(SOURCE_LANGUAGE)
    return format_skeleton("yMMMM", first, locale=locale)
