"""Jobs: work queued in the transaction of a deed and done after it, the only place that knows the queue's package."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

logger = logging.getLogger(__name__)

ALIAS, TRIES = "jobs", 5
RUNNING = TaskResultStatus.RUNNING


def job(function: Callable[..., None]) -> Task[..., None]:
    """Make a job of a module's function: it may run twice, and is shorter than the lease or holds it."""
    return task(backend=ALIAS)(function)


def enqueue(work: Task[..., None], *args: Any) -> None:
    """Queue a job as a row: inside a transaction it stands or falls with the deed."""
    work.enqueue(*args)


def waiting(work: Task[..., None], *more: TaskResultStatus) -> list[list[Any]]:
    """Return the arguments of each queued run of a job that no worker has taken yet, and of those in `more` states."""
    rows = _jobs().filter(status__in=(TaskResultStatus.READY, *more), task_path=work.module_path)
    return [kept["args"] for kept in rows.order_by().values_list("args_kwargs", flat=True)]


def hold(work: Task[..., None], *args: Any) -> None:
    """Let the lease of a long run begin anew; the run itself says so from time to time."""
    running = _jobs().filter(status=TaskResultStatus.RUNNING, task_path=work.module_path)
    held = [row.pk for row in running if row.args_kwargs["args"] == list(args)]
    _jobs().filter(pk__in=held, status=TaskResultStatus.RUNNING).update(started_at=timezone.now())


def run_next(worker_id: str) -> bool:
    """Take one job and do it; say whether there was one."""
    ready = DBTaskResult.objects.ready().filter(backend_name=ALIAS)
    if not ready.exists():
        return False
    with exclusive_transaction():
        taken = ready.get_locked()
        if taken is not None:
            taken.claim(worker_id)
    if taken is not None:
        _runner(worker_id).run_task(taken)
    return taken is not None


def run_all(worker_id: str = "at once") -> int:
    """Do every job that waits, those that jobs queue included, and return how many there were."""
    done = 0
    while run_next(worker_id):
        done += 1
    return done


def requeue_stalled(*, now: datetime, lease: timedelta) -> tuple[int, int]:
    """Give jobs whose worker died back to the queue, those tried too often up; return how many of each."""
    requeued = given_up = 0
    for stalled in _jobs().filter(status=TaskResultStatus.RUNNING, started_at__lt=now - lease):
        same_run = _jobs().filter(pk=stalled.pk, status=TaskResultStatus.RUNNING, started_at=stalled.started_at)
        if len(stalled.worker_ids) < TRIES:
            requeued += same_run.update(status=TaskResultStatus.READY, started_at=None)
            continue
        given_up += same_run.update(
            status=TaskResultStatus.FAILED,
            finished_at=now,
            exception_class_path="builtins.TimeoutError",
            traceback=f"Given up: {TRIES} workers took this job and none of them finished it.",
        )
    if requeued or given_up:
        logger.warning("Of the jobs whose worker died, %s are queued again and %s are given up.", requeued, given_up)
    return requeued, given_up


def forget_finished(*, done_before: datetime, failed_before: datetime) -> int:
    """Delete what is left of finished jobs; failures are kept longer, so that somebody can look at them."""
    done, _ = _jobs().filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=done_before).delete()
    failed, _ = _jobs().filter(status=TaskResultStatus.FAILED, finished_at__lt=failed_before).delete()
    return done + failed


def _jobs() -> QuerySet[DBTaskResult[..., None]]:
    return DBTaskResult.objects.filter(backend_name=ALIAS)


def _runner(worker_id: str) -> Worker:
    """Return the package's own runner, used for the bookkeeping of one job."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )
