"""The mails of a date poll: when can you come, and the date is fixed."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from maillage.cooperation.answer_letters import platform_button
from maillage.cooperation.enums import DateChoice
from maillage.cooperation.links import date_link, stop_link
from maillage.cooperation.models import DateOption, DatePoll, DateVote
from maillage.cooperation.queries.date_poll import why_poll_closed
from maillage.cooperation.spoken import title_of, when_of
from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer
from maillage.kit.spoken import clock, day, short_day
from maillage.people.letters import Letter, Link, language_now, message_of
from maillage.people.models import Contact
from maillage.people.queries.senders import Sender, sender_of
from maillage.territory.models import Region


def still_asked(mail: OutboxMail) -> bool:
    """Tell whether the poll still takes answers, was not asked anew, and its reader may be written to."""
    poll = DatePoll.objects.select_related("roundtable").filter(pk=mail.params.get("poll")).first()
    if poll is None or poll.nonce != mail.params.get("nonce") or why_poll_closed(poll):
        return False
    return Contact.objects.filter(pk=mail.params.get("contact"), unsubscribed_at=None).exists()


def still_fixed(mail: OutboxMail) -> bool:
    """Tell whether the date stands and its reader may be written to."""
    poll = DatePoll.objects.filter(pk=mail.params.get("poll"), decided_at__isnull=False).first()
    if poll is None or poll.nonce != mail.params.get("nonce"):
        return False
    return Contact.objects.filter(pk=mail.params.get("contact"), unsubscribed_at=None).exists()


def poll_behind(mail: OutboxMail) -> DatePoll:
    """Return the poll a mail is about, with all that its letter says."""
    return DatePoll.objects.select_related("roundtable__region__programme").get(pk=mail.params["poll"])


@composer("cooperation.date_question", wanted=still_asked)
def date_question(mail: OutboxMail, masked: bool) -> Message:
    poll = poll_behind(mail)
    region = poll.roundtable.region
    contact = Contact.objects.get(pk=mail.params["contact"])
    sender = sender_of(region)
    return message_of(question_letter(poll, poll.options.all(), contact, sender, masked=masked), region, sender)


@composer("cooperation.date_fixed", wanted=still_fixed)
def date_fixed(mail: OutboxMail, masked: bool) -> Message:
    poll = poll_behind(mail)
    region = poll.roundtable.region
    contact = Contact.objects.get(pk=mail.params["contact"])
    sender = sender_of(region)
    return message_of(fixed_letter(poll, contact, sender, masked=masked), region, sender)


def said_of(option: DateOption) -> str:
    """Say a date with its hour: Tuesday 5 May 2026, 14:00."""
    words = {"day": capfirst(day(option.date)), "time": clock(option.start_time)}
    return _("%(day)s, %(time)s") % words


def why_asked(region: Region, sender: Sender) -> tuple[str, ...]:
    """Say who writes and why this person is written to."""
    words = {"region": str(region.name)}
    reason = _("You get this because you are in the directory of the platform of %(region)s.") % words
    return _("Sent by %(sender)s. Answer this message to write to us.") % {"sender": sender.name}, reason


def stop_of(contact: Contact, *, masked: bool) -> Link:
    """Return the link that ends invitations."""
    return Link(_("Receive no more invitations"), stop_link(contact, language=language_now(), masked=masked))


def question_letter(
    poll: DatePoll, options: Iterable[DateOption], contact: Contact, sender: Sender, *, masked: bool
) -> Letter:
    """Word the question when somebody can come."""
    roundtable = poll.roundtable
    url = date_link(poll, contact, language=language_now(), masked=masked)
    until = _("It takes a minute, without account or password. Answers count until %(day)s.")
    return Letter(
        subject=_("When can you come? %(event)s") % {"event": title_of(roundtable)},
        heading=_("When can you come?"),
        intro=(
            _("We look for a date for the next roundtable of %(region)s.") % {"region": str(roundtable.region.name)},
            *((str(roundtable.subject),) if roundtable.subject else ()),
        ),
        facts=tuple(said_of(option) for option in options),
        button=Link(_("Say when I can come"), url),
        below_button=until % {"day": short_day(poll.closes_on)},
        why=why_asked(roundtable.region, sender),
        stop=stop_of(contact, masked=masked),
    )


def fixed_letter(poll: DatePoll, contact: Contact, sender: Sender, *, masked: bool) -> Letter:
    """Word which date was fixed, and whether the reader had said they can."""
    roundtable = poll.roundtable
    said = DateVote.objects.filter(
        option__poll=poll, option__date=roundtable.date, option__start_time=roundtable.start_time, contact=contact
    )
    choice = said.values_list("choice", flat=True).first()
    sentences = {
        DateChoice.YES: _("You said that you can come."),
        DateChoice.IF_NEED_BE: _("You said that you can come if need be."),
        DateChoice.NO: _("You said that you cannot. It is the date that suits most; tell us if that has changed."),
    }
    yours = sentences[DateChoice(choice)] if choice else _("Thank you for your answer.")
    return Letter(
        subject=_("The date is fixed: %(event)s") % {"event": title_of(roundtable)},
        heading=_("The date is fixed"),
        intro=(yours, _("Keep it free. The invitation with the agenda follows.")),
        facts=(when_of(roundtable),),
        button=platform_button(roundtable.region),
        why=why_asked(roundtable.region, sender),
        stop=stop_of(contact, masked=masked),
    )
