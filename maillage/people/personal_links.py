"""Personal links of any floor above: how their address is made, read, and taken back."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from maillage.kit import tokens
from maillage.kit.tokens import LinkAltered


class LinkRevoked(Exception):
    """The link was good once; somebody took it back or it was replaced."""


def link(name: str, purpose: str, payload: str, *, language: str, masked: bool) -> str:
    """Return the whole address of a personal link, for the reader's language; masked, nobody can open it."""
    token = tokens.MASK if masked else tokens.sign(purpose, payload)
    with override(language):
        return f"{settings.BASE_URL}{reverse(name, args=[token])}"


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
