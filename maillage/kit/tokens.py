"""Signed links: each has one purpose, and nothing usable is stored."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

MASK = "hidden-on-the-desk"


class LinkAltered(Exception):
    """The link was changed, cut, or belongs to another purpose."""


class LinkExpired(Exception):
    """The link was good once; its time is over."""


def sign(purpose: str, payload: str) -> str:
    """Return a URL-safe token that only `read` with the same purpose accepts."""
    return signing.TimestampSigner(salt=f"maillage.{purpose}", sep="~").sign(payload)


def read(purpose: str, token: str, max_age: timedelta | None = None) -> str:
    """Return the payload of a token.

    Raises LinkAltered where the signature or the purpose does not fit, LinkExpired after `max_age`.
    """
    try:
        return signing.TimestampSigner(salt=f"maillage.{purpose}", sep="~").unsign(token, max_age=max_age)
    except signing.SignatureExpired as error:
        raise LinkExpired from error
    except signing.BadSignature as error:
        raise LinkAltered from error
