"""The link by which an organisation looks at its card: what it carries, and for how long it is good."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.initiatives.models import CardAsk
from maillage.kit.audit import Actor
from maillage.kit.spoken import short_day
from maillage.kit.tokens import LinkAltered, LinkExpired
from maillage.people.personal_links import LinkRevoked, link, read_worded_link

CARD = "card"
OPEN_FOR = timedelta(days=30)


def closes_at(ask: CardAsk) -> datetime:
    """Return until when a question is answered, and an answer replaced."""
    return ask.asked_at + OPEN_FOR


def card_link(ask: CardAsk, *, language: str, masked: bool) -> str:
    """Return the link by which an organisation answers for its card; it ends 30 days after the question."""
    payload = f"{ask.public_id}.{ask.nonce}"
    return link("initiatives:card-answer", CARD, payload, language=language, masked=masked)


def ask_by_link(token: str) -> CardAsk:
    """Return the question a link answers; raises LinkAltered, LinkRevoked where it was taken back, or LinkExpired."""
    public_id, nonce = read_worded_link(CARD, token)
    known = CardAsk.objects.select_related("region__programme", "organisation", "contact")
    ask = known.filter(public_id=public_id).first()
    if ask is None:
        raise LinkAltered
    if ask.nonce != nonce or ask.taken_back_at or ask.contact.is_erased:
        raise LinkRevoked(_("The question was taken back, or a newer message took its place."))
    if closes_at(ask) <= timezone.now():
        sentence = _("Answers to this question were taken for 30 days, until %(day)s.")
        raise LinkExpired(sentence % {"day": short_day(timezone.localdate(closes_at(ask)))})
    return ask


def speaker_of(ask: CardAsk) -> Actor:
    """Return the actor that an organisation with its link is: the trail names the organisation, not the person."""
    return Actor("link", ask.public_id, str(ask.organisation))
