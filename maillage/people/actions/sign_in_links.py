"""Links that sign somebody in: for the command line of the machine, and for the demonstration."""

from __future__ import annotations

from maillage.people.links import address, demonstration_token, sign_in_token
from maillage.people.models import User


def sign_in_link(user: User) -> str:
    """Return a link that signs this user in once, within ten minutes."""
    return address("people:sign-in-link", language=user.preferred_language, token=sign_in_token(user))


def demonstration_link(user: User) -> str:
    """Return the link of a demonstration person."""
    return address("people:demonstration-sign-in", language=user.preferred_language, token=demonstration_token(user))
