"""The composers: for each kind of mail a function that words it, and what becomes of its secrets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

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
Wanted = Callable[[OutboxMail], bool]


@dataclass(frozen=True)
class _Registered:
    word: Composer
    secrets: frozenset[str]
    good_for: timedelta | None
    wanted: Wanted | None


_composers: dict[str, _Registered] = {}


def composer(
    name: str, *, secrets: Iterable[str] = (), good_for: timedelta | None = None, wanted: Wanted | None = None
) -> Callable[[Composer], Composer]:
    """Register the function that words mails called `name`: (mail, masked) -> Message.

    With masked=True it must put a mask in place of every signed link, for showing on the desk.
    Params named in `secrets` are blanked once the mail is sent, kept or given up.
    After `good_for` the mail is not sent any more, nor where `wanted` says no just before it would leave.
    """

    def register(function: Composer) -> Composer:
        _composers[name] = _Registered(function, frozenset(secrets), good_for, wanted)
        return function

    return register


def secrets(name: str) -> frozenset[str]:
    """Return the params of a kind of mail that must not outlive it."""
    return _composers[name].secrets if name in _composers else frozenset()


def good_for(name: str) -> timedelta | None:
    """Return how long after it was queued a kind of mail still makes sense; None means always."""
    return _composers[name].good_for if name in _composers else None


def is_wanted(mail: OutboxMail) -> bool:
    """Tell whether a mail still makes sense: what it speaks of may have been taken back since it was queued."""
    wanted = _composers[mail.composer].wanted if mail.composer in _composers else None
    return wanted is None or wanted(mail)


def compose(mail: OutboxMail, *, masked: bool) -> Message:
    """Word a mail in its language. Raises KeyError for a composer that does not exist."""
    return _composers[mail.composer].word(mail, masked)
