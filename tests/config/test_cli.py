"""The command line says each refusal in one sentence, with the exit code to match."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.served.running import ROOT, children_of, clean_environment, free_port, maillage, wait_until

NOBODY_WRITES_HERE = Path("/proc/maillage")


pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def home(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(template, tmp_path_factory.mktemp("cli") / "home"))


def test_help_names_every_verb_in_plain_words() -> None:
    said = maillage("--help", home="/nowhere").stdout
    verbs = ["run", "work", "prepare", "demo", "new-programme", "signin-link", "import-places", "import-outlines"]
    verbs += ["backup", "restore"]
    assert [verb for verb in verbs if f"\n    {verb}" not in said] == []


def test_an_unknown_verb_is_a_wrong_call_not_a_failure() -> None:
    assert maillage("dance", home="/nowhere").returncode == 2


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = maillage("run", home=tmp_path, PORT=str(port))
    assert (ended.returncode, ended.stderr, ended.stdout) == (
        1,
        f"maillage: Port {port} on 127.0.0.1 is taken by another program; "
        f"choose another, for example: PORT={port + 1} make run.\n",
        "",
    )


@pytest.mark.parametrize("port", ["many", "0", "70000", "-1"])
def test_a_port_that_is_none_is_said_in_one_sentence(port: str, tmp_path: Path) -> None:
    ended = maillage("run", home=tmp_path, PORT=port)
    assert (ended.returncode, ended.stderr) == (
        1,
        f"maillage: PORT is “{port}”; it must be a number between 1 and 65535, for example 8000.\n",
    )


@pytest.mark.parametrize("verb", [["run"], ["doctor"], ["prepare"], ["signin-link", "somebody@example.org"]])
def test_an_unusable_folder_is_said_in_one_sentence(verb: list[str]) -> None:
    ended = maillage(*verb, home=NOBODY_WRITES_HERE, PORT=str(free_port()))
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"maillage: The folder {NOBODY_WRITES_HERE} cannot be used: ")
    assert ended.stderr.count("\n") == 1


def test_a_file_where_the_folder_should_be_is_said_in_one_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "home"
    taken.write_text("not a folder")
    assert maillage("doctor", home=taken).stderr == f"maillage: The folder {taken} cannot be used: File exists.\n"


def test_a_setting_that_cannot_be_read_is_said_in_one_sentence(tmp_path: Path) -> None:
    ended = maillage("doctor", home=tmp_path, TICK_SECONDS="often")
    assert ended.returncode == 1
    assert ended.stderr.startswith("maillage: A setting cannot be read (")
    assert ended.stderr.count("\n") == 1


def test_a_database_that_is_away_is_said_in_one_sentence(tmp_path: Path) -> None:
    away = f"postgres://nobody@127.0.0.1:{free_port()}/nothing"
    ended = maillage("signin-link", "somebody@example.org", home=tmp_path, DATABASE_URL=away)
    assert ended.returncode == 1
    assert ended.stderr.startswith("maillage: The database cannot be used (connection failed")
    assert ended.stderr.count("\n") == 1


def test_an_unknown_address_gets_no_link(home: Path) -> None:
    ended = maillage("signin-link", "nobody@example.org", home=home)
    assert (ended.returncode, ended.stdout, ended.stderr) == (
        1,
        "",
        "maillage: Nobody signs in here as nobody@example.org; look for a slip in the address.\n",
    )


@pytest.mark.parametrize("verb", ["import-places", "import-outlines"])
def test_a_missing_file_of_places_is_said(verb: str, home: Path) -> None:
    ended = maillage(verb, "nowhere.csv", home=home)
    assert ended.stderr == "maillage: There is no file nowhere.csv; look for its name and folder.\n"


def test_places_for_a_region_that_does_not_exist_are_refused(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "places.csv"
    table.write_text("country,code,name\nFR,71001,Somewhere\n")
    ended = maillage("import-places", str(table), "--region", "atlantis", home=home)
    assert (ended.returncode, ended.stderr) == (
        1,
        "maillage: There is no region “atlantis” here; there are: none yet.\n",
    )


def test_a_backup_needs_a_passphrase_of_some_length(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.age"
    ended = maillage("backup", str(file), home=home, MAILLAGE_BACKUP_PASSPHRASE="short")
    assert ended.stderr.startswith("maillage: The passphrase is shorter than 12 characters;")
    assert not file.exists()


def test_without_a_terminal_the_passphrase_comes_from_the_environment(home: Path, tmp_path: Path) -> None:
    ended = maillage("backup", str(tmp_path / "all.age"), home=home)
    assert ended.stderr == (
        "maillage: There is no terminal to ask for the passphrase; set MAILLAGE_BACKUP_PASSPHRASE.\n"
    )


def test_preparing_twice_changes_nothing_and_says_nothing(home: Path) -> None:
    before = contents(home)
    again = maillage("prepare", "--no-demo", home=home)
    assert (again.returncode, again.stderr) == (0, "")
    assert contents(home) == before


def test_three_preparations_at_once_make_one_installation(tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as people:
        ended = list(people.map(lambda _: maillage("prepare", "--no-demo", home=tmp_path), range(3)))
    assert [one.returncode for one in ended] == [0, 0, 0]
    assert sum("Preparing the database …" in one.stderr for one in ended) == 1


def test_a_start_that_is_broken_off_while_preparing_leaves_nothing_running(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "maillage.config.cli", "run", "--no-demo"],
        cwd=ROOT,
        env=clean_environment(MAILLAGE_HOME=str(tmp_path), PORT=str(free_port())),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: children_of(process.pid))
    ((preparing, _words),) = children_of(process.pid)
    process.terminate()
    assert process.wait(10) == 130
    assert not Path(f"/proc/{preparing}").exists()


def test_the_secret_key_is_its_owners_alone_and_stays(home: Path) -> None:
    key = home / "secret-key"
    before = key.read_text()
    maillage("prepare", "--no-demo", home=home)
    assert (key.stat().st_mode & 0o777, key.read_text(), len(before) >= 40) == (0o600, before, True)


def test_a_programme_starts_once_and_its_convenor_gets_a_link(prepared: Path) -> None:
    call = [
        *("new-programme", "--name", "Valley Welcome", "--slug", "valley-welcome", "--country", "fr"),
        *("--region", "upper-valley=La Haute Vallée", "--languages", "fr,en", "--convenor", "convenor@example.org"),
    ]
    started = maillage(*call, home=prepared)
    assert started.returncode == 0, started.stderr
    assert started.stdout.splitlines()[0] == ("Valley Welcome has started, with 1 region(s). The convenor signs in at:")
    assert started.stdout.splitlines()[1].startswith("http://127.0.0.1:8000/fr/account/link/")
    again = maillage(*call, home=prepared)
    assert (again.returncode, again.stderr) == (
        1,
        "maillage: A programme with this address exists already. Choose another.\n",
    )
    link = maillage("signin-link", "Convenor@Example.org", home=prepared)
    assert link.stdout.startswith("http://127.0.0.1:8000/fr/account/link/")


def test_a_region_without_its_name_is_explained(tmp_path: Path) -> None:
    ended = maillage(
        *("new-programme", "--name", "V", "--slug", "v", "--country", "FR", "--region", "valley"),
        *("--languages", "fr", "--convenor", "convenor@example.org"),
        home=tmp_path,
    )
    assert ended.stderr == (
        "maillage: “valley” is not a region; write its short name, an equals sign and its name: valley=The Valley.\n"
    )


def contents(folder: Path) -> dict[str, int]:
    left_out = ("-wal", "-shm", "prepare.lock")
    return {
        str(path.relative_to(folder)): os.stat(path).st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith(left_out)
    }
