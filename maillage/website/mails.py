"""Mails of the website, each worded when it is sent."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.people.models import Subscriber
from maillage.people.queries.senders import sender_of
from maillage.website.links import CONFIRM_WITHIN, confirm_link


@composer("subscribe-confirm", good_for=CONFIRM_WITHIN)
def subscribe_confirm(mail: OutboxMail, masked: bool) -> Message:
    """Ask an address whether it is the one that wants to subscribe."""
    subscriber = Subscriber.objects.select_related("region__programme").get(pk=mail.params["subscriber"])
    sender = sender_of(subscriber.region)
    subject = _("Do you want to hear from %(region)s?") % {"region": subscriber.region.name}
    context = {
        "subject": subject,
        "region": subscriber.region,
        "programme": subscriber.region.programme,
        "button_url": confirm_link(subscriber, language=mail.language, masked=masked),
        "button_label": _("Yes, subscribe me"),
    }
    return Message(
        subject=subject,
        text=render_to_string("website/mail/subscribe_confirm.txt", context),
        html=render_to_string("website/mail/subscribe_confirm.html", context),
        reply_to=(sender.email,) if sender.email else (),
    )
