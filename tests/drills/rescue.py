"""What a restored installation is compared by: its rows, the pages it serves, its pictures, and links sent before."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path

from tests.drills.browser import Browser, form_to, sign_in
from tests.drills.crash import LIVE, WRITE
from tests.drills.installation import PRODUCT, Installation
from tests.drills.ledger import Ledger, fresh_line
from tests.served.running import ROOT, clean_environment, maillage

PASSPHRASE = "four calm words here"
PAGES = [
    "/en/",
    "/fr/",
    "/en/saone-et-loire/",
    "/fr/saone-et-loire/",
    "/en/saone-et-loire/roundtables/3/",
    "/fr/saone-et-loire/roundtables/3/",
    "/en/needs/",
    "/fr/news/",
    "/en/vaucluse/roundtables/2/",
    "/en/feed.atom",
    "/fr/saone-et-loire/feed.atom",
    "/en/saone-et-loire/calendar.ics",
]
PASSING = [
    re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"'),
    re.compile(r'"x-csrftoken": "[^"]+"', re.IGNORECASE),
    re.compile(r"\bnonce(=|-)[\"']?[\w+/=-]+"),
    re.compile(r"^DTSTAMP:\S+", re.MULTILINE),
]


def back_up(home: Path, file: Path, **environment: str) -> str:
    ended = maillage("backup", str(file), home=home, MAILLAGE_BACKUP_PASSPHRASE=PASSPHRASE, **environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def bring_back(home: Path, file: Path, **environment: str) -> str:
    ended = maillage("restore", str(file), home=home, MAILLAGE_BACKUP_PASSPHRASE=PASSPHRASE, **environment)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def ask(module: str, home: Path, **environment: str) -> dict[str, list[object]]:
    """Run one of the drills' own modules on a home and read its JSON."""
    settings = {"MAILLAGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": PRODUCT, **environment}
    ended = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=clean_environment(**settings),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    found: dict[str, list[object]] = json.loads(ended.stdout)
    return found


def digests(home: Path, **environment: str) -> dict[str, list[object]]:
    """Return the number of rows and the hash of each table, but of when timed work ran."""
    return {
        name: digest for name, digest in ask("tests.drills.digest", home, **environment).items() if "tick" not in name
    }


def served(installation: Installation, news: str) -> dict[str, str]:
    """Return each page without what differs from one answer to the next."""
    pages = {}
    for path in [*PAGES, f"/en/news/{news}/"]:
        status, page = installation.fetch(path)
        assert status == 200, f"{path}: {status}"
        for passing in PASSING:
            page = passing.sub("", page)
        pages[path] = page
    return pages


def differences(served: dict[str, str], before: dict[str, str]) -> str:
    """Return the lines in which pages differ from what was served before."""
    return "\n".join(
        f"{path}: {line}"
        for path, page in served.items()
        for line in unified_diff(before[path].splitlines(), page.splitlines(), n=0, lineterm="")
    )


def picture(installation: Installation, name: str) -> bytes:
    """Fetch the picture of the news post, whatever size the page asks for."""
    with urllib.request.urlopen(f"http://127.0.0.1:{installation.port}/en/pictures/{name}") as answer:
        kept: bytes = answer.read()
    return kept


def signs_in(installation: Installation, link: str) -> bool:
    """Press the button of a sign-in link and open the desk."""
    return "<main" in sign_in(installation.port, link).get("/en/desk/")


@contextmanager
def somebody_writing(installation: Installation, link: str) -> Iterator[Ledger]:
    """Write a line after the other until the block ends."""
    first = sign_in(installation.port, link)
    fields, ledger, over = form_to(first.get(LIVE), WRITE), Ledger(), threading.Event()

    def write() -> None:
        browser = Browser(installation.port, first.cookies)
        while not over.is_set():
            key, text = fresh_line()
            ledger.send(key, text)
            if browser.post(WRITE, {**fields, "client_key": key, "text": text})[0] == 302:
                ledger.acknowledge(key)
        browser.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield ledger
    finally:
        over.set()
        thread.join()
