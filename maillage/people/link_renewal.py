"""Whoever holds a link that was replaced can have the new one sent: to the address that is known, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from maillage.kit import tokens
from maillage.kit.tokens import LinkAltered

AGAIN = "link-again"
GOOD_FOR = timedelta(days=1)
Sender = Callable[[str], None]
_senders: dict[str, Sender] = {}


def sends_again(kind: str) -> Callable[[Sender], Sender]:
    """Register what sends somebody of a kind, by public id, their link; it is silent where there is no address."""

    def register(sender: Sender) -> Sender:
        _senders[kind] = sender
        return sender

    return register


def again_token(kind: str, public_id: str) -> str:
    """Return what lets whoever holds a replaced link ask for the new one; it opens nothing."""
    return tokens.sign(AGAIN, f"{kind}.{public_id}")


def read_again(token: str) -> tuple[str, str]:
    """Return the kind and the public id that a new link is asked for; raises LinkAltered or LinkExpired."""
    kind, dot, public_id = tokens.read(AGAIN, token, GOOD_FOR).partition(".")
    if not dot or kind not in _senders:
        raise LinkAltered
    return kind, public_id


def send_again(kind: str, public_id: str) -> None:
    """Send the link that holds now to the address that is known; nothing tells whether there is one."""
    _senders[kind](public_id)
