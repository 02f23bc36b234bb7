"""Personal links of any floor above: how their address is made, read, and taken back."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from maillage.kit import tokens
from maillage.kit.tokens import LinkAltered
from maillage.territory.newcomers_words import for_a_moment_in

FIRST = 1


class LinkRevoked(Exception):
    """The link was good once; somebody took it back or it was replaced."""


class LinkReplaced(LinkRevoked):
    """A newer link took its place; `kind` and `public_id` tell to whom the new one can be sent."""

    def __init__(self, kind: str, public_id: str) -> None:
        super().__init__()
        self.kind, self.public_id = kind, public_id


def link(name: str, purpose: str, payload: str, *, language: str, masked: bool) -> str:
    """Return the whole address of a personal link, for the reader's language; masked, nobody can open it."""
    token = tokens.MASK if masked else tokens.sign(purpose, payload)
    with for_a_moment_in(language):
        return f"{settings.BASE_URL}{reverse(name, args=[token])}"


def numbered(public_id: str, nonce: int) -> str:
    """Return what stands in a link that can be replaced; the first one bears no number."""
    return public_id if nonce == FIRST else f"{public_id}.{nonce}"


def read_numbered_link(purpose: str, token: str) -> tuple[str, int]:
    """Return the public id and the nonce of a link that can be replaced; raises LinkAltered."""
    public_id, dot, nonce = tokens.read(purpose, token).partition(".")
    if not dot:
        return public_id, FIRST
    if not nonce.isdecimal():
        raise LinkAltered
    return public_id, int(nonce)


def read_link(purpose: str, token: str, max_age: timedelta | None = None) -> tuple[str, int]:
    """Return the public id and the nonce of a personal link; raises LinkAltered where it holds none."""
    public_id, dot, nonce = tokens.read(purpose, token, max_age).rpartition(".")
    if not dot or not nonce.isdecimal():
        raise LinkAltered
    return public_id, int(nonce)


def read_worded_link(purpose: str, token: str, max_age: timedelta | None = None) -> tuple[str, str]:
    """Return the public id and a nonce of letters; raises LinkAltered where it holds none."""
    public_id, dot, nonce = tokens.read(purpose, token, max_age).rpartition(".")
    if not dot or not nonce:
        raise LinkAltered
    return public_id, nonce
