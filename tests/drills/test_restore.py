"""A backup brings everything back: rows, pictures, pages, and links that people were sent before the loss."""

from __future__ import annotations

import os
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.drills import homes, rescue
from tests.drills.furnish import ADDRESS, CANARY
from tests.drills.installation import Installation
from tests.postgres import server

KEYS = "SELECT client_key FROM cooperation_note WHERE client_key IS NOT NULL"
DEEDS = "SELECT count(*) FROM kit_auditentry WHERE verb = 'write note'"


@dataclass
class Lost:
    """What is known of an installation that is lost: its files, and what it served."""

    home: Path
    port: int
    file: Path
    file_under_load: Path
    promised_before: set[str]
    sent: set[str]
    pages: dict[str, str]
    picture: bytes
    furniture: dict[str, str]
    link: str


@pytest.fixture(scope="module")
def lost(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Lost:
    """Run, write, back up meanwhile, stop, back up again."""
    folder = tmp_path_factory.mktemp("lost")
    home = homes.copied(homes.demonstration(shared), folder / "home")
    furniture = {name: str(value) for name, value in rescue.ask("tests.drills.furnish", home).items()}
    link = homes.links(home)["convenor of Saône-et-Loire"]
    installation = Installation(home)
    try:
        installation.start()
        with rescue.somebody_writing(installation, link) as ledger:
            while len(ledger.acknowledged) < 20:
                time.sleep(0.02)
            before = set(ledger.acknowledged)
            rescue.back_up(home, folder / "under-load.maillage")
        assert len(ledger.acknowledged) > len(before), "nobody wrote during the backup"
        pages = rescue.served(installation, furniture["news"])
        picture = rescue.picture(installation, furniture["picture"])
    finally:
        installation.stop()
    rescue.back_up(home, folder / "quiet.maillage")
    return Lost(
        home,
        installation.port,
        folder / "quiet.maillage",
        folder / "under-load.maillage",
        before,
        set(ledger.sent),
        pages,
        picture,
        furniture,
        link,
    )


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with warnings.catch_warnings(action="ignore"), server() as url:
        yield url


@pytest.fixture(scope="module")
def restored(lost: Lost, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was empty before."""
    home = tmp_path_factory.mktemp("restored") / "home"
    began = time.monotonic()
    said = rescue.bring_back(home, lost.file)
    print(f"in {time.monotonic() - began:.1f} s: {said}")  # noqa: T201 - the figure is what the drill is for
    assert "pictures: 1" in said
    return home


def assert_serves_the_same(installation: Installation, lost: Lost) -> None:
    try:
        installation.start()
        assert rescue.differences(rescue.served(installation, lost.furniture["news"]), lost.pages) == ""
        assert rescue.picture(installation, lost.furniture["picture"]) == lost.picture
        assert rescue.signs_in(installation, lost.furniture["link"]), "a personal link that was under way"
        assert rescue.signs_in(installation, lost.link), "a demonstration link"
    finally:
        installation.stop()


def test_a_restored_home_holds_and_serves_the_same(lost: Lost, restored: Path) -> None:
    assert rescue.digests(restored) == rescue.digests(lost.home)
    assert_serves_the_same(Installation(restored, port=lost.port), lost)


@pytest.mark.skipif("DRILL_WRITES" not in os.environ, reason="The long form moves to PostgreSQL and back.")
def test_a_backup_moves_to_postgresql_and_back(lost: Lost, postgres: str, tmp_path: Path) -> None:
    elsewhere = {"DATABASE_URL": postgres}
    rescue.bring_back(tmp_path / "new", lost.file, **elsewhere)
    assert rescue.digests(tmp_path / "new", **elsewhere) == rescue.digests(lost.home)
    rescue.back_up(tmp_path / "new", tmp_path / "from-postgresql.maillage", **elsewhere)
    assert_serves_the_same(Installation(tmp_path / "new", port=lost.port, environment=elsewhere), lost)
    rescue.bring_back(tmp_path / "home again", tmp_path / "from-postgresql.maillage")
    assert rescue.digests(tmp_path / "home again") == rescue.digests(lost.home)


def test_a_backup_made_while_people_write_shows_one_moment(lost: Lost, tmp_path: Path) -> None:
    rescue.bring_back(tmp_path / "new", lost.file_under_load)
    held = {key for (key,) in homes.rows(tmp_path / "new", KEYS)}
    assert lost.promised_before <= held <= lost.sent
    assert homes.rows(tmp_path / "new", DEEDS) == [(len(held),)], "lines and the trail of them agree"


def test_a_backup_shows_nothing_to_whoever_finds_it(lost: Lost) -> None:
    sealed = lost.file.read_bytes()
    secret = (lost.home / "secret-key").read_bytes()
    assert [
        word for word in (CANARY.encode(), ADDRESS.encode(), secret, b"Saint", b"\x89PNG\r\n\x1a\n") if word in sealed
    ] == []


def test_numbers_of_deleted_rows_are_not_given_again(lost: Lost, restored: Path) -> None:
    counters = "SELECT name, seq FROM sqlite_sequence WHERE name LIKE 'people_%' ORDER BY name"
    assert homes.rows(restored, counters) == homes.rows(lost.home, counters)
