"""What newcomers read is said in more languages than the rest: each has a small catalogue of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, wraps
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

from maillage.kit.spoken import SOURCE_LANGUAGE, TO_NEWCOMERS

LOCALE = Path(__file__).resolve().parent.parent / "locale"
Told = TypeVar("Told")


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


@contextmanager
def for_a_moment_in(language: str) -> Iterator[None]:
    """Speak a language for a moment, and then as before, from the newcomers' catalogue too.

    Django's own `override` goes back to the language alone, and so to the catalogue of everybody else.
    """
    kept = trans_real._active  # type: ignore[attr-defined]  # where Django keeps the language
    spoken = getattr(kept, "value", None)
    try:
        with translation.override(language):
            yield
    finally:
        if spoken is not None:
            kept.value = spoken


def for_newcomers(tell: Callable[..., Told]) -> Callable[..., Told]:
    """Make a view, or what words a mail, speak from the newcomers' catalogue of the language that is spoken."""

    @wraps(tell)
    def told(*args: Any, **kwargs: Any) -> Told:
        with said_to_newcomers(translation.get_language() or SOURCE_LANGUAGE):
            return tell(*args, **kwargs)

    told.__dict__["for_newcomers"] = True
    return told
