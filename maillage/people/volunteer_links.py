"""The link of a volunteer to their own page: it ends when they stop, when it is replaced, or their address changes."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from maillage.people.models import Volunteer
from maillage.people.personal_links import FIRST, link

VOLUNTEER = "volunteer"
# To whom a new link is sent in place of one that was replaced.
AS_VOLUNTEER = "volunteer"


def stamp_of(volunteer: Volunteer) -> str:
    """Return letters that change with the address and with each new link: an old mailbox opens nothing."""
    replaced = "" if volunteer.link_nonce == FIRST else f"{volunteer.link_nonce}:"
    return salted_hmac("maillage.volunteer.stamp", f"{replaced}{volunteer.email.lower()}").hexdigest()[:16]


def volunteer_link(volunteer: Volunteer, *, language: str, masked: bool) -> str:
    """Return the whole address of a volunteer's own page."""
    payload = f"{volunteer.public_id}.{stamp_of(volunteer)}"
    return link("people:volunteer-page", VOLUNTEER, payload, language=language, masked=masked)


def part_link(volunteer: Volunteer, part: str, *, language: str, masked: bool) -> str:
    """Return the address of a part of that page, such as `training/…/`."""
    return f"{volunteer_link(volunteer, language=language, masked=masked)}{part}"
