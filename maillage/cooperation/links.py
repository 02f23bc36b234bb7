"""Personal links of cooperation: what each carries, for how long, and what they look like masked."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from maillage.cooperation.models import Admission, Commitment, DatePoll, Invitation, Presence
from maillage.people.models import Contact
from maillage.people.personal_links import link

ANSWER = "answer"
FOLLOW_UP = "follow-up"
STOP = "stop"
DATES = "dates"
SAY = "say"
NEED = "need"
CONTRIBUTE = "contribute"
JOIN = "join"
WISH = "wish"
CERTIFICATE = "certificate"
STOP_GOOD_FOR = timedelta(days=730)
CERTIFICATE_GOOD_FOR = timedelta(days=730)


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


def date_link(poll: DatePoll, contact: Contact, *, language: str, masked: bool) -> str:
    """Return the link by which somebody says on which dates they can come; it ends when a date is fixed."""
    payload = f"{poll.pk}.{contact.public_id}.{poll.nonce}"
    return link("cooperation:date-vote", DATES, payload, language=language, masked=masked)


def say_link(invitation: Invitation, *, language: str, masked: bool) -> str:
    """Return the link by which a guest says something ahead of the roundtable; it ends at the start."""
    payload = f"{invitation.public_id}.{invitation.nonce}"
    return link("cooperation:contribution-say", SAY, payload, language=language, masked=masked)


def need_link(invitation: Invitation, *, language: str, masked: bool) -> str:
    """Return the link by which a guest raises a need for the table after this one; it ends a year after this one."""
    payload = f"{invitation.public_id}.{invitation.nonce}"
    return link("cooperation:need-raise", NEED, payload, language=language, masked=masked)


def contribute_link(admission: Admission, *, language: str, masked: bool) -> str:
    """Return the open link of a roundtable, which the convenor hands on; it ends at the start, or is given anew."""
    payload = f"{admission.public_id}.{admission.nonce}"
    return link("cooperation:contribution-open", CONTRIBUTE, payload, language=language, masked=masked)


def stand_in_mark(invitation: Invitation) -> str:
    """Return what tells the link of this substitute from that of another one."""
    who = f"{invitation.substitute_name}\n{invitation.substitute_email}"
    return sha256(who.encode()).hexdigest()[:16]


def join_link(invitation: Invitation, *, language: str, masked: bool, instead: bool = False) -> str:
    """Return the link by which a guest enters the video meeting, or who comes instead; it ends with the roundtable.

    That of a substitute ends when somebody else, or the guest, comes after all.
    """
    who = f"{invitation.public_id}~{stand_in_mark(invitation)}" if instead else invitation.public_id
    payload = f"{who}.{invitation.nonce}"
    return link("cooperation:video-join", JOIN, payload, language=language, masked=masked)


def wish_link(invitation: Invitation, *, language: str, masked: bool) -> str:
    """Return the link by which a guest says in which room they would like to sit; it ends at the start."""
    payload = f"{invitation.public_id}.{invitation.nonce}"
    return link("cooperation:room-wish", WISH, payload, language=language, masked=masked)


def certificate_link(presence: Presence, *, language: str, masked: bool) -> str:
    """Return the link by which somebody who was there gets the certificate; it is good for two years."""
    payload = f"{presence.contact.public_id}.{presence.roundtable_id}"
    return link("cooperation:certificate", CERTIFICATE, payload, language=language, masked=masked)
