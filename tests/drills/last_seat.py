"""The drill of the last seat: two dozen guests answer at one moment, round after round, for three seats.

Run it with `python -m tests.drills.last_seat [attempts]`; the last line is JSON.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.drills import homes
from tests.drills.browser import Browser, form_to
from tests.drills.installation import PRODUCT, Installation
from tests.served.running import ROOT, clean_environment

CLIENTS, SEATS = 24, 3
KEPT, WAITS = "A seat is kept for", "on the waiting list."
# What somebody does one after the other; each begins with a yes at the moment in which all others say it.
SCRIPTS = [
    ["coming"],
    ["coming", "not_coming"],
    ["coming", "maybe", "coming"],
    ["coming", "not_coming", "coming", "not_coming"],
    ["coming", "substitute"],
]


@dataclass
class Figures:
    """What became of the attempts; all but the first three and the time must be 0."""

    database: str
    rounds: int = 0
    attempts: int = 0
    over: int = 0
    empty_while_somebody_waits: int = 0
    told_otherwise: int = 0
    counted_otherwise: int = 0
    server_errors: int = 0
    seconds: float = 0

    @property
    def is_well(self) -> bool:
        wrong = self.over + self.empty_while_somebody_waits + self.told_otherwise + self.counted_otherwise
        return not (wrong + self.server_errors)


@dataclass(frozen=True)
class Told:
    """What the pages told one guest: the last word, after how many answers, and how many of those failed."""

    word: str = ""
    comes: bool = False
    attempts: int = 0
    errors: int = 0


def drill(
    home: Path, *, attempts: int, settings: str = PRODUCT, database: str = "sqlite", **environment: str
) -> Figures:
    """Lay tables, let everybody answer at once, and compare what was told with what is stored."""
    began = time.monotonic()
    each = CLIENTS * sum(map(len, SCRIPTS)) / len(SCRIPTS) * 1.25
    installation = Installation(home, settings, environment)
    figures = Figures(database, rounds=max(1, round(attempts / each + 0.49)))
    try:
        installation.start()
        tables = _ask(home, environment, "lay", figures.rounds, CLIENTS, SEATS)
        browsers = [Browser(installation.port) for _client in range(CLIENTS)]
        told = [a_round(browsers, links) for links in tables]
        for browser in browsers:
            browser.close()
        stored = _ask(home, environment, "read")
    finally:
        installation.stop()
    for words, table in zip(told, stored, strict=True):
        compare(figures, words, table)
    figures.seconds = round(time.monotonic() - began, 1)
    return figures


def a_round(browsers: list[Browser], links: dict[str, str]) -> dict[str, Told]:
    """Let the guests of one table answer, all beginning at one moment; return what each was told."""
    start = threading.Barrier(len(links))

    def one(number: int, link: str) -> Told:
        fields = form_to(browsers[number].get(link).partition("<main")[2], "")
        start.wait(60)
        return answers(browsers[number], link, fields, number)

    with ThreadPoolExecutor(len(links)) as pool:
        runs = {guest: pool.submit(one, number, link) for number, (guest, link) in enumerate(links.items())}
    return {guest: Told(errors=1) if run.exception() else run.result() for guest, run in runs.items()}


def answers(browser: Browser, link: str, fields: dict[str, str], number: int) -> Told:
    """Answer as one of the scripts says, every fourth time twice with the same content; read the page after each."""
    attempts = errors = 0
    word, comes = "", False
    for step, answer in enumerate(random.choice(SCRIPTS)):
        sent = {**fields, "answer": answer, **({"substitute_name": "Bo"} if answer == "substitute" else {})}
        for _again in range(2 if (number + step) % 4 == 0 else 1):
            attempts += 1
            status, _place = browser.post(link, sent)
            errors += status != 302
        page = " ".join(browser.get(link).split())
        word = "kept" if KEPT in page else "waits" if WAITS in page else ""
        comes = answer in {"coming", "substitute"}
    return Told(word, comes, attempts, errors)


def compare(figures: Figures, told: dict[str, Told], stored: dict[str, Any]) -> None:
    """Add what one round did wrong: seats beyond the number, seats beside a queue, and words that were not kept."""
    held, waiting, rose = set(stored["held"]), set(stored["waiting"]), set(stored["rose"])
    figures.over += max(0, len(held) - stored["seats"])
    figures.empty_while_somebody_waits += bool(waiting and len(held) < stored["seats"])
    figures.counted_otherwise += stored["taken"] != len(held)
    for guest, said in told.items():
        figures.attempts += said.attempts
        figures.server_errors += said.errors
        # A page says what holds while it is read; who moved up after that was told by mail.
        is_promised = said.comes and (said.word == "kept" or guest in rose & held)
        is_kept_waiting = said.comes and said.word == "waits" and not is_promised
        figures.told_otherwise += ((guest in held), (guest in waiting)) != (is_promised, is_kept_waiting)


def _ask(home: Path, environment: dict[str, str], *words: object) -> Any:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.drills.seat_rounds", *map(str, words)],
        cwd=ROOT,
        env=clean_environment(MAILLAGE_HOME=str(home), DJANGO_SETTINGS_MODULE=PRODUCT, **environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def main(attempts: int = 10_000) -> int:
    """Drill on a fresh home and print the figures."""
    with tempfile.TemporaryDirectory(prefix="maillage-drill-") as folder:
        home = homes.copied(homes.empty(Path(folder)), Path(folder) / "home")
        figures = drill(home, attempts=attempts)
    sys.stdout.write(json.dumps({"drill": "last seat", "is_well": figures.is_well, **asdict(figures)}) + "\n")
    return 0 if figures.is_well else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
