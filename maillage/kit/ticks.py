"""Timed work: each piece has a name and a rhythm, and one conditional UPDATE decides which worker does it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from maillage.kit.models import TickRun

logger = logging.getLogger(__name__)

NEVER = datetime(2000, 1, 1, tzinfo=UTC)
AFTER_A_FAILURE = timedelta(minutes=5)

Work = Callable[[], object]


@dataclass(frozen=True)
class Tick:
    """A piece of timed work."""

    name: str
    every: timedelta
    work: Work


_ticks: dict[str, Tick] = {}


def tick(name: str, *, every: timedelta) -> Callable[[Work], Work]:
    """Register timed work; it must be safe to run twice."""

    def register(work: Work) -> Work:
        _ticks[name] = Tick(name, every, work)
        return work

    return register


def registered() -> list[Tick]:
    """Return all timed work, by name."""
    return [_ticks[name] for name in sorted(_ticks)]


def run_due() -> list[str]:
    """Do what is due and what no other worker does; return the names of what was done."""
    now = timezone.now()
    known = set(TickRun.objects.values_list("name", flat=True))
    new = [TickRun(name=one.name, began_at=NEVER, ended_at=NEVER) for one in registered() if one.name not in known]
    TickRun.objects.bulk_create(new, ignore_conflicts=True)
    return [one.name for one in registered() if _due(one, now).exists() and _run(one)]


def _due(one: Tick, now: datetime) -> QuerySet[TickRun]:
    lease = timedelta(seconds=settings.JOB_LEASE_SECONDS)
    rhythm = Q(began_at__lte=now - one.every, ended_at__isnull=False)
    died = Q(began_at__lte=now - lease, ended_at__isnull=True)
    return TickRun.objects.filter(rhythm | died, name=one.name)


def _run(one: Tick) -> bool:
    now = timezone.now()
    if not _due(one, now).update(began_at=now, ended_at=None):
        return False
    ours = TickRun.objects.filter(name=one.name, began_at=now)
    try:
        one.work()
    except Exception:
        logger.exception("The timed work %s failed and is tried again in a few minutes.", one.name)
        soon = now - one.every + min(one.every, AFTER_A_FAILURE)
        ours.update(began_at=soon, ended_at=timezone.now())
        return False
    ours.update(ended_at=max(timezone.now(), now))
    return True
