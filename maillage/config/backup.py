"""Encrypted, verified backups of a whole installation, and their restoration into an empty home."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

import maillage
from maillage.config.backup_file import BackupRefused, add, damaged, seal, unsealed
from maillage.config.backup_rows import counters, dump_rows, home_is_empty, load_rows, shape
from maillage.config.passphrase import SHORTEST

FORMAT = 1
MANIFEST, SECRET, ROWS, PICTURES = "manifest.json", "secret-key", "rows/", "media/"

__all__ = ["BackupRefused", "HomeNotEmpty", "Summary", "backup", "restore", "verify"]


class HomeNotEmpty(BackupRefused):
    """A restoration would mix two installations."""

    def __str__(self) -> str:
        return "This installation holds data already; restore into an empty home folder, or an empty database."


@dataclass(frozen=True)
class Summary:
    """What a backup holds, and whether links signed with its key work here."""

    made_at: str
    rows: int
    pictures: int
    version: str
    key_in_force: bool


@dataclass(frozen=True)
class Content:
    """A decrypted backup whose every member agrees with its hash."""

    archive: tarfile.TarFile
    manifest: dict[str, Any]

    @property
    def summary(self) -> Summary:
        """Return what it holds."""
        return Summary(
            made_at=self.manifest["made_at"],
            rows=sum(self.manifest["rows"].values()),
            pictures=sum(name.startswith(PICTURES) for name in self.manifest["sha256"]),
            version=self.manifest["version"],
            key_in_force=os.environ.get("SECRET_KEY", "") in {"", self.read(SECRET).read().decode()},
        )

    def read(self, name: str) -> IO[bytes]:
        """Return one member."""
        return self.archive.extractfile(name) or io.BytesIO()


def backup(path: Path, secret: str) -> Summary:
    """Write all rows, pictures and the secret key to `path`, encrypted, then read it back and check every hash.

    Readers and writers go on meanwhile; the backup shows one moment. Raises BackupRefused.
    """
    if len(secret) < SHORTEST:
        raise BackupRefused(f"The passphrase needs at least {SHORTEST} characters.")
    if path.exists():
        raise BackupRefused(f"{path} exists already; choose another name.")
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        with tempfile.TemporaryFile(dir=settings.HOME) as plain:
            _pack(plain)
            seal(plain, unfinished, secret)
        summary = verify(unfinished, secret)
        unfinished.rename(path)
        _to_disk(path.parent)
    except OSError as error:
        raise BackupRefused(f"The backup cannot be written: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return summary


def verify(path: Path, secret: str) -> Summary:
    """Decrypt a backup and compare every member with its hash. Raises BackupRefused where anything differs."""
    with _opened(path, secret) as content:
        return content.summary


def restore(path: Path, secret: str, prepare: Callable[[], object]) -> Summary:
    """Fill an empty installation from a backup; the tables that `prepare` makes are filled in one transaction.

    Raises BackupRefused for a damaged, foreign or other-versioned file and HomeNotEmpty where rows exist, both before
    anything is touched.
    """
    with _opened(path, secret) as content:
        if content.manifest["shape"] != shape():
            raise BackupRefused(
                f"This backup was made by maillage {content.manifest['version']}, whose tables differ from those here; "
                "restore it with that version, then update."
            )
        if not home_is_empty():
            raise HomeNotEmpty
        prepare()
        try:
            _fill(content)
        except OSError as error:
            raise BackupRefused(f"The home cannot be written, so nothing was restored: {error.strerror}.") from error
        cache.clear()
        return content.summary


def _fill(content: Content) -> None:
    with transaction.atomic():
        if not home_is_empty():
            raise HomeNotEmpty
        load_rows(lambda name: content.read(f"{ROWS}{name}.jsonl"), content.manifest["counters"])
        _copy_pictures(content)
        _write_secret(content.read(SECRET).read())


def _pack(plain: IO[bytes]) -> None:
    """Pack rows, pictures, the secret key and, last, a manifest of hashes."""
    hashes: dict[str, str] = {}
    with gzip.GzipFile(fileobj=plain, mode="wb", compresslevel=6) as packed, tarfile.open(None, "w", packed) as archive:

        def keep(name: str, content: IO[bytes]) -> None:
            add(archive, name, content)
            hashes[name] = _hash(content)

        keep(SECRET, io.BytesIO(settings.SECRET_KEY.encode()))
        rows = {}
        for table in dump_rows():
            keep(f"{ROWS}{table.name}.jsonl", table.file)
            rows[table.name] = table.rows
        for name, picture in _pictures():
            keep(f"{PICTURES}{name}", io.BytesIO(picture))
        manifest = {
            "format": FORMAT,
            "version": maillage.__version__,
            "made_at": timezone.now().isoformat(timespec="seconds"),
            "shape": shape(),
            "rows": rows,
            "counters": counters(),
            "sha256": hashes,
        }
        add(archive, MANIFEST, io.BytesIO(json.dumps(manifest).encode()))
    plain.seek(0)


def _pictures() -> Iterator[tuple[str, bytes]]:
    """Yield each uploaded file; one that is deleted in this moment is left out."""
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*")) if media.is_dir() else []:
        try:
            if path.is_file():
                yield path.relative_to(media).as_posix(), path.read_bytes()
        except FileNotFoundError:
            continue


@contextmanager
def _opened(path: Path, secret: str) -> Iterator[Content]:
    with unsealed(path, secret) as plain:
        try:
            with gzip.GzipFile(fileobj=plain) as packed, tarfile.open(None, "r:", packed) as archive:
                manifest = _checked(archive)
        except (tarfile.TarError, OSError, EOFError, zlib.error, ValueError, KeyError) as error:
            raise damaged(path) from error
        plain.seek(0)
        with gzip.GzipFile(fileobj=plain) as packed, tarfile.open(None, "r:", packed) as archive:
            yield Content(archive, manifest)


def _checked(archive: tarfile.TarFile) -> dict[str, Any]:
    """Compare every member with the manifest and return it."""
    found = {member.name: _hash(archive.extractfile(member) or io.BytesIO()) for member in archive if member.isfile()}
    manifest: dict[str, Any] = json.load(archive.extractfile(MANIFEST) or io.BytesIO())
    if manifest["format"] != FORMAT:
        raise BackupRefused(f"The backup has format {manifest['format']}; this version reads format {FORMAT}.")
    del found[MANIFEST]
    if found != manifest["sha256"]:
        raise BackupRefused("Parts of the backup are missing or changed; use another copy.")
    return manifest


def _hash(content: IO[bytes]) -> str:
    """Return the SHA-256 of a file from its beginning."""
    content.seek(0)
    digest = hashlib.sha256()
    while piece := content.read(1 << 18):
        digest.update(piece)
    return digest.hexdigest()


def _to_disk(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_pictures(content: Content) -> None:
    """Bring the pictures back, or leave none of them behind."""
    media = Path(settings.MEDIA_ROOT).resolve()
    written: list[Path] = []
    try:
        for name in content.manifest["sha256"]:
            target = (media / name.removeprefix(PICTURES)).resolve()
            if name.startswith(PICTURES) and target.is_relative_to(media):
                target.parent.mkdir(parents=True, exist_ok=True)
                written.append(target)
                target.write_bytes(content.read(name).read())
        os.sync()
    except BaseException:
        for target in written:
            target.unlink(missing_ok=True)
        raise


def _write_secret(secret: bytes) -> None:
    """Links sent before the loss go on working: the old key replaces the fresh one."""
    path = Path(settings.HOME) / "secret-key"
    unfinished = path.with_name("secret-key.unfinished")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
