"""The mail that tells guests and subscribers that a report is out."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.cooperation.links import certificate_link, follow_up_link, need_link, stop_link
from maillage.cooperation.models import Commitment, Invitation, ReportText, ReportVersion
from maillage.cooperation.queries.papers import known_presences
from maillage.cooperation.review_links import feedback_link
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.kit.spoken import short_day
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.models import Contact, Subscriber
from maillage.people.personal_links import link
from maillage.people.queries.senders import Sender, sender_of

UNSUBSCRIBE = "unsubscribe"


def still_out(mail: OutboxMail) -> bool:
    """Tell whether the report was not withdrawn since, and its reader has not left."""
    if not ReportVersion.objects.filter(pk=mail.params.get("version"), withdrawn_at=None).exists():
        return False
    if "subscriber" in mail.params:
        return Subscriber.objects.filter(pk=mail.params["subscriber"]).exists()
    return Contact.objects.filter(pk=mail.params.get("contact"), unsubscribed_at=None).exists()


@composer("cooperation.report", wanted=still_out)
def report(mail: OutboxMail, masked: bool) -> Message:
    known = ReportVersion.objects.select_related("roundtable__region__programme")
    version = known.prefetch_related("texts").get(pk=mail.params["version"])
    region = version.roundtable.region
    sender = sender_of(region)
    if "subscriber" in mail.params:
        letter = subscriber_letter(version, sender, mail.params["subscriber"], masked=masked)
    else:
        guest = Contact.objects.select_related("organisation").filter(pk=mail.params["contact"]).first()
        letter = guest_letter(version, sender, guest, masked=masked)
    return message_of(letter, region, sender)


def words_of(version: ReportVersion) -> ReportText | None:
    """Return the words of a version in the language of the letter, else in English, else in the first there are."""
    here = language_now()
    return min(version.texts.all(), key=lambda text: (text.language != here, text.language != "en"), default=None)


def report_letter(
    version: ReportVersion,
    why: tuple[str, ...],
    stop: Link | None,
    promises: tuple[Link, ...],
    others: tuple[Link, ...] = (),
) -> Letter:
    """Word that a report is out: its lead, one button, the reader's certificate, what the reader promised."""
    roundtable = version.roundtable
    words = words_of(version)
    title = words.title if words else str(roundtable)
    facts = [_("The roundtable of %(day)s") % {"day": short_day(roundtable.date)}]
    if version.correction_note:
        facts.append(_("Corrected: %(note)s") % {"note": version.correction_note})
    page = reverse("website:roundtable-detail", args=[roundtable.region.slug, roundtable.number])
    return Letter(
        subject=_("Report: %(title)s, %(day)s") % {"title": title, "day": short_day(roundtable.date)},
        heading=title,
        intro=(words.lead,) if words and words.lead else (),
        facts=tuple(facts),
        button=Link(_("Read the report"), f"{settings.BASE_URL}{page}"),
        others=others,
        promises=promises,
        why=why,
        stop=stop,
    )


def guest_letter(version: ReportVersion, sender: Sender, guest: Contact | None, *, masked: bool) -> Letter:
    """Word the letter to somebody who was invited or came."""
    why = (
        _("Sent by %(sender)s. Answer this message if something in the report is wrong.") % {"sender": sender.name},
        _("You get this because you were invited to the roundtable, or came."),
    )
    if guest is None:
        return report_letter(version, why, None, ())
    stop = Link(_("Receive no more invitations"), stop_link(guest, language=language_now(), masked=masked))
    promises = tuple(
        Link(str(promise.text), follow_up_link(promise, language=language_now(), masked=masked))
        for promise in promised_by(version, guest)
    )
    others = certificate_of(version, guest, masked=masked)
    others += feedback_of(version, guest, masked=masked) if others else need_of(version, guest, masked=masked)
    return report_letter(version, why, stop, promises, others)


def feedback_of(version: ReportVersion, guest: Contact, *, masked: bool) -> tuple[Link, ...]:
    """Return the link by which a reader who was there says what it was worth."""
    url = feedback_link(version.roundtable, guest, language=language_now(), masked=masked)
    return (Link(_("Say in a minute what the roundtable was worth to you"), url),)


def need_of(version: ReportVersion, guest: Contact, *, masked: bool) -> tuple[Link, ...]:
    """Return the link by which a reader who was invited and absent raises a need for the next table."""
    asked = Invitation.objects.filter(roundtable=version.roundtable_id, contact=guest, revoked_at=None)
    return tuple(
        Link(
            _("You could not be there: raise a need for the next roundtable"),
            need_link(invitation, language=language_now(), masked=masked),
        )
        for invitation in asked
    )


def certificate_of(version: ReportVersion, guest: Contact, *, masked: bool) -> tuple[Link, ...]:
    """Return the link to the reader's certificate, where the reader was there."""
    there = known_presences().filter(roundtable=version.roundtable_id, contact=guest)
    return tuple(
        Link(_("Your certificate of attendance"), certificate_link(presence, language=language_now(), masked=masked))
        for presence in there
    )


def promised_by(version: ReportVersion, guest: Contact) -> list[Commitment]:
    """Return what the reader, or the reader's organisation, promised at this roundtable."""
    promised = Commitment.objects.filter(roundtable=version.roundtable_id).order_by("pk")
    if guest.organisation_id is None:
        return list(promised.filter(contact=guest))
    return list(promised.filter(organisation=guest.organisation_id))


def subscriber_letter(version: ReportVersion, sender: Sender, subscriber: int, *, masked: bool) -> Letter:
    """Word the letter to a subscriber."""
    why = (
        _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name},
        _("You get this because you subscribed to the news of %(region)s.") % {"region": version.roundtable.region},
    )
    url = link("website:unsubscribe", UNSUBSCRIBE, str(subscriber), language=language_now(), masked=masked)
    return report_letter(version, why, Link(_("Unsubscribe"), url), ())
