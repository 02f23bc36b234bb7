"""Encrypted, verified backups of a whole installation, and their restoration into an empty home."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from pyrage import DecryptError, decrypt_io, encrypt_io, passphrase, x25519

import maillage
from maillage.config.backup_rows import HomeNotEmpty, applied_migrations, dump_rows, home_is_empty, load_rows

# A backup is a plain tar of two members that standard tools can open: an age identity locked with the passphrase,
# and the rows, pictures and secret key, packed and encrypted to that identity.
FORMAT = 1
KEY, DATA, MANIFEST, SECRET = "key.age", "data.tar.gz.age", "manifest.json", "secret-key"
SHORTEST_PASSPHRASE = 12

__all__ = ["BackupRefused", "HomeNotEmpty", "Summary", "backup", "restore", "verify"]


class BackupRefused(Exception):
    """The file, the passphrase or the home does not allow it; the message says why and what to do."""


@dataclass(frozen=True)
class Summary:
    """What a backup holds."""

    made_at: str
    rows: int
    pictures: int
    version: str


def backup(path: Path, secret: str) -> Summary:
    """Write all rows, pictures and the secret key to `path`, encrypted, then read it back and check every hash.

    Readers and writers go on meanwhile; the backup shows one moment. Raises BackupRefused.
    """
    if len(secret) < SHORTEST_PASSPHRASE:
        raise BackupRefused(f"The passphrase needs at least {SHORTEST_PASSPHRASE} characters.")
    if path.exists():
        raise BackupRefused(f"{path} exists already. Choose another name.")
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        staged = _stage(Path(folder))
        identity = x25519.Identity.generate()
        sealed = Path(folder) / DATA
        with staged.open("rb") as plain, sealed.open("wb") as target:
            encrypt_io(plain, target, [identity.to_public()])
        unfinished = path.with_name(path.name + ".unfinished")
        with tarfile.open(unfinished, "w") as archive:
            _add(archive, KEY, passphrase.encrypt(str(identity).encode(), secret))
            archive.add(sealed, DATA)
        _to_disk(unfinished)
        summary = verify(unfinished, secret)
        unfinished.rename(path)
        _to_disk(path.parent)
    return summary


def verify(path: Path, secret: str) -> Summary:
    """Decrypt a backup and compare every member with its hash. Raises BackupRefused where anything differs."""
    with _opened(path, secret) as folder:
        return _checked(folder)


def restore(path: Path, secret: str) -> Summary:
    """Fill an empty installation from a backup: rows in one transaction, pictures, then the secret key.

    Raises BackupRefused for a damaged, foreign or other-versioned file, HomeNotEmpty where rows exist.
    """
    if not home_is_empty():
        raise HomeNotEmpty
    with _opened(path, secret) as folder:
        summary = _checked(folder)
        manifest = json.loads((folder / MANIFEST).read_text())
        if manifest["migrations"] != applied_migrations():
            raise BackupRefused(
                f"This backup was made by maillage {manifest['version']}, whose tables differ from those here. "
                "Restore it with that version, then update."
            )
        load_rows(folder / "rows")
        _copy_pictures(folder / "media")
        _write_secret((folder / SECRET).read_text())
    return summary


def _stage(folder: Path) -> Path:
    """Collect rows, pictures, key and a manifest of hashes into one compressed tar."""
    content = folder / "content"
    counts = dump_rows(content / "rows")
    content.joinpath(SECRET).write_text(settings.SECRET_KEY)
    media = Path(settings.MEDIA_ROOT)
    pictures = sorted(path for path in media.rglob("*") if path.is_file()) if media.is_dir() else []
    members = {str(path.relative_to(content)): path for path in sorted(content.rglob("*")) if path.is_file()}
    members |= {f"media/{path.relative_to(media)}": path for path in pictures}
    manifest = {
        "format": FORMAT,
        "version": maillage.__version__,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "migrations": applied_migrations(),
        "rows": counts,
        "pictures": len(pictures),
        "sha256": {name: _hash(path) for name, path in members.items()},
    }
    staged = folder / "data.tar.gz"
    with gzip.open(staged, "wb", compresslevel=6) as packed, tarfile.open(fileobj=packed, mode="w") as archive:
        _add(archive, MANIFEST, json.dumps(manifest).encode())
        for name, path in members.items():
            archive.add(path, name)
    return staged


@contextmanager
def _opened(path: Path, secret: str) -> Iterator[Path]:
    """Decrypt and unpack into a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=settings.HOME) as name:
        folder = Path(name)
        try:
            with tarfile.open(path) as archive:
                archive.extractall(folder / "sealed", filter="data")
            identity = x25519.Identity.from_str(
                passphrase.decrypt((folder / "sealed" / KEY).read_bytes(), secret).decode()
            )
            with (folder / "sealed" / DATA).open("rb") as sealed, (folder / "plain").open("wb") as plain:
                decrypt_io(sealed, plain, [identity])
            with gzip.open(folder / "plain") as packed, tarfile.open(fileobj=packed) as archive:
                archive.extractall(folder / "content", filter="data")
        except FileNotFoundError as error:
            raise BackupRefused(f"{path} is not there, or is not a backup of maillage.") from error
        except DecryptError as error:
            raise BackupRefused("The passphrase does not open this backup, or the file is damaged.") from error
        except (tarfile.TarError, OSError, EOFError, ValueError) as error:
            raise BackupRefused(f"{path} is damaged or cut short. Use another copy.") from error
        yield folder / "content"


def _checked(folder: Path) -> Summary:
    """Compare what was unpacked with the manifest."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
        expected = manifest["sha256"]
    except (OSError, ValueError, KeyError) as error:
        raise BackupRefused("The backup holds no list of its parts. Use another copy.") from error
    if manifest["format"] != FORMAT:
        raise BackupRefused(f"The backup has format {manifest['format']}; this version reads format {FORMAT}.")
    found = {
        str(path.relative_to(folder)): _hash(path)
        for path in folder.rglob("*")
        if path.is_file() and path != folder / MANIFEST
    }
    if found != expected:
        raise BackupRefused("Parts of the backup are missing or changed. Use another copy.")
    return Summary(manifest["made_at"], sum(manifest["rows"].values()), manifest["pictures"], manifest["version"])


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_pictures(source: Path) -> None:
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        if path.is_file():
            target = Path(settings.MEDIA_ROOT) / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())


def _write_secret(secret: str) -> None:
    """Links sent before the loss go on working: the old key replaces the fresh one."""
    path = Path(settings.HOME) / "secret-key"
    unfinished = path.with_name("secret-key.unfinished")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secret)
    unfinished.rename(path)
