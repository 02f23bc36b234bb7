"""The drill of the edits: many people write the same lines anew on the screen Live while it is killed.

Run it with `python -m tests.drills.edits [edits a writer] [kills]`; the last line is JSON.
"""

from __future__ import annotations

import http.client
import json
import random
import secrets
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.drills import homes
from tests.drills.browser import FORM, Browser, form_to, hidden_in, sign_in
from tests.drills.crash import LIVE, ROLE, WRITE, kill_at_intervals
from tests.drills.installation import PRODUCT, Installation
from tests.drills.ledger import fresh_line
from tests.served.running import wait_until

WRITERS = 20
LINES = 10
REPLAYED = 0.1
SCRIPT = {"HX_Request": "true"}
HISTORY = """SELECT note.public_id, version.number, version.text FROM cooperation_noteversion AS version
JOIN cooperation_note AS note ON note.id = version.note_id WHERE note.client_key LIKE 'drill-%' ORDER BY 1, 2"""
SHOWN = "SELECT public_id, version, text FROM cooperation_note WHERE client_key LIKE 'drill-%'"


@dataclass(frozen=True)
class Edit:
    """One change that was acknowledged: `seen` is the version it was based on, `number` the one it became."""

    line: str
    key: str
    text: str
    seen: int
    number: int


@dataclass
class Figures:
    """What the product kept of what it promised."""

    acknowledged: int
    replays: int
    retries: int
    conflicts: int
    kills: int
    lost: int
    overwritten: int
    doubled: int
    invented: int
    answered_otherwise: int
    broken_histories: int
    integrity: str
    seconds: float

    @property
    def is_well(self) -> bool:
        wrong = self.lost, self.overwritten, self.doubled, self.invented, self.answered_otherwise, self.broken_histories
        return not any(wrong) and self.integrity == "ok"


class EditLedger:
    """What was sent and what was acknowledged; safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sent: set[str] = set()
        self.edits: list[Edit] = []
        self.counts: Counter[str] = Counter()

    def send(self, text: str) -> None:
        with self._lock:
            self.sent.add(text)

    def acknowledge(self, edit: Edit) -> None:
        with self._lock:
            self.edits.append(edit)

    def count(self, what: str) -> None:
        with self._lock:
            self.counts[what] += 1

    def compare(self, history: list[tuple[str, int, str]], shown: list[tuple[str, int, str]]) -> dict[str, int]:
        """Compare each row (line, number, text) of the histories and what lines show with what was promised."""
        held = {(line, number): text for line, number, text in history}
        lines: dict[str, list[int]] = defaultdict(list)
        for line, number, _text in history:
            lines[line].append(number)
        numbers = Counter((edit.line, edit.number) for edit in self.edits)
        texts = Counter(text for _line, _number, text in history)
        return {
            "lost": sum(held.get((edit.line, edit.number)) != edit.text for edit in self.edits),
            "overwritten": sum(edit.number != edit.seen + 1 for edit in self.edits)
            + sum(count - 1 for count in numbers.values()),
            "doubled": sum(count - 1 for count in texts.values()),
            "invented": len(set(texts) - self.sent),
            "broken_histories": sum(found != list(range(1, len(found) + 1)) for found in lines.values())
            + sum(held.get((line, number)) != text for line, number, text in shown),
        }


class Editors:
    """People who write the same few lines anew, each edit until it is acknowledged, after reading where asked."""

    def __init__(self, port: int, home: Path, edits: int, url: str) -> None:
        first = sign_in(port, homes.links(home)[ROLE])
        self.port, self.cookies, self.each = port, first.cookies, edits
        self.ledger = EditLedger()
        self.stopped = threading.Event()
        fields = form_to(first.get(LIVE), WRITE)
        self.token = fields["csrfmiddlewaretoken"]
        for _line in range(LINES):
            self._write(first, fields)
        first.close()
        wait_until(lambda: len(homes.rows(home, SHOWN, url)) == LINES)
        self.lines = [str(line) for line, _version, _text in homes.rows(home, SHOWN, url)]
        self._threads = [threading.Thread(target=self._edit, daemon=True) for _ in range(WRITERS)]

    def _write(self, browser: Browser, fields: dict[str, str]) -> None:
        _key, text = fresh_line()
        self.ledger.send(text)
        key = f"drill-{secrets.token_hex(8)}"
        status, _place = browser.post(WRITE, {**fields, "language": "en", "client_key": key, "text": text})
        assert status == 302, status

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

    def share(self) -> float:
        return len(self.ledger.edits) / (WRITERS * self.each)

    def _edit(self) -> None:
        browser = Browser(self.port, self.cookies)
        known = dict.fromkeys(self.lines, 1)
        mine: list[Edit] = []
        for _edit in range(self.each):
            line = random.choice(self.lines)
            key, text = fresh_line()
            self.ledger.send(text)
            edit = self._insist(browser, line, key, text, known)
            if edit is None:
                break
            mine.append(edit)
            self.ledger.acknowledge(edit)
            if random.random() < REPLAYED:
                self._replay(browser, random.choice(mine))
        browser.close()

    def _insist(self, browser: Browser, line: str, key: str, text: str, known: dict[str, int]) -> Edit | None:
        """Send an edit until it is acknowledged; where somebody was quicker, read what the line says and send mine."""
        while (said := self._sent(browser, line, key, text, known[line])) is not None:
            status, page = said
            if status < 400:
                number = int(browser.told["maillage-version"])
                edit = Edit(line, key, text, known[line], number)
                known[line] = number
                return edit
            assert status == 409, f"{status}: {page[:300]}"
            self.ledger.count("conflicts")
            mine = hidden_in(FORM.findall(page)[0])
            assert mine["text"] == text
            known[line], key = int(mine["version"]), mine["client_key"]
        return None

    def _replay(self, browser: Browser, edit: Edit) -> None:
        """Send an edit that was acknowledged once more, as a browser does that lost the answer."""
        said = self._sent(browser, edit.line, edit.key, edit.text, edit.seen)
        if said is not None:
            self.ledger.count("replays")
            if said[0] >= 400 or int(browser.told["maillage-version"]) != edit.number:
                self.ledger.count("answered otherwise")

    def _sent(self, browser: Browser, line: str, key: str, text: str, seen: int) -> tuple[int, str] | None:
        fields = {"csrfmiddlewaretoken": self.token, "version": str(seen), "client_key": key, "text": text}
        pause = 0.05
        while not self.stopped.is_set():
            try:
                status, page = browser.send(f"{LIVE}lines/{line}/", fields, **SCRIPT)
            except (OSError, http.client.HTTPException):
                status, page = 503, ""
            if status < 500:
                return status, page
            self.ledger.count("retries")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.5)
        return None


def drill(home: Path, *, edits: int = 10, kills: int = 2, settings: str = PRODUCT, url: str = "") -> Figures:
    """Edit, kill, start again, and compare the histories with the ledger; `url` names a PostgreSQL."""
    began = time.monotonic()
    installation = Installation(home, settings, {"DATABASE_URL": url} if url else {})
    try:
        installation.start()
        editors = Editors(installation.port, home, edits, url)
        with editors.at_work():
            killed = kill_at_intervals(installation, kills, editors.share, editors.are_done)
        time.sleep(0.3)
    finally:
        installation.stop()
    ledger = editors.ledger
    history, shown = (
        [(line, int(number), homes.words(text)) for line, number, text in homes.rows(home, question, url)]
        for question in (HISTORY, SHOWN)
    )
    return Figures(
        acknowledged=len(ledger.edits),
        replays=ledger.counts["replays"],
        retries=ledger.counts["retries"],
        conflicts=ledger.counts["conflicts"],
        kills=killed,
        **ledger.compare(history, shown),
        answered_otherwise=ledger.counts["answered otherwise"],
        integrity=homes.integrity(home, url),
        seconds=round(time.monotonic() - began, 1),
    )


def main(edits: int = 500, kills: int = 20) -> int:
    """Drill on a fresh demonstration and print the figures."""
    with tempfile.TemporaryDirectory(prefix="maillage-drill-") as folder:
        home = homes.copied(homes.demonstration(Path(folder)), Path(folder) / "home")
        figures = drill(home, edits=edits, kills=kills)
    sys.stdout.write(json.dumps({"drill": "edits", "is_well": figures.is_well, **asdict(figures)}) + "\n")
    return 0 if figures.is_well else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
