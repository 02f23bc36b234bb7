"""The mail that asks those who were there to read the drafted report."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from maillage.cooperation.links import stop_link
from maillage.cooperation.models import Review
from maillage.cooperation.queries.review import is_frozen
from maillage.cooperation.review_links import feedback_link, review_link
from maillage.core.wall_clock import day_in
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.kit.spoken import ordinal, short_day
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.models import Contact
from maillage.people.queries.senders import Sender, sender_of


def still_open(mail: OutboxMail) -> bool:
    """Tell whether remarks are still taken, and the reader has not left."""
    review = Review.objects.select_related("roundtable").filter(pk=mail.params.get("review")).first()
    if review is None or review.closes_at <= timezone.now() or is_frozen(review.roundtable):
        return False
    return Contact.objects.filter(pk=mail.params.get("contact"), unsubscribed_at=None).exclude(email="").exists()


@composer("cooperation.review", wanted=still_open)
def review(mail: OutboxMail, masked: bool) -> Message:
    opened = Review.objects.select_related("roundtable__region__programme").get(pk=mail.params["review"])
    reader = Contact.objects.get(pk=mail.params["contact"])
    sender = sender_of(opened.roundtable.region)
    return message_of(review_letter(opened, reader, sender, masked=masked), opened.roundtable.region, sender)


def review_letter(review: Review, reader: Contact, sender: Sender, *, masked: bool) -> Letter:
    """Word the request, with the question what the roundtable was worth beside it."""
    roundtable = review.roundtable
    words = {"ordinal": ordinal(roundtable.number), "day": short_day(roundtable.date)}
    region = str(roundtable.region.name)
    until = short_day(day_in(roundtable.time_zone, review.closes_at))
    return Letter(
        subject=_("Read the draft: %(ordinal)s roundtable of %(region)s, %(day)s") % {**words, "region": region},
        heading=_("Is this what we said?"),
        intro=(
            _("You were at the %(ordinal)s roundtable of %(region)s. Its report is drafted.")
            % {**words, "region": region},
            _("Read it before it is published, and say what is wrong or missing."),
        ),
        facts=(_("Remarks are taken until %(day)s.") % {"day": until},),
        button=Link(_("Read the draft"), review_link(review, reader, language=language_now(), masked=masked)),
        others=(
            Link(
                _("Say in a minute what the roundtable was worth to you"),
                feedback_link(roundtable, reader, language=language_now(), masked=masked),
            ),
        ),
        below_button=_("Without account or password. The convenor reads your remarks, nobody else does."),
        why=(
            _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},
            _("You get this because you took part in the roundtable."),
        ),
        stop=Link(_("Receive no more invitations"), stop_link(reader, language=language_now(), masked=masked)),
    )
