"""The mail that asks an organisation whether its card is still true."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.initiatives.actions.cards import card_subject
from maillage.initiatives.card_links import card_link, closes_at
from maillage.initiatives.models import CardAsk
from maillage.initiatives.queries.cards import practices_asked_about
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.kit.spoken import short_day
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.queries.senders import Sender, sender_of

NAMED = 5


def still_asked(mail: OutboxMail) -> bool:
    """Tell whether the question stands: neither answered nor taken back nor over, and the reader has not left."""
    asks = CardAsk.objects.filter(pk=mail.params.get("ask"), answered_at=None, taken_back_at=None)
    ask = asks.filter(contact__unsubscribed_at=None).exclude(contact__email="").first()
    return ask is not None and closes_at(ask) > timezone.now()


def letter_of(ask: CardAsk, sender: Sender, *, masked: bool, reminds: bool) -> Letter:
    """Word the question, or the same once more."""
    region, house = str(ask.region.name), str(ask.organisation)
    practices = practices_asked_about(ask)
    intro = [
        _("People in %(region)s look up who does what. They read this about %(organisation)s.")
        % {"region": region, "organisation": house}
    ]
    if reminds:
        intro = [_("We have no answer from you yet. If all of it is still true, it takes a minute to say so.")]
    if ask.organisation.confirmed_on:
        intro.append(_("Your card was last confirmed on %(day)s.") % {"day": short_day(ask.organisation.confirmed_on)})
    facts = [str(practice.name) for practice in practices[:NAMED]]
    if more := len(practices) - len(facts):
        facts.append(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    until = short_day(timezone.localdate(closes_at(ask)))
    return Letter(
        subject=card_subject(ask.organisation),
        heading=_("Is your card still true?"),
        intro=tuple(intro),
        facts=(house, *facts),
        button=Link(_("Look at our card"), card_link(ask, language=language_now(), masked=masked)),
        below_button=_("Without account or password. The link works until %(day)s.") % {"day": until},
        why=(
            _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},
            _("You get this because you stand for %(organisation)s in the directory of %(region)s.")
            % {"organisation": house, "region": region},
            _("If somebody else should be asked, or nobody, answer and say so."),
        ),
    )


def worded(mail: OutboxMail, *, masked: bool, reminds: bool) -> Message:
    """Word the mail of one question."""
    known = CardAsk.objects.select_related("region__programme", "organisation", "contact")
    ask = known.get(pk=mail.params["ask"])
    sender = sender_of(ask.region)
    return message_of(letter_of(ask, sender, masked=masked, reminds=reminds), ask.region, sender)


@composer("initiatives.card", wanted=still_asked)
def card(mail: OutboxMail, masked: bool) -> Message:
    return worded(mail, masked=masked, reminds=False)


@composer("initiatives.card_reminder", wanted=still_asked)
def card_reminder(mail: OutboxMail, masked: bool) -> Message:
    return worded(mail, masked=masked, reminds=True)
