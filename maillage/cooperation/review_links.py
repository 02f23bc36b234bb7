"""The links of those who were there: to review the drafted report, and to say what it was worth."""

from __future__ import annotations

from datetime import timedelta

from maillage.cooperation.models import Review, Roundtable
from maillage.kit import tokens
from maillage.kit.tokens import LinkAltered
from maillage.people.models import Contact
from maillage.people.personal_links import LinkRevoked, link

REVIEW = "review"
FEEDBACK = "feedback"
FEEDBACK_GOOD_FOR = timedelta(days=60)


def review_link(review: Review, contact: Contact, *, language: str, masked: bool) -> str:
    """Return the link by which somebody who was there remarks on the draft; it ends when the report is frozen."""
    payload = f"{review.pk}.{review.nonce}.{contact.public_id}"
    return link("cooperation:report-review", REVIEW, payload, language=language, masked=masked)


def feedback_link(roundtable: Roundtable, contact: Contact, *, language: str, masked: bool) -> str:
    """Return the link by which somebody who was there says what it was worth; it is good for 60 days."""
    payload = f"{roundtable.pk}.{contact.public_id}"
    return link("cooperation:feedback-give", FEEDBACK, payload, language=language, masked=masked)


def review_by_link(token: str) -> tuple[Review, Contact]:
    """Return the review and the reader; raises LinkAltered, or LinkRevoked where the reader is forgotten."""
    parts = tokens.read(REVIEW, token).split(".")
    if len(parts) != 3 or not (parts[0].isdecimal() and parts[1].isdecimal()):
        raise LinkAltered
    known = Review.objects.select_related("roundtable__region__programme")
    review = known.filter(pk=int(parts[0])).first()
    if review is None:
        raise LinkAltered
    if review.nonce != int(parts[1]):
        raise LinkRevoked
    return review, reader_of(review.roundtable, parts[2])


def feedback_by_link(token: str) -> tuple[Roundtable, Contact]:
    """Return the roundtable and who was there; raises LinkAltered, LinkExpired or LinkRevoked."""
    pk, dot, public_id = tokens.read(FEEDBACK, token, FEEDBACK_GOOD_FOR).partition(".")
    if not dot or not pk.isdecimal():
        raise LinkAltered
    roundtable = Roundtable.objects.select_related("region__programme").filter(pk=int(pk)).first()
    if roundtable is None:
        raise LinkAltered
    return roundtable, reader_of(roundtable, public_id)


def reader_of(roundtable: Roundtable, public_id: str) -> Contact:
    """Return who was there by the name a link has for them; raises LinkRevoked where that is known no more."""
    there = Contact.objects.filter(presences__roundtable=roundtable, public_id=public_id)
    contact = there.select_related("organisation").first()
    if contact is None or contact.is_erased:
        raise LinkRevoked
    return contact
