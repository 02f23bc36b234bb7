"""The mail that drills queue."""

from __future__ import annotations

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer


@composer("drill")
def drill(mail: OutboxMail, masked: bool) -> Message:
    return Message(subject=f"Drill {mail.key}", text=str(mail.params["body"]), html="")
