"""The drill of the crash: notes are written on the screen Live while kill -9 hits the web, the worker, or everything.

Run it with `python -m tests.drills.crash [writes] [kills]`; the last line is JSON.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.drills import homes
from tests.drills.browser import ACKNOWLEDGED, Browser, form_to, sign_in
from tests.drills.installation import PRODUCT, Installation
from tests.drills.ledger import Ledger, fresh_line

WRITERS = 8
REPLAYED = 0.2
PARTS = ("serving", "worker", "web", "all")
ROLE = "convenor of Saône-et-Loire"
LIVE = "/en/desk/saone-et-loire/roundtables/4/live/"
WRITE = f"{LIVE}write/"
HELD = "SELECT coalesce(client_key, ''), text FROM cooperation_note WHERE id > {last}"


@dataclass
class Figures:
    """What the product kept of what it promised."""

    acknowledged: int
    replays: int
    retries: int
    kills: int
    lost: int
    doubled: int
    altered: int
    invented: int
    integrity: str
    ready_again_median: float
    ready_again_longest: float
    seconds: float

    @property
    def is_well(self) -> bool:
        return not (self.lost or self.doubled or self.altered or self.invented) and self.integrity == "ok"


class Writers:
    """People who write lines at the same time, each sending a line again until it is acknowledged."""

    def __init__(self, port: int, link: str, writes: int) -> None:
        first = sign_in(port, link)
        self.fields = form_to(first.get(LIVE), WRITE)
        self.cookies = first.cookies
        self.port = port
        self.ledger = Ledger()
        self.retries = 0
        self.stopped = threading.Event()
        self.unstarted = itertools.count(writes, -1)
        self._threads = [threading.Thread(target=self._write, daemon=True) for _ in range(WRITERS)]
        first.close()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        for thread in self._threads:
            thread.start()
        try:
            yield
            for thread in self._threads:
                thread.join()
        finally:
            self.stopped.set()
            for thread in self._threads:
                thread.join()

    def are_done(self) -> bool:
        return not any(thread.is_alive() for thread in self._threads)

    def _write(self) -> None:
        browser = Browser(self.port, self.cookies)
        while next(self.unstarted) > 0 and not self.stopped.is_set():
            key, text = fresh_line()
            self.ledger.send(key, text)
            self._insist(browser, key, text)
            again = self.ledger.any_acknowledged()
            if again and random.random() < REPLAYED:
                self._insist(browser, *again)
        browser.close()

    def _insist(self, browser: Browser, key: str, text: str) -> None:
        fields = {**self.fields, "client_key": key, "text": text}
        pause = 0.05
        while not self.stopped.is_set():
            try:
                status, _place = browser.post(WRITE, fields)
            except (OSError, http.client.HTTPException):
                status = 0
            if status in ACKNOWLEDGED:
                self.ledger.acknowledge(key)
                return
            self.retries += 1
            time.sleep(pause)
            pause = min(pause * 1.5, 0.5)


def drill(home: Path, *, writes: int = 200, kills: int = 3, settings: str = PRODUCT, url: str = "") -> Figures:
    """Write, kill, start again, and compare the database with the ledger; `url` names a PostgreSQL."""
    began = time.monotonic()
    last = int(homes.rows(home, "SELECT coalesce(max(id), 0) FROM cooperation_note", url)[0][0])
    installation = Installation(home, settings, {"DATABASE_URL": url} if url else {})
    try:
        installation.start()
        writers = Writers(installation.port, homes.links(home)[ROLE], writes)
        with writers.at_work():
            killed = kill_at_intervals(
                installation, kills, lambda: len(writers.ledger.acknowledged) / writes, writers.are_done
            )
        time.sleep(0.5)
    finally:
        installation.stop()
    return Figures(
        acknowledged=len(writers.ledger.acknowledged),
        replays=writers.ledger.replays,
        retries=writers.retries,
        kills=killed,
        **writers.ledger.compare(
            (key, homes.words(text)) for key, text in homes.rows(home, HELD.format(last=last), url)
        ),
        integrity=homes.integrity(home, url),
        ready_again_median=round(statistics.median(installation.readiness or [0]), 2),
        ready_again_longest=round(max(installation.readiness, default=0), 2),
        seconds=round(time.monotonic() - began, 1),
    )


def kill_at_intervals(
    installation: Installation, kills: int, share: Callable[[], float], are_done: Callable[[], bool]
) -> int:
    """Kill each time another share of the work is acknowledged; with few kills, what is hit hardest comes first."""
    order = PARTS if kills > len(PARTS) else PARTS[::-1]
    for number in range(kills):
        while share() < (number + 1) / (kills + 1):
            if are_done():
                return number
            time.sleep(0.005)
        installation.kill(order[number % len(order)])
    return kills


def main(writes: int = 2000, kills: int = 24) -> int:
    """Drill on a fresh demonstration and print the figures."""
    with tempfile.TemporaryDirectory(prefix="maillage-drill-") as folder:
        home = homes.copied(homes.demonstration(Path(folder)), Path(folder) / "home")
        figures = drill(home, writes=writes, kills=kills)
    sys.stdout.write(json.dumps({"drill": "crash", "is_well": figures.is_well, **asdict(figures)}) + "\n")
    return 0 if figures.is_well else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
