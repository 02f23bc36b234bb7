"""What newcomers read is said in more languages than the rest: each has a small catalogue of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import trans_real

from maillage.kit.spoken import TO_NEWCOMERS

LOCALE = Path(__file__).resolve().parent.parent / "locale"
View = Callable[..., HttpResponse]


@cache
def _catalogue(language: str) -> trans_real.DjangoTranslation:
    return trans_real.DjangoTranslation(language, domain="newcomers", localedirs=[str(LOCALE)])


@contextmanager
def said_to_newcomers(language: str) -> Iterator[None]:
    """Speak a language from its newcomers' catalogue; the languages of the whole product are spoken as ever.

    Pages for everybody else stay in English in these languages, and say so: half a page translated would help nobody.
    """
    with translation.override(language):
        if language not in settings.NEWCOMERS_LANGUAGES:
            yield
            return
        told = TO_NEWCOMERS.set(True)
        trans_real._active.value = _catalogue(language)  # type: ignore[attr-defined]  # where Django keeps the language
        try:
            yield
        finally:
            TO_NEWCOMERS.reset(told)


def for_newcomers(view: View) -> View:
    """Open a view whose page newcomers read: its words come from their catalogue."""

    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with said_to_newcomers(translation.get_language() or "en"):
            return view(request, *args, **kwargs)

    read.__dict__["for_newcomers"] = True
    return read
