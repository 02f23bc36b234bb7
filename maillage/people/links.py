"""The personal links by which somebody signs in, and what they are bound to."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from maillage.kit import tokens
from maillage.people.models import User
from maillage.territory.newcomers_words import for_a_moment_in

SIGN_IN = "sign-in"
DEMONSTRATION = "demonstration-sign-in"
LINK_LASTS = timedelta(minutes=10)


def sign_in_token(user: User) -> str:
    """Return a token that works once within ten minutes: the next sign-in, by whatever way, ends it."""
    return tokens.sign(SIGN_IN, f"{user.pk}.{_stamp(user)}")


def user_of_sign_in_token(token: str) -> User:
    """Return the user a link was made for.

    Raises LinkExpired when its time is over or somebody signed in since, LinkAltered when it is not ours.
    """
    pk, _dot, stamp = tokens.read(SIGN_IN, token, max_age=LINK_LASTS).partition(".")
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or stamp != _stamp(user):
        raise tokens.LinkExpired
    return user


def demonstration_token(user: User) -> str:
    """Return the token of a demonstration person; it works any number of times, on this machine alone."""
    return tokens.sign(DEMONSTRATION, str(user.pk))


def user_of_demonstration_token(token: str) -> User:
    """Return the demonstration person of a token. Raises LinkAltered for anybody else."""
    user = User.objects.filter(pk=tokens.read(DEMONSTRATION, token), is_active=True, is_demonstration=True).first()
    if user is None:
        raise tokens.LinkAltered
    return user


def address(name: str, *, language: str, token: str) -> str:
    """Return the whole address of a link, in the language of its reader."""
    with for_a_moment_in(language):
        return f"{settings.BASE_URL}{reverse(name, args=[token])}"


def _stamp(user: User) -> str:
    return user.last_login.strftime("%Y%m%d%H%M%S%f") if user.last_login else ""
