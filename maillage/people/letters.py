"""Letters: what one says from its first line to its last, in one order for HTML and plain text."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.translation import get_language

from maillage.kit.outbox import Attachment, Message
from maillage.kit.spoken import SOURCE_LANGUAGE
from maillage.people.queries.senders import Sender
from maillage.territory.models import Region


@dataclass(frozen=True)
class Link:
    """A labelled address in a letter."""

    label: str
    url: str


@dataclass(frozen=True)
class Letter:
    """What a letter says, from its first line to its last."""

    subject: str
    heading: str
    intro: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    button: Link | None = None
    others: tuple[Link, ...] = ()
    below_button: str = ""
    agenda: tuple[str, ...] = ()
    promises: tuple[Link, ...] = ()
    closing: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    stop: Link | None = None
    attachments: tuple[Attachment, ...] = field(default=())


def message_of(letter: Letter, region: Region, sender: Sender) -> Message:
    """Set a letter in HTML and plain text; answers go to the sender."""
    context = {"letter": letter, "region": region, "programme": region.programme, "sender": sender}
    return Message(
        subject=letter.subject,
        text=render_to_string("people/mail/letter.txt", context),
        html=render_to_string("people/mail/letter.html", context),
        reply_to=(sender.email,) if sender.email else (),
        attachments=letter.attachments,
        headers={"List-Unsubscribe": f"<{letter.stop.url}>"} if letter.stop else {},
    )


def language_now() -> str:
    """Return the language a letter is being written in."""
    return get_language() or SOURCE_LANGUAGE
