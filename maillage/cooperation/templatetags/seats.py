"""How the seats of a roundtable stand, on each screen of the convenor."""

from __future__ import annotations

from typing import Any

from django import template

from maillage.cooperation.models import Invitation, Roundtable
from maillage.cooperation.queries.seats import seating_of

register = template.Library()


@register.inclusion_tag("cooperation/_seats.html", takes_context=True)
def seats(
    context: template.Context, roundtable: Roundtable | None, invitations: list[Invitation] | None = None
) -> dict[str, Any]:
    """Show taken, free and waiting; nothing where the number of seats is open."""
    return {
        "seating": seating_of(roundtable, invitations) if roundtable else None,
        "roundtable": roundtable,
        "region": context.get("region"),
        "csrf_token": context.get("csrf_token"),
    }
