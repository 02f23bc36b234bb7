"""Template tags of what comes before a table: marks that count without colour, and how much waits to be read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.translation import get_language

from maillage.cooperation.links import say_link
from maillage.cooperation.models import Invitation, Roundtable
from maillage.cooperation.queries.contributions import to_read
from maillage.kit.spoken import SOURCE_LANGUAGE

register = template.Library()
# Each mark has a shape of its own: colour never speaks alone.
SHAPES = {
    "yes": "disc",
    "if need be": "ring",
    "no": "strokes",
    "kept": "disc",
    "on the way": "ring",
    "late": "diamond",
    "blocked": "frame",
    "dropped": "strokes",
}
STEP, IN_A_ROW = 20, 20


@register.inclusion_tag("cooperation/_marks.html")
def marks(kinds: Iterable[str] | str) -> dict[str, Any]:
    """Draw one mark for each, in rows of twenty; the figures stand beside it in words."""
    found = [kinds] if isinstance(kinds, str) and kinds in SHAPES else list(kinds)
    placed = [
        (SHAPES[str(kind)], STEP * (place % IN_A_ROW) + STEP // 2, STEP * (place // IN_A_ROW) + STEP // 2)
        for place, kind in enumerate(found)
    ]
    rows = -(-len(found) // IN_A_ROW)
    return {"placed": placed, "width": STEP * min(len(found), IN_A_ROW), "height": STEP * rows}


@register.inclusion_tag("cooperation/_say_ahead.html")
def say_ahead(invitation: Invitation) -> dict[str, str]:
    """Lead a guest from the answer to what they want to say ahead."""
    return {"url": say_link(invitation, language=get_language() or SOURCE_LANGUAGE, masked=False)}


@register.inclusion_tag("cooperation/_to_read.html")
def contributions_to_read(roundtable: Roundtable) -> dict[str, Any]:
    """Say how many contributions wait to be read, with the way there."""
    return {"roundtable": roundtable, "region": roundtable.region, "count": to_read(roundtable)}
