"""Delivery of the outbox: at least once, never by two workers at a time, every repeat under the same Message-ID."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from maillage.core.plain_text import one_line
from maillage.kit import composers
from maillage.kit.jobs import enqueue, job, waiting
from maillage.kit.models import MailState, OutboxMail

logger = logging.getLogger(__name__)

PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 8 * 60, 24 * 60)]
TRIES = len(PAUSES) + 1
KEPT_FOR = timedelta(days=7)
GRACE = timedelta(seconds=20)

TOO_LATE = gettext_noop("It was too late to send it.")
NO_WORDS = gettext_noop("The message could not be worded.")
NO_SERVER = gettext_noop("The mail server did not answer.")
REFUSED = gettext_noop("The mail server refused it, with the number %(code)s.")
NEVER_FINISHED = gettext_noop("Each attempt to send it was cut off.")


class Refused(Exception):
    """A message that did not leave; `final` says that no later try can help. The words hold no address."""

    def __init__(self, words: str, *, final: bool = False) -> None:
        super().__init__(words)
        self.final = final


@job
def deliver_mail(pk: int) -> None:
    """Deliver one mail of the outbox."""
    deliver(pk)


def wake(mail: OutboxMail) -> None:
    """Ask a worker to send this mail once the transaction has committed."""
    enqueue(deliver_mail, mail.pk)


def wake_due(now: datetime) -> int:
    """Ask once more for mails that are due and that no queued job will send: retries, and those a dead worker held."""
    due = OutboxMail.objects.filter(state=MailState.WAITING, next_try_at__lte=now - GRACE)
    queued = {args[0] for args in waiting(deliver_mail)}
    late = [mail for mail in due.only("pk") if mail.pk not in queued]
    for mail in late:
        wake(mail)
    return len(late)


def release_kept(now: datetime) -> int:
    """Once a mail server is set, send what was kept in the last week; older mails would surprise their readers."""
    if not settings.MAIL_IS_SENT:
        return 0
    recent = OutboxMail.objects.filter(state=MailState.KEPT, is_demonstration=False, created_at__gte=now - KEPT_FOR)
    return recent.exclude(to="").update(state=MailState.WAITING, attempts=0, next_try_at=now - GRACE)


def deliver(pk: int) -> None:
    """Claim the mail, word it, send it, and write down what became of it; each step commits on its own."""
    mail = _claim(pk)
    if mail is None:
        return
    if not composers.is_wanted(mail):
        _finish(mail, MailState.CANCELLED)
        return
    try:
        if _leaves(mail):
            _send(mail)
            _finish(mail, MailState.SENT, sent_at=timezone.now())
        else:
            _finish(mail, MailState.KEPT)
    except Refused as refusal:
        _postpone(mail, refusal)


def _claim(pk: int) -> OutboxMail | None:
    """Take the mail for the time of a lease: one conditional UPDATE decides which worker has it."""
    now = timezone.now()
    due = OutboxMail.objects.filter(pk=pk, state=MailState.WAITING, next_try_at__lte=now)
    worn_out = due.filter(attempts__gte=TRIES).first()
    if worn_out is not None:
        _finish(worn_out, MailState.FAILED, last_error=NEVER_FINISHED)
        return None
    lease = timedelta(seconds=settings.JOB_LEASE_SECONDS / 2)
    if not due.update(attempts=F("attempts") + 1, next_try_at=now + lease):
        return None
    return OutboxMail.objects.get(pk=pk)


def _leaves(mail: OutboxMail) -> bool:
    return settings.MAIL_IS_SENT and not mail.is_demonstration


def _send(mail: OutboxMail) -> None:
    good_for = composers.good_for(mail.composer)
    if good_for is not None and timezone.now() > mail.created_at + good_for:
        raise Refused(TOO_LATE, final=True)
    message = _word(mail)
    try:
        message.send()
    except (SMTPException, OSError) as error:
        raise _refusal(error) from None


def _word(mail: OutboxMail) -> EmailMultiAlternatives:
    """Write the mail in its reader's language, links included, outside of any transaction."""
    try:
        with translation.override(mail.language):
            words = composers.compose(mail, masked=False)
            message = EmailMultiAlternatives(
                subject=one_line(words.subject),
                body=words.text,
                to=[mail.to],
                reply_to=list(words.reply_to),
                headers={**words.headers, "Message-ID": mail.message_id},
                attachments=[(file.name, file.content, file.mime_type) for file in words.attachments],
            )
            if words.html:
                message.attach_alternative(words.html, "text/html")
            message.message()
            return message
    except Exception as error:
        logger.exception("Mail %s could not be worded by %s.", mail.pk, mail.composer)
        raise Refused(NO_WORDS) from error


def _refusal(error: SMTPException | OSError) -> Refused:
    """Say why a mail did not leave without repeating an address that the server may quote."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        return Refused(REFUSED % {"code": max(codes)}, final=min(codes) >= 500)
    if isinstance(error, SMTPResponseException):
        gone_for_good = isinstance(error, SMTPDataError) and error.smtp_code >= 500
        return Refused(REFUSED % {"code": error.smtp_code}, final=gone_for_good)
    return Refused(NO_SERVER)


def _postpone(mail: OutboxMail, refusal: Refused) -> None:
    if refusal.final or mail.attempts >= TRIES:
        _finish(mail, MailState.FAILED, last_error=str(refusal))
        logger.warning("Mail %s is not delivered: %s", mail.pk, refusal)
        return
    _own(mail).update(next_try_at=timezone.now() + PAUSES[mail.attempts - 1], last_error=str(refusal))
    logger.info("Mail %s is tried again later: %s", mail.pk, refusal)


def _finish(mail: OutboxMail, state: MailState, *, sent_at: datetime | None = None, last_error: str = "") -> None:
    """Close the mail; what was secret in it is forgotten, since nobody will need it again."""
    secret = composers.secrets(mail.composer)
    params = {name: "" if name in secret else value for name, value in mail.params.items()}
    _own(mail).update(state=state, sent_at=sent_at, last_error=last_error, params=params)


def _own(mail: OutboxMail) -> QuerySet[OutboxMail]:
    """The row, as long as nobody cancelled it and no later worker took it over."""
    return OutboxMail.objects.filter(pk=mail.pk, state=MailState.WAITING, attempts=mail.attempts)
