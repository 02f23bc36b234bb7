"""Homes for drills: prepared once, then copied, so that each drill begins at the same moment; on either database."""

from __future__ import annotations

import fcntl
import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import psycopg

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


def fresh(home: Path, url: str) -> Path:
    """Return a home that holds the demonstration in the empty PostgreSQL at `url`."""
    said = maillage("prepare", "--links", home=home, DATABASE_URL=url)
    assert said.returncode == 0, said.stderr
    (home / LINKS).write_text(said.stdout or "[]")
    return home


def links(home: Path) -> dict[str, str]:
    """Return the path of the sign-in link of each role of the demonstration."""
    printed = json.loads((home / LINKS).read_text())
    return {role: "/" + url.split("/", 3)[3] for role, url in printed}


def rows(home: Path, question: str, url: str = "") -> list[tuple[Any, ...]]:
    """Ask the database of a home directly, past the product: its SQLite, or the PostgreSQL at `url`."""
    if url:
        with psycopg.connect(url.replace("postgres://", "postgresql://", 1)) as server:
            return server.execute(question.encode()).fetchall()
    line = sqlite3.connect(home / DATABASE, timeout=20)
    try:
        return line.execute(question).fetchall()
    finally:
        line.close()


def words(text: Any) -> str:
    """Return what a wording says in its one language, however the database gives JSON."""
    (said,) = (json.loads(text) if isinstance(text, str) else text).values()
    return str(said)


def integrity(home: Path, url: str = "") -> str:
    """Let SQLite check its file; PostgreSQL has read every row that was asked for, which is as much as it offers."""
    return "ok" if url else str(rows(home, "PRAGMA integrity_check")[0][0])


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
