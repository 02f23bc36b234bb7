"""A note that nothing changed since the last preparation, read without Django, so that a warm start need not wait."""

from __future__ import annotations

import hashlib
import os
import sysconfig
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
NOTE = "prepared"
COUNTS = {".py", ".po", ".css", ".js", ".svg", ".png", ".ico", ".csv", ".json"}


def fingerprint() -> str:
    """Return a digest of the database's address, the installed packages and the files that preparation reads."""
    digest = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode())
    digest.update(str(Path(sysconfig.get_path("purelib")).stat().st_mtime_ns).encode())
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in COUNTS and "__pycache__" not in path.parts:
            digest.update(f"{path}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()


def is_prepared(home: Path) -> bool:
    """Say whether the last preparation still holds; it looks again by itself, this only saves waiting for it."""
    try:
        return (home / NOTE).read_text() == fingerprint()
    except OSError:
        return False


def note(home: Path) -> None:
    """Write down that the preparation is done, unless it says so already."""
    if not is_prepared(home):
        (home / NOTE).write_text(fingerprint())
