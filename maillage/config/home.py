"""The home folder: where the database, the pictures and the secret key of one installation live."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


class HomeUnusable(Exception):
    """The folder cannot be made, read or written; the message says which and why."""


def home_folder() -> Path:
    """Return MAILLAGE_HOME, `var` in the current folder by default, made if need be."""
    folder = Path(os.environ.get("MAILLAGE_HOME") or "var").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise HomeUnusable(f"The folder {folder} cannot be used: {error.strerror}.") from error
    return folder


def secret_key(folder: Path) -> str:
    """Return the installation's secret key, made on first use and readable by its owner alone."""
    given = os.environ.get("SECRET_KEY")
    if given:
        return given
    path = folder / "secret-key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(60))
    except FileExistsError:
        pass
    return path.read_text().strip()
