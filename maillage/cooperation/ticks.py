"""Timed work of cooperation: owners are asked how a promise goes before it is due."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from maillage.cooperation.actions.check_in import close_check_in
from maillage.cooperation.actions.follow_up import ask_owner
from maillage.cooperation.actions.remind import send_due_reminders
from maillage.cooperation.actions.seats import settle_seats
from maillage.cooperation.actions.turns import take_turn
from maillage.cooperation.enums import CLOSED, State
from maillage.cooperation.models import Commitment, Roundtable
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


@tick("cooperation.seats", every=timedelta(hours=1))
def free_forgotten_seats() -> int:
    """Free the seats of guests whose details ended with their time, so that nobody waits beside an empty seat."""
    limited = Roundtable.objects.filter(state=State.CALLED, admission__seats__isnull=False).order_by("pk")
    for roundtable in limited:
        with transaction.atomic():
            take_turn(roundtable)
            settle_seats(roundtable)
    return len(limited)


@tick("cooperation.doors", every=timedelta(hours=6))
def close_forgotten_doors() -> int:
    """Take the codes of roundtables away that nobody wrapped up, two days after; return how many."""
    long_ago = timezone.localdate() - timedelta(days=2)
    left_open = Roundtable.objects.filter(date__lt=long_ago, admission__check_in_code__gt="")
    doors = list(left_open.select_related("region"))
    for roundtable in doors:
        close_check_in(roundtable=roundtable, by=SYSTEM)
    return len(doors)


@tick("cooperation.reminders", every=timedelta(minutes=1))
def remind_when_due() -> int:
    """Send the reminders whose time has come, to those who have not answered; return how many mails were queued."""
    now = timezone.now()
    due = Roundtable.objects.filter(
        state=State.CALLED,
        # Dates are the region's and may be a day behind ours.
        date__gte=now.date() - timedelta(days=1),
        reminders__sent_at__isnull=True,
        reminders__due_at__lte=now,
    )
    return sum(send_due_reminders(roundtable=roundtable, now=now) for roundtable in due.distinct())
