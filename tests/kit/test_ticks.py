"""Timed work is done when it is due, by one worker of many, and again after a failure or a death."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from maillage.kit import ticks
from maillage.kit.models import TickRun

done: list[str] = []
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def only_ours(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(ticks, "_ticks", {})
    done.clear()
    yield
    done.clear()


def hourly(work: ticks.Work = lambda: done.append("done")) -> None:
    ticks.tick("hourly", every=HOUR)(work)


@pytest.mark.django_db
def test_new_work_is_done_at_once_then_in_its_rhythm() -> None:
    hourly()
    begin = timezone.now()
    with time_machine.travel(begin, tick=False):
        assert (ticks.run_due(), ticks.run_due()) == (["hourly"], [])
    with time_machine.travel(begin + HOUR - timedelta(seconds=1), tick=False):
        assert ticks.run_due() == []
    with time_machine.travel(begin + HOUR, tick=False):
        assert ticks.run_due() == ["hourly"]
    assert done == ["done", "done"]


@pytest.mark.django_db
def test_work_that_failed_is_tried_again_after_minutes() -> None:
    def fails() -> None:
        done.append("tried")
        raise LookupError

    hourly(fails)
    begin = timezone.now()
    with time_machine.travel(begin, tick=False):
        assert ticks.run_due() == []
    with time_machine.travel(begin + timedelta(minutes=4), tick=False):
        ticks.run_due()
    with time_machine.travel(begin + timedelta(minutes=5), tick=False):
        ticks.run_due()
    assert done == ["tried", "tried"]


@pytest.mark.django_db
def test_work_whose_worker_died_is_done_again_after_the_lease() -> None:
    hourly()
    now = timezone.now()
    TickRun.objects.create(name="hourly", began_at=now - timedelta(minutes=4), ended_at=None)
    assert ticks.run_due() == []
    TickRun.objects.update(began_at=now - timedelta(minutes=6))
    assert ticks.run_due() == ["hourly"]


@pytest.mark.django_db
def test_each_app_brings_its_own() -> None:
    from maillage.kit import upkeep

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ticks, "_ticks", {})
        ticks.tick("mails that are due", every=timedelta(seconds=20))(upkeep.mails_that_are_due)
        assert [one.name for one in ticks.registered()] == ["mails that are due"]
        assert ticks.run_due() == ["mails that are due"]


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_tick_at_the_same_moment_one_does_the_work() -> None:
    hourly()
    assert _at_once(8) == ["hourly"]
    assert done == ["done"]


@pytest.mark.django_db(transaction=True)
def test_without_the_conditional_update_several_would(monkeypatch: pytest.MonkeyPatch) -> None:
    class Everybody:
        def exists(self) -> bool:
            return True

        def update(self, **values: datetime) -> int:
            return 1

    hourly()
    monkeypatch.setattr(ticks, "_due", lambda one, now: Everybody())
    assert len(_at_once(8)) == 8


def _at_once(workers: int) -> list[str]:
    ready, ran = threading.Barrier(workers), []

    def work() -> None:
        ready.wait()
        try:
            ran.extend(ticks.run_due())
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ran
