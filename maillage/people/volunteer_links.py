"""The link of a volunteer to their own page: it ends when they stop, or when their address changes."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from maillage.people.models import Volunteer
from maillage.people.personal_links import link

VOLUNTEER = "volunteer"


def stamp_of(volunteer: Volunteer) -> str:
    """Return letters that change with the address and tell nothing of it: an old mailbox opens nothing."""
    return salted_hmac("maillage.volunteer.stamp", volunteer.email.lower()).hexdigest()[:16]


def volunteer_link(volunteer: Volunteer, *, language: str, masked: bool) -> str:
    """Return the whole address of a volunteer's own page."""
    payload = f"{volunteer.public_id}.{stamp_of(volunteer)}"
    return link("people:volunteer-page", VOLUNTEER, payload, language=language, masked=masked)


def part_link(volunteer: Volunteer, part: str, *, language: str, masked: bool) -> str:
    """Return the address of a part of that page, such as `training/…/`."""
    return f"{volunteer_link(volunteer, language=language, masked=masked)}{part}"
