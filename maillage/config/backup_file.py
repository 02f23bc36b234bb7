"""The file of a backup: a tar of an age identity locked with the passphrase, and of data encrypted to it."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from pyrage import DecryptError, IdentityError, decrypt_io, encrypt_io, passphrase, x25519

from maillage.config.refusal import Refusal

# Two members that standard tools can open: tar, age, tar again.
KEY, DATA = "key.age", "data.tar.gz.age"
LONGEST_KEY = 10_000


class BackupRefused(Refusal):
    """The file, the passphrase or the home does not allow it; the message says why and what to do."""


def seal(plain: IO[bytes], path: Path, secret: str) -> None:
    """Encrypt `plain` into the file `path` and wait until the disk has it."""
    identity = x25519.Identity.generate()
    with tempfile.TemporaryFile(dir=settings.HOME) as sealed:
        encrypt_io(plain, sealed, [identity.to_public()])
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as archive:
                locked = passphrase.encrypt(str(identity).encode(), secret)
                add(archive, KEY, io.BytesIO(locked))
                add(archive, DATA, sealed)
            file.flush()
            os.fsync(file.fileno())


@contextmanager
def unsealed(path: Path, secret: str) -> Iterator[IO[bytes]]:
    """Decrypt into a file that has no name and is gone with the process. Raises BackupRefused."""
    with tempfile.TemporaryFile(dir=settings.HOME) as plain:
        try:
            with tarfile.open(path, "r:") as archive:
                locked, data = _members(archive, path)
                decrypt_io(data, plain, [_unlocked(locked, secret)])
        except DecryptError as error:
            raise BackupRefused(
                "The passphrase does not open this backup, or the file is damaged; "
                "try the passphrase again, or another copy."
            ) from error
        except (tarfile.TarError, OSError, EOFError, ValueError) as error:
            raise damaged(path) from error
        plain.seek(0)
        yield plain


def damaged(path: Path) -> BackupRefused:
    """Return the refusal of a file that cannot be read to its end."""
    return BackupRefused(f"{path} is damaged or cut short; use another copy.")


def add(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> None:
    """Put one file into a tar, without its owner or time."""
    entry = tarfile.TarInfo(name)
    entry.size = content.seek(0, os.SEEK_END)
    content.seek(0)
    archive.addfile(entry, content)


def _members(archive: tarfile.TarFile, path: Path) -> tuple[bytes, IO[bytes]]:
    names = [member.name for member in archive]
    if names != [KEY, DATA]:
        raise BackupRefused(f"{path} is not a whole backup of maillage; use another file.")
    key, data = archive.extractfile(KEY), archive.extractfile(DATA)
    if key is None or data is None:
        raise damaged(path)
    return key.read(LONGEST_KEY), data


def _unlocked(locked: bytes, secret: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(passphrase.decrypt(locked, secret).decode())
    except IdentityError as error:
        raise ValueError from error
