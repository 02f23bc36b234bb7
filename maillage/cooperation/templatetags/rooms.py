"""What a guest finds on their page once they come and there are rooms: the way to say which one they would like."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from maillage.cooperation.links import wish_link
from maillage.cooperation.models import Invitation
from maillage.cooperation.queries.live import COMING
from maillage.kit.spoken import SOURCE_LANGUAGE

register = template.Library()


@register.inclusion_tag("cooperation/_room_wish_link.html")
def room_wish_link(invitation: Invitation) -> dict[str, Any]:
    """Offer to choose a room, to whoever comes and where there is more than one."""
    offered = invitation.answer in COMING and invitation.roundtable.rooms.count() > 1
    language = get_language() or SOURCE_LANGUAGE
    return {"url": wish_link(invitation, language=language, masked=False) if offered else ""}
