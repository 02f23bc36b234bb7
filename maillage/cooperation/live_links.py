"""Links of the day itself: the door, one's own page, the page of a room; each ends when the report is frozen."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from maillage.cooperation.models import CheckIn, Room
from maillage.kit import tokens
from maillage.people.models import Contact
from maillage.people.personal_links import link
from maillage.territory.newcomers_words import for_a_moment_in

HERE = "here"
PRESENT = "present"
ROOM = "room"
# Whoever came by a personal link is known; whoever typed a name is believed.
KNOWN, BELIEVED = "known", "believed"


def here_link(code: str, *, language: str) -> str:
    """Return the link by which whoever stands at the door says so; it ends with the code."""
    return link("cooperation:check-in", HERE, code, language=language, masked=False)


def here_address(language: str) -> str:
    """Return the address at which the code is typed, as short as people read it aloud."""
    with for_a_moment_in(language):
        return f"{settings.BASE_URL.partition('://')[2]}{reverse('cooperation:check-in-code')}"


def present_token(ticket: CheckIn, how: str) -> str:
    """Return what opens somebody's own page; it tells nobody whether they were invited."""
    return tokens.sign(PRESENT, f"{ticket.public_id}.{how}")


def room_link(room: Room, contact: Contact | None, *, language: str, masked: bool) -> str:
    """Return the link to the page of a room, for one of the two in charge or for whoever writes there."""
    payload = f"{room.pk}.{contact.pk if contact else 0}.{room.nonce}"
    return link("cooperation:room-page", ROOM, payload, language=language, masked=masked)
