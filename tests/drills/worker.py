"""The drill of the worker: letters are queued while it is killed again and again; each must arrive.

Run it with `python -m tests.drills.worker [letters] [kills]`; the last line is JSON.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.drills import homes
from tests.drills.letters import WITHOUT_REAPER
from tests.drills.sink import Sink, listening
from tests.served.running import ROOT, clean_environment

LEASE_SECONDS = 4
PATIENCE = 60.0
QUIET_SECONDS = 4 * LEASE_SECONDS
FINISHED = "SELECT count(*) FROM kit_outboxmail WHERE state != 'sent'"
RUNNING = "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status != 'SUCCESSFUL'"


@dataclass
class Figures:
    """What became of the letters."""

    queued: int
    kills: int
    arrived: int
    repeats: int
    repeats_under_another_id: int
    never_sent: int
    invented: int
    still_waiting: int
    jobs_not_finished: int
    seconds: float

    @property
    def is_well(self) -> bool:
        return not (
            self.never_sent
            or self.repeats_under_another_id
            or self.invented
            or self.still_waiting
            or self.jobs_not_finished
        )


def drill(home: Path, *, letters: int = 200, kills: int = 10, with_reaper: bool = True) -> Figures:
    """Queue letters, kill the worker, wait until it is quiet, and count."""
    began = time.monotonic()
    with listening(pause=0.02) as sink:
        environment = clean_environment(
            MAILLAGE_HOME=str(home),
            DJANGO_SETTINGS_MODULE="tests.drills.letters.settings",
            EMAIL_URL=sink.url,
            JOB_LEASE_SECONDS=str(LEASE_SECONDS),
            TICK_SECONDS="1",
            **({} if with_reaper else {WITHOUT_REAPER: "1"}),
        )
        queueing = _start(environment, "tests.drills.letters.queue", str(letters))
        _kill_again_and_again(environment, sink, kills)
        committed = queueing.communicate(timeout=PATIENCE)[0].split("\n")[:-1]
        worker = _start(environment, "maillage.config.cli", "work")
        try:
            _wait_for_quiet(home, sink)
        finally:
            worker.terminate()
            worker.communicate(timeout=PATIENCE)
        return _count(home, sink, committed, kills, time.monotonic() - began)


def _start(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )


def _kill_again_and_again(environment: dict[str, str], sink: Sink, kills: int) -> None:
    """Kill each worker a moment after its first letter, so that it is in the middle of something."""
    for _kill in range(kills):
        before, deadline = len(sink.kept), time.monotonic() + 10
        worker = _start(environment, "maillage.config.cli", "work")
        while len(sink.kept) == before and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.4))
        worker.kill()
        worker.communicate()


def _wait_for_quiet(home: Path, sink: Sink) -> None:
    """Wait until all is done, or until nothing has arrived for several times as long as the reaper needs."""
    arrived, since = len(sink.kept), time.monotonic()
    while any(homes.rows(home, question) != [(0,)] for question in (FINISHED, RUNNING)):
        if len(sink.kept) > arrived:
            arrived, since = len(sink.kept), time.monotonic()
        if time.monotonic() - since > QUIET_SECONDS:
            return
        time.sleep(0.2)


def _count(home: Path, sink: Sink, committed: list[str], kills: int, seconds: float) -> Figures:
    arrived = Counter(str(mail["Subject"]) for mail in sink.kept)
    ids: dict[str, set[str]] = defaultdict(set)
    for mail in sink.kept:
        ids[str(mail["Subject"])].add(str(mail["Message-ID"]))
    return Figures(
        queued=len(committed),
        kills=kills,
        arrived=len(arrived),
        repeats=sum(arrived.values()) - len(arrived),
        repeats_under_another_id=sum(len(one) > 1 for one in ids.values()),
        never_sent=len(set(committed) - set(arrived)),
        invented=len(set(arrived) - set(committed)),
        still_waiting=int(homes.rows(home, FINISHED)[0][0]),
        jobs_not_finished=int(homes.rows(home, RUNNING)[0][0]),
        seconds=round(seconds, 1),
    )


def main(letters: int = 1000, kills: int = 40) -> int:
    """Drill in a temporary home and print the figures."""
    with tempfile.TemporaryDirectory(prefix="maillage-drill-") as folder:
        home = homes.copied(homes.empty(Path(folder)), Path(folder) / "home")
        figures = drill(home, letters=letters, kills=kills)
    sys.stdout.write(json.dumps({"drill": "worker", "is_well": figures.is_well, **asdict(figures)}) + "\n")
    return 0 if figures.is_well else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
