"""The doctor finds what is wrong and says what to do; a healthy installation has nothing to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cooperation.bigbluebutton import SECRET, bigbluebutton
from tests.served.post_office import post_office
from tests.served.running import free_port, maillage

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def home(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(template, tmp_path_factory.mktemp("doctor") / "home"))


def wrong(said: str) -> list[str]:
    return [line.removeprefix("WRONG").strip() for line in said.splitlines() if line.startswith("WRONG")]


def test_a_prepared_installation_is_well(home: Path) -> None:
    found = maillage("doctor", home=home)
    assert (found.returncode, wrong(found.stdout)) == (0, [])
    assert "journal_mode wal, synchronous 2, secure_delete 1" in found.stdout
    assert found.stdout.endswith("Everything is in order.\n")


def test_an_empty_home_needs_preparing_and_is_not_changed(tmp_path: Path) -> None:
    found = maillage("doctor", home=tmp_path)
    assert found.returncode == 1
    assert [sentence.split(" ")[0] for sentence in wrong(found.stdout)] == ["The", "Style"]
    assert found.stdout.count("Run: maillage prepare") == 2


def test_a_secret_key_that_others_can_read_is_named(home: Path) -> None:
    key = home / "secret-key"
    key.chmod(0o644)
    try:
        found = maillage("doctor", home=home)
    finally:
        key.chmod(0o600)
    assert wrong(found.stdout) == ["The secret key is a file with the rights 644."]
    assert f"→ Others can read it. Run: chmod 600 {key}" in found.stdout


def test_a_mail_server_that_is_away_is_named(home: Path) -> None:
    port = free_port()
    found = maillage("doctor", home=home, EMAIL_URL=f"smtp://127.0.0.1:{port}")
    assert wrong(found.stdout) == [f"The mail server 127.0.0.1:{port} cannot be used (ConnectionRefusedError)."]


def test_a_mail_server_is_greeted_without_a_mail(home: Path) -> None:
    with post_office() as office:
        found = maillage("doctor", home=home, EMAIL_URL=f"smtp://127.0.0.1:{office.port}")
    assert (found.returncode, office.letters) == (0, [])
    assert f"The mail server 127.0.0.1:{office.port} lets us in; no mail was sent." in found.stdout


def test_a_database_that_is_away_is_named_with_its_reason(home: Path) -> None:
    port = free_port()
    found = maillage("doctor", home=home, DATABASE_URL=f"postgres://nobody@127.0.0.1:{port}/nothing")
    assert wrong(found.stdout) == ["The postgresql database nothing does not answer."]
    assert "Check DATABASE_URL, and that the server runs and lets you in (connection failed" in found.stdout


def test_a_video_server_is_asked_whether_it_accepts_the_secret(home: Path) -> None:
    with bigbluebutton() as server:
        found = maillage("doctor", home=home, BIGBLUEBUTTON_URL=server.url, BIGBLUEBUTTON_SECRET=SECRET)
        assert (found.returncode, wrong(found.stdout)) == (0, [])
        assert "answers and accepts the secret." in found.stdout
        found = maillage("doctor", home=home, BIGBLUEBUTTON_URL=server.url, BIGBLUEBUTTON_SECRET="another")
        assert "The video server does not accept our signature." in wrong(found.stdout)[0]
    found = maillage("doctor", home=home, BIGBLUEBUTTON_URL=server.url, BIGBLUEBUTTON_SECRET=SECRET)
    assert "The video server does not answer." in wrong(found.stdout)[0]


def test_a_video_server_without_its_secret_stops_the_start_with_a_sentence(home: Path) -> None:
    found = maillage("doctor", home=home, BIGBLUEBUTTON_URL="https://bbb.example.org/bigbluebutton/")
    assert found.returncode == 1
    assert "BIGBLUEBUTTON_URL is a web address and needs BIGBLUEBUTTON_SECRET beside it." in found.stdout + found.stderr


def test_an_address_without_tls_is_named(home: Path) -> None:
    found = maillage("doctor", home=home, BASE_URL="http://maillage.example.org")
    assert wrong(found.stdout) == ["Mails point to http://maillage.example.org."]
