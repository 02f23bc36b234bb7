"""Template tags of the factfile: cells beside the heads of their columns, and the side a language is read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django import template
from django.utils.translation import get_language_info

from maillage.insight.wording.sections import Cell

register = template.Library()


@register.filter
def beside(row: Sequence[Cell], heads: Sequence[str]) -> Iterator[tuple[Cell, str]]:
    """Return each cell of a row with the head of its column."""
    return zip(row, heads, strict=True)


@register.filter
def side(code: str) -> str:
    """Return the direction in which a language is written."""
    try:
        return "rtl" if get_language_info(code)["bidi"] else "ltr"
    except KeyError:
        return "auto"
