"""Delivery of the outbox by jobs."""

from __future__ import annotations

from maillage.kit.models import OutboxMail


def wake(mail: OutboxMail) -> None:
    """Ask a worker to send this mail once the transaction has committed."""
