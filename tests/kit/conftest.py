"""A post office, and mails to bring there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Attachment, Message, composer, queue
from tests.served.post_office import PostOffice, post_office


@composer("test.letter", secrets=["code"])
def letter(mail: OutboxMail, masked: bool) -> Message:
    from django.utils.translation import get_language

    return Message(
        subject=f"Bonjour in {get_language()}",
        text=f"Your code is {mail.params['code']}.",
        html=f"<p>Your code is {mail.params['code']}.</p>",
        reply_to=("convenor@example.org",),
        attachments=(Attachment("date.ics", b"BEGIN:VCALENDAR", "text/calendar"),),
    )


@composer("test.short-lived", secrets=["code"], good_for=timedelta(minutes=10))
def short_lived(mail: OutboxMail, masked: bool) -> Message:
    return Message(subject="Code", text=str(mail.params["code"]), html="")


@composer("test.broken")
def broken(mail: OutboxMail, masked: bool) -> Message:
    raise LookupError("the roundtable is gone")


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    with post_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.MAIL_IS_SENT = True
        yield office


def a_mail(kind: str = "test.letter", **fields: Any) -> OutboxMail:
    with transaction.atomic():
        return queue(
            kind,
            **{
                "key": f"letter:{OutboxMail.objects.count()}",
                "to": "reader@example.org",
                "language": "fr",
                "params": {"code": "K7Q2", "roundtable": 3},
                **fields,
            },
        )
