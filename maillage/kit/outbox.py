"""The outbox: actions queue a mail inside their transaction, a job words and sends it after commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.utils import timezone

from maillage.kit.models import OutboxMail


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a mail."""

    name: str
    content: bytes
    mime_type: str


@dataclass(frozen=True)
class Message:
    """A worded mail: subject, plain text, HTML, and to whom an answer goes."""

    subject: str
    text: str
    html: str
    reply_to: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


Composer = Callable[[OutboxMail, bool], Message]


@dataclass(frozen=True)
class _Registered:
    word: Composer
    secrets: frozenset[str]
    good_for: timedelta | None


_composers: dict[str, _Registered] = {}


def composer(
    name: str, *, secrets: Iterable[str] = (), good_for: timedelta | None = None
) -> Callable[[Composer], Composer]:
    """Register the function that words mails called `name`: (mail, masked) -> Message.

    With masked=True it must put a mask in place of every signed link, for showing on the desk.
    Params named in `secrets` are blanked once the mail is sent, kept or given up.
    After `good_for` the mail is not sent any more.
    """

    def register(function: Composer) -> Composer:
        _composers[name] = _Registered(function, frozenset(secrets), good_for)
        return function

    return register


def secrets(name: str) -> frozenset[str]:
    """Return the params of a kind of mail that must not outlive it."""
    return _composers[name].secrets if name in _composers else frozenset()


def good_for(name: str) -> timedelta | None:
    """Return how long after it was queued a kind of mail still makes sense; None means always."""
    return _composers[name].good_for if name in _composers else None


def compose(mail: OutboxMail, *, masked: bool) -> Message:
    """Word a mail in its language. Raises KeyError for a composer that does not exist."""
    return _composers[mail.composer].word(mail, masked)


def queue(
    composer: str,
    *,
    key: str,
    to: str,
    language: str,
    params: dict[str, Any],
    owner: str = "",
    subject: str = "",
    is_demonstration: bool = False,
) -> OutboxMail:
    """Put a mail into the outbox; call it inside the transaction of the deed. The same key queues once."""
    from maillage.kit.delivery import wake

    mail, created = OutboxMail.objects.get_or_create(
        key=key,
        defaults={
            "composer": composer,
            "to": to,
            "language": language,
            "params": params,
            "owner": owner,
            "subject": subject[:250],
            "is_demonstration": is_demonstration,
            "message_id": make_msgid(domain=settings.MAIL_DOMAIN),
            "next_try_at": timezone.now(),
        },
    )
    if created:
        wake(mail)
    return mail
