"""Timed work of cooperation: owners are asked how a promise goes before it is due."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from maillage.cooperation.actions.follow_up import ask_owner
from maillage.cooperation.enums import CLOSED
from maillage.cooperation.models import Commitment
from maillage.cooperation.queries.commitments import with_progress
from maillage.kit.audit import SYSTEM
from maillage.kit.models import OutboxMail
from maillage.kit.ticks import tick

DAYS_BEFORE = 7


@tick("cooperation.commitments-due", every=timedelta(hours=6))
def ask_before_due() -> int:
    """Ask the owners of what is due within a week, once for each date; return about how many."""
    today = timezone.localdate()
    soon = Commitment.objects.filter(due_on__range=(today, today + timedelta(days=DAYS_BEFORE)))
    due = with_progress(soon.select_related("region", "organisation", "contact")).exclude(progress__in=CLOSED)
    return sum(
        bool(ask_owner(commitment=commitment, by=SYSTEM, key=occasion(commitment)))
        for commitment in due
        if not is_asked(commitment)
    )


def occasion(commitment: Commitment) -> str:
    """Return what makes the question unique: the date it asks for."""
    return f"due-{commitment.due_on}"


def is_asked(commitment: Commitment) -> bool:
    """Tell whether its present owner was asked for this date."""
    start = f"follow-up:{commitment.pk}:{commitment.nonce}:"
    return OutboxMail.objects.filter(key__startswith=start, key__endswith=occasion(commitment)).exists()
