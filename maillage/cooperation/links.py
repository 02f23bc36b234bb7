"""Personal links of cooperation: what each carries, for how long, and what they look like masked."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from maillage.cooperation.models import Commitment, Invitation
from maillage.kit import tokens
from maillage.people.models import Contact

ANSWER = "answer"
FOLLOW_UP = "follow-up"
STOP = "stop"
STOP_GOOD_FOR = timedelta(days=730)


def link(name: str, purpose: str, payload: str, *, language: str, masked: bool) -> str:
    """Return the whole address of a personal link, for the reader's language; masked, nobody can open it."""
    token = tokens.MASK if masked else tokens.sign(purpose, payload)
    with override(language):
        return f"{settings.BASE_URL}{reverse(name, args=[token])}"


def answer_link(invitation: Invitation, *, language: str, masked: bool) -> str:
    """Return the link by which a guest answers; it ends at the start, or when it is withdrawn."""
    payload = f"{invitation.public_id}.{invitation.nonce}"
    return link("cooperation:invitation-answer", ANSWER, payload, language=language, masked=masked)


def follow_up_link(commitment: Commitment, *, language: str, masked: bool) -> str:
    """Return the link by which an owner tells how a promise goes; it ends when the promise does."""
    payload = f"{commitment.public_id}.{commitment.nonce}"
    return link("cooperation:commitment-follow-up", FOLLOW_UP, payload, language=language, masked=masked)


def stop_link(contact: Contact, *, language: str, masked: bool) -> str:
    """Return the link by which a guest stops invitations; it is good for two years."""
    return link("cooperation:invitation-stop", STOP, contact.public_id, language=language, masked=masked)
