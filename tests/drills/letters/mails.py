"""The letter of the drill."""

from maillage.kit.models import OutboxMail
from maillage.kit.outbox import Message, composer


@composer("letter")
def letter(mail: OutboxMail, masked: bool) -> Message:
    return Message(subject=mail.key, text=f"Été, вечір, مساء: {mail.params['number']}\n", html="")
