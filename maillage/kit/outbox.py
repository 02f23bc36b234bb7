"""The outbox: actions queue a mail inside their transaction, a job words and sends it after commit."""

from __future__ import annotations

from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.utils import timezone

from maillage.core.plain_text import one_line
from maillage.kit.composers import Attachment, Message, compose, composer
from maillage.kit.delivery import wake
from maillage.kit.models import OutboxMail

__all__ = ["Attachment", "Message", "compose", "composer", "queue"]


def queue(
    composer: str,
    *,
    key: str,
    to: str,
    language: str,
    params: dict[str, Any],
    owner: str = "",
    subject: str = "",
    is_demonstration: bool = False,
) -> OutboxMail:
    """Put a mail into the outbox; call it inside the transaction of the deed. The same key queues once."""
    mail, created = OutboxMail.objects.get_or_create(
        key=key,
        defaults={
            "composer": composer,
            "to": to,
            "language": language,
            "params": params,
            "owner": owner,
            "subject": one_line(subject)[:250],
            "is_demonstration": is_demonstration,
            "message_id": make_msgid(domain=settings.MAIL_DOMAIN),
            "next_try_at": timezone.now(),
        },
    )
    if created:
        wake(mail)
    return mail
