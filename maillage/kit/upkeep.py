"""The kit's own timed work: mails that are due, jobs whose worker died, and what is no longer needed."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone

from maillage.kit import delivery, jobs
from maillage.kit.ticks import tick

DONE_KEPT_FOR = timedelta(days=2)
FAILED_KEPT_FOR = timedelta(days=30)


@tick("mails that are due", every=timedelta(seconds=20))
def mails_that_are_due() -> None:
    """Queue retries, and after a mail server was set what was kept for it."""
    now = timezone.now()
    delivery.release_kept(now)
    delivery.wake_due(now)


@tick("jobs whose worker died", every=timedelta(seconds=30))
def jobs_whose_worker_died() -> None:
    """Give them back to the queue."""
    jobs.requeue_stalled(now=timezone.now(), lease=timedelta(seconds=settings.JOB_LEASE_SECONDS))


@tick("finished jobs", every=timedelta(hours=6))
def finished_jobs() -> None:
    """Forget them."""
    now = timezone.now()
    jobs.forget_finished(done_before=now - DONE_KEPT_FOR, failed_before=now - FAILED_KEPT_FOR)


@tick("expired sessions", every=timedelta(days=1))
def expired_sessions() -> None:
    """Delete the sessions whose time is over."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
