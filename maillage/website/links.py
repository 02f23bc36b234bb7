"""The links of subscribers: what each carries, for how long, and what it looks like on the desk."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse

from maillage.kit import tokens
from maillage.people.models import Subscriber
from maillage.territory.newcomers_words import for_a_moment_in

CONFIRM = "subscribe"
LEAVE = "unsubscribe"
CONFIRM_WITHIN = timedelta(days=7)


def confirm_link(subscriber: Subscriber, *, language: str, masked: bool) -> str:
    """Return the link by which an address says that it meant it; good for seven days."""
    return _link("website:subscribe-confirm", CONFIRM, subscriber, language=language, masked=masked)


def leave_link(subscriber: Subscriber, *, language: str, masked: bool) -> str:
    """Return the link by which an address leaves; it works as long as the address is known."""
    return _link("website:unsubscribe", LEAVE, subscriber, language=language, masked=masked)


def _link(name: str, purpose: str, subscriber: Subscriber, *, language: str, masked: bool) -> str:
    token = tokens.MASK if masked else tokens.sign(purpose, str(subscriber.pk))
    with for_a_moment_in(language):
        return f"{settings.BASE_URL}{reverse(name, args=[token])}"


def subscriber_behind(purpose: str, token: str) -> Subscriber:
    """Return who a link was made for.

    Raises LinkAltered where it is not ours, LinkExpired where its time is over or the address is forgotten.
    """
    payload = tokens.read(purpose, token, max_age=CONFIRM_WITHIN if purpose == CONFIRM else None)
    found = Subscriber.objects.select_related("region__programme").filter(pk=payload).first()
    if found is None:
        raise tokens.LinkExpired
    return found
