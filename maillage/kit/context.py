"""What every page knows of its language, without a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

from maillage.kit.spoken import SOURCE_LANGUAGE, is_spoken


class LanguageChoice(TypedDict):
    """One line of the language menu."""

    code: str
    autonym: str
    url: str
    current: bool
    translated: bool


def autonym_of(code: str) -> str:
    """Return the name a language gives itself, with a capital where its script has one."""
    try:
        name = str(get_language_info(code)["name_local"])
    except KeyError:
        name = str(dict(settings.LANGUAGES).get(code, code))
    return name[:1].upper() + name[1:]


def offered(request: HttpRequest) -> list[str]:
    """Return the codes of the page's languages: those the view names, else all of the site, in the site's order.

    `request.languages_first` puts some before the others.
    """
    known = [code for code, _name in settings.LANGUAGES]
    named: Iterable[str] | None = getattr(request, "languages_offered", None)
    first: list[str] = list(getattr(request, "languages_first", []))
    found = known if named is None else [code for code in known if code in set(named)]
    return sorted(found, key=lambda code: first.index(code) if code in first else len(first))


def language_choices(request: HttpRequest) -> list[LanguageChoice]:
    """Return the same page under each offered language; none where the address names no language."""
    here, _slash, rest = request.get_full_path().lstrip("/").partition("/")
    if here not in dict(settings.LANGUAGES):
        return []
    return [
        LanguageChoice(
            code=code,
            autonym=autonym_of(code),
            url=f"/{code}/{rest}",
            current=code == here,
            translated=is_spoken(code),
        )
        for code in offered(request)
    ]


def page(request: HttpRequest) -> dict[str, object]:
    """Return what the layouts of the kit show about the language of a page."""
    language = get_language() or SOURCE_LANGUAGE
    return {
        "language_choices": language_choices(request),
        "autonym": autonym_of(language),
        "untranslated": not is_spoken(language),
        "unreviewed": is_spoken(language) and language in settings.UNREVIEWED_LANGUAGES,
    }
