"""Questions about invitations: who may still answer, who is silent, how many said what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from maillage.cooperation.enums import Answer, State
from maillage.cooperation.models import Invitation, Roundtable
from maillage.core.wall_clock import instant


def begins_at(roundtable: Roundtable) -> datetime:
    """Return when a roundtable begins; one without a time when its day is over."""
    return roundtable.starts_at or instant(roundtable.date, time(12), roundtable.time_zone) + timedelta(hours=12)


def has_started(roundtable: Roundtable, now: datetime | None = None) -> bool:
    """Tell whether a roundtable has begun; one without a time has not before its day is over."""
    return (now or timezone.now()) >= begins_at(roundtable)


def why_closed(invitation: Invitation, now: datetime | None = None) -> str:
    """Return why an invitation takes no answer any more: "cancelled", "revoked", "started", or "" while it does."""
    if invitation.roundtable.state == State.CANCELLED:
        return "cancelled"
    if invitation.revoked_at:
        return "revoked"
    if invitation.roundtable.state == State.HELD or has_started(invitation.roundtable, now):
        return "started"
    return ""


@dataclass(frozen=True)
class Answers:
    """How many invited people said what."""

    invited: int
    coming: int
    maybe: int
    not_coming: int
    silent: int


def answers_among(invitations: Iterable[Invitation]) -> Answers:
    """Count the answers of invitations that stand; somebody who comes instead is coming."""
    said = Counter(invitation.answer for invitation in invitations if invitation.revoked_at is None)
    return Answers(
        invited=sum(said.values()),
        coming=said[Answer.COMING] + said[Answer.SUBSTITUTE],
        maybe=said[Answer.MAYBE],
        not_coming=said[Answer.NOT_COMING],
        silent=said[Answer.NONE],
    )


def answers_of(roundtable: Roundtable) -> Answers:
    """Count the answers to one roundtable."""
    return answers_among(roundtable.invitations.all())


def silent(roundtable: Roundtable) -> QuerySet[Invitation]:
    """Return the invitations that stand without an answer and whose contact may be written to."""
    return (
        roundtable.invitations.filter(
            answer=Answer.NONE,
            revoked_at__isnull=True,
            contact__unsubscribed_at__isnull=True,
        )
        .exclude(contact__email="")
        .select_related("contact")
    )
