"""Home folders for drills: prepared once, then copied, so that each drill begins at the same moment."""

from __future__ import annotations

import fcntl
import json
import shutil
import sqlite3
from pathlib import Path

from tests.served.running import maillage

LINKS = "links.json"
DATABASE = "maillage.sqlite3"


def demonstration(folder: Path) -> Path:
    """Return a template home that holds the demonstration and its sign-in links; made once for all processes."""
    return _made_once(folder / "demonstration-home", "--links")


def empty(folder: Path) -> Path:
    """Return a template home with tables and nothing else."""
    return _made_once(folder / "empty-home", "--no-demo")


def copied(template: Path, home: Path) -> Path:
    """Return a fresh copy of a template."""
    shutil.copytree(template, home)
    return home


def links(home: Path) -> dict[str, str]:
    """Return the path of the sign-in link of each role of the demonstration."""
    printed = json.loads((home / LINKS).read_text())
    return {role: "/" + url.split("/", 3)[3] for role, url in printed}


def rows(home: Path, question: str) -> list[tuple[str, ...]]:
    """Ask the SQLite database of a home directly, past the product."""
    line = sqlite3.connect(home / DATABASE, timeout=20)
    try:
        return line.execute(question).fetchall()
    finally:
        line.close()


def _made_once(home: Path, *arguments: str) -> Path:
    home.parent.mkdir(parents=True, exist_ok=True)
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / LINKS).exists():
            shutil.rmtree(home, ignore_errors=True)
            done = maillage("prepare", *arguments, home=home)
            assert done.returncode == 0, done.stderr
            (home / LINKS).write_text(done.stdout or "[]")
    return home
