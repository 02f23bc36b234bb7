"""Template tags of the public pages: places in a series, head-counts, prose, knots, countries, sources."""

from __future__ import annotations

from typing import Any

from babel import Locale
from django import template
from django.utils.translation import get_language, get_language_info

from maillage.cooperation.models import Roundtable
from maillage.cooperation.queries.attendance import headcount_of
from maillage.core.ordinals import nth_roundtable
from maillage.core.wording import Wording
from maillage.kit.spoken import SOURCE_LANGUAGE, language_name, page_language
from maillage.website.queries.series import headcount_in_words
from maillage.website.states import Strand

register = template.Library()
register.filter("headcount", headcount_in_words)
register.filter("called", language_name)


@register.filter
def nth(number: int) -> str:
    """Say the place of a roundtable in its series as a title: Third roundtable."""
    return nth_roundtable(number, page_language())


@register.filter
def has_headcount(roundtable: Roundtable) -> bool:
    """Tell whether anybody was counted at a roundtable."""
    counted = headcount_of(roundtable)
    return counted is not None and bool(counted.figures)


@register.filter
def country(code: str) -> str:
    """Say the name of a country in the language of the page."""
    return str(Locale.parse(page_language()).territories.get(code, code))


@register.inclusion_tag("website/_prose.html")
def prose(wording: Wording | None) -> dict[str, str]:
    """Show a longer text in paragraphs, marked where it is in another language than the page."""
    text, language = Wording(wording or {}).said_in(get_language() or SOURCE_LANGUAGE, SOURCE_LANGUAGE)
    return {"text": text, "language": "" if language in {page_language(), ""} else language, "dir": direction(language)}


@register.filter
def direction(code: str) -> str:
    """Return the direction in which a language is written."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "auto"


@register.inclusion_tag("website/_mini.html")
def mini(strand: Strand | tuple[str, ...]) -> dict[str, Any]:
    """Draw need, promise and result as three knots; the words stand beside them."""
    return {"knots": strand.knots if isinstance(strand, Strand) else strand}


@register.inclusion_tag("website/_sources.html")
def sources(titles: list[str] | None) -> dict[str, Any]:
    """List the public sources of a record; addresses are links, titles are words."""
    rows = [(title, title if title.startswith(("https://", "http://")) else "") for title in titles or []]
    return {"rows": [(title.removeprefix("https://").removeprefix("http://"), url) for title, url in rows]}


@register.filter
def first_words(wording: Wording | None) -> str:
    """Return the first sentence or so of a text, without markup, for descriptions."""
    text = Wording(wording or {}).said_in(get_language() or SOURCE_LANGUAGE, SOURCE_LANGUAGE)[0]
    line = " ".join(text.split())
    return line if len(line) <= 160 else f"{line[:157].rsplit(' ', 1)[0]}…"
