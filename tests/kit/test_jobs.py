"""Jobs whose worker died come back, those that always kill it are given up, and what is finished is forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maillage.kit import jobs, upkeep
from maillage.kit.worker import LONGEST_PAUSE_SECONDS, Worker

pytestmark = pytest.mark.django_db
LEASE = timedelta(minutes=5)
done: list[str] = []


@jobs.job
def note_down(word: str) -> None:
    done.append(word)


@jobs.job
def stumble() -> None:
    raise LookupError("on purpose")


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def taken_long_ago(tries: int = 1) -> DBTaskResult:
    jobs.enqueue(note_down, "again")
    row = DBTaskResult.objects.get()
    row.claim("a worker that died")
    started = timezone.now() - LEASE - timedelta(seconds=1)
    DBTaskResult.objects.update(started_at=started, worker_ids=["a worker that died"] * tries)
    return row


def test_jobs_are_done_in_order_and_once() -> None:
    for word in ("one", "two"):
        jobs.enqueue(note_down, word)
    assert jobs.waiting(note_down) == [["one"], ["two"]]
    assert jobs.run_all() == 2
    assert done == ["one", "two"]
    assert jobs.run_next("idle") is False


def test_a_job_that_fails_is_written_down_and_does_not_stop_the_worker() -> None:
    jobs.enqueue(stumble)
    jobs.enqueue(note_down, "after")
    assert jobs.run_all() == 2
    assert done == ["after"]
    assert DBTaskResult.objects.failed().get().exception_class_path == "builtins.LookupError"


def test_a_job_whose_worker_died_is_taken_again() -> None:
    taken_long_ago()
    assert jobs.requeue_stalled(now=timezone.now(), lease=LEASE) == (1, 0)
    assert jobs.run_all() == 1
    assert done == ["again"]


def test_without_the_reaper_nobody_takes_it() -> None:
    row = taken_long_ago()
    assert jobs.run_all() == 0
    row.refresh_from_db()
    assert (row.status, done) == ("RUNNING", [])


def test_a_job_within_its_lease_is_left_to_its_worker() -> None:
    taken_long_ago()
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(minutes=4))
    assert jobs.requeue_stalled(now=timezone.now(), lease=LEASE) == (0, 0)


def test_a_job_that_outlived_five_workers_is_given_up() -> None:
    row = taken_long_ago(tries=jobs.TRIES)
    assert jobs.requeue_stalled(now=timezone.now(), lease=LEASE) == (0, 1)
    row.refresh_from_db()
    assert (row.status, row.traceback) == (
        "FAILED",
        "Given up: 5 workers took this job and none of them finished it.",
    )


def test_finished_jobs_are_forgotten_failures_later() -> None:
    jobs.enqueue(note_down, "old")
    jobs.enqueue(stumble)
    jobs.run_all()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=3))
    upkeep.finished_jobs()
    assert [row.status for row in DBTaskResult.objects.all()] == ["FAILED"]
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=31))
    upkeep.finished_jobs()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_ticks_and_takes_a_job_in_one_turn() -> None:
    jobs.enqueue(note_down, "now")
    worker = Worker()
    assert (worker.turn(), worker.turn()) == (True, False)
    assert done == ["now"]


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_costs_a_growing_pause_not_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    worker = Worker()

    def away(worker_id: str) -> bool:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(jobs, "run_next", away)
        patch.setattr("maillage.kit.worker.connections.close_all", lambda: None)
        pauses = [(worker.turn(), worker._pause)[1] for _ in range(8)]
    assert pauses[:3] == [1.0, 2.0, 4.0]
    assert pauses[-1] == LONGEST_PAUSE_SECONDS
    worker.turn()
    assert worker._pause == 0.5
