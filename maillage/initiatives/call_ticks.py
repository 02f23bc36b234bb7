"""Timed work of calls: once one has closed, those who judge are told that its applications wait for them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from maillage.initiatives.actions.assessing import tell_assessors
from maillage.initiatives.queries.calls import to_decide
from maillage.kit.audit import SYSTEM
from maillage.kit.ticks import tick

# A server that stood still for longer leaves the telling to the convenor, who has a button for it.
TOLD_WITHIN = timedelta(days=3)


@tick("initiatives.calls-closed", every=timedelta(minutes=15))
def tell_that_calls_closed() -> int:
    """Tell the assessors of calls that have just closed; return how many were written to."""
    now = timezone.now()
    closed = to_decide(now).filter(closes_at__gt=now - TOLD_WITHIN, region__is_active=True).select_related("region")
    return sum(tell_assessors(call=call, by=SYSTEM) for call in closed.order_by("pk"))
