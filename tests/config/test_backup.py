"""A backup that is damaged, foreign, of another version or in the way is refused in a sentence, and changes nothing."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from maillage.config import backup
from maillage.config.backup_file import DATA, KEY, seal
from maillage.config.backup_rows import ToTheMicrosecond
from tests.conftest import Cast
from tests.served.running import ROOT, clean_environment, maillage

pytestmark = pytest.mark.process

PASSPHRASE = "four calm words here"
SECRET = {"MAILLAGE_BACKUP_PASSPHRASE": PASSPHRASE}


@pytest.fixture(scope="module")
def file(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backup")
    home = shutil.copytree(template, folder / "home")
    (home / "media/news").mkdir(parents=True)
    (home / "media/news/picture.png").write_bytes(os.urandom(200_000))
    ended = maillage("backup", str(folder / "maillage.backup"), home=home, **SECRET)
    assert ended.returncode == 0, ended.stderr
    return folder / "maillage.backup"


def refused(file: Path, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(backup.BackupRefused) as refusal:
        backup.verify(file, passphrase)
    return str(refusal.value)


def nothing(folder: Path) -> dict[str, bytes]:
    """Everything in a home, byte by byte, but what SQLite keeps beside its file while somebody looks."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".sqlite3-shm")
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_a_whole_backup_tells_what_it_holds(file: Path) -> None:
    summary = backup.verify(file, PASSPHRASE)
    assert (summary.pictures, summary.version, summary.rows > 20) == (1, backup.maillage.__version__, True)


def test_only_its_owner_may_read_it(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9, 0.99, 0.999])
def test_a_file_cut_short_is_refused(file: Path, tmp_path: Path, share: float) -> None:
    cut = tmp_path / "cut"
    whole = file.read_bytes().rstrip(b"\0")
    cut.write_bytes(whole[: int(len(whole) * share)])
    assert refused(cut).endswith(("use another copy.", "use another file."))


@pytest.mark.parametrize("share", [0.001, 0.004, 0.2, 0.5, 0.8, 0.99])
def test_a_changed_byte_is_found(file: Path, tmp_path: Path, share: float) -> None:
    changed = tmp_path / "changed"
    whole = bytearray(file.read_bytes().rstrip(b"\0"))
    whole[int(len(whole) * share)] ^= 0x40
    changed.write_bytes(whole)
    assert "another" in refused(changed)


def test_another_passphrase_does_not_open_it(file: Path) -> None:
    assert refused(file, "four other words here") == (
        "The passphrase does not open this backup, or the file is damaged; try the passphrase again, or another copy."
    )


def foreign_files(folder: Path) -> list[Path]:
    text, archive, empty, tar = (folder / name for name in ("letter.txt", "table.zip", "empty", "other.tar"))
    text.write_text("Dear all, " * 400)
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a", "b")
    empty.touch()
    with tarfile.open(tar, "w") as other:
        other.add(text, "letter.txt")
    return [text, archive, empty, tar]


def test_foreign_files_are_refused_by_name(tmp_path: Path) -> None:
    for foreign in foreign_files(tmp_path):
        assert refused(foreign).startswith(str(foreign)), foreign


def test_a_backup_with_other_content_under_the_right_passphrase_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "odd"
    seal(io.BytesIO(b"no archive"), file, PASSPHRASE)
    assert refused(file) == f"{file} is damaged or cut short; use another copy."


def test_it_opens_with_nothing_but_standard_tools(file: Path) -> None:
    with tarfile.open(file) as archive:
        assert archive.getnames() == [KEY, DATA]
        assert archive.extractfile(KEY).read(21) == b"age-encryption.org/v1"  # type: ignore[union-attr]  # a missing member fails the test as well
        assert archive.extractfile(DATA).read(21) == b"age-encryption.org/v1"  # type: ignore[union-attr]  # a missing member fails the test as well


def test_a_backup_of_other_tables_is_refused_before_anything_is_touched(
    file: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "shape", lambda: {"cooperation": "0099_much_later"})
    with pytest.raises(backup.BackupRefused, match="whose tables differ from those here"):
        backup.restore(file, PASSPHRASE, untouched)


def test_an_installation_with_data_is_not_overwritten(file: Path, cast: Cast) -> None:
    with pytest.raises(backup.HomeNotEmpty, match="holds data already"):
        backup.restore(file, PASSPHRASE, untouched)
    assert cast.near.refresh_from_db() is None


def untouched() -> None:
    raise AssertionError("the home was prepared although the backup is refused")


def test_a_refused_restoration_leaves_a_home_as_it_was(file: Path, template: Path, tmp_path: Path) -> None:
    home = shutil.copytree(template, tmp_path / "home")
    before = nothing(home)
    damaged = tmp_path / "damaged"
    damaged.write_bytes(file.read_bytes()[:-40_000])
    ended = maillage("restore", str(damaged), home=home, **SECRET)
    assert (ended.returncode, ended.stderr.count("\n"), ended.stderr.startswith("maillage: ")) == (1, 1, True)
    assert nothing(home) == before


def test_a_second_backup_never_replaces_the_first(file: Path, template: Path) -> None:
    before = file.read_bytes()
    ended = maillage("backup", str(file), home=template, **SECRET)
    assert ended.stderr == (
        f"maillage: {file} exists already; choose another name, so that no backup is overwritten.\n"
    )
    assert file.read_bytes() == before


@pytest.mark.skipif(not shutil.which("prlimit"), reason="prlimit, which makes the disk small, is not installed.")
def test_a_backup_that_does_not_fit_leaves_no_half_file(template: Path, tmp_path: Path) -> None:
    home = shutil.copytree(template, tmp_path / "home")
    (home / "media").mkdir()
    (home / "media/large.png").write_bytes(os.urandom(200_000))
    before = nothing(home)
    ended = subprocess.run(
        ["prlimit", "--fsize=100000", sys.executable, "-m", "maillage.config.cli", "backup", str(tmp_path / "new")],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=clean_environment(MAILLAGE_HOME=str(home), **SECRET),
    )
    assert (ended.returncode, ended.stderr) == (1, "maillage: The backup cannot be written: File too large.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]
    assert nothing(home) == before


def test_times_keep_their_microseconds() -> None:
    moment = datetime(2026, 3, 29, 2, 30, 0, 123_457, tzinfo=UTC)
    said = json.dumps([moment, time(14, 0, 0, 7)], cls=ToTheMicrosecond)
    assert json.loads(said) == ["2026-03-29T02:30:00.123457+00:00", "14:00:00.000007"]
