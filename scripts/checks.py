"""Runs every check in turn, says how long each took, and stops at the first that fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
# Three processes on two cores: drills and journeys wait for servers and browsers much of their time.
PYTEST = [PYTHON, "-m", "pytest", "-q", "-n", "3", "--no-loadscope-reorder"]
SECOND_DATABASE = {"ONLY_WHAT_ASKS_THE_DATABASE": "1"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
Step = tuple[str, list[str]]


def steps(browser: str | None) -> list[Step]:
    """Return the checks: cheap ones first, the whole suite last, so that pytest has the last word."""
    found: list[Step] = [
        ("format", [tool("ruff"), "format", "--check", "."]),
        ("lint", [tool("ruff"), "check", "."]),
        ("types", [tool("mypy")]),
        ("import contracts", [tool("lint-imports")]),
        ("missing migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("translations", [PYTHON, "scripts/messages.py", "--check"]),
        (
            "tests on PostgreSQL",
            [PYTHON, "-W", "ignore", "-m", "tests.postgres", *PYTEST, "-m", "not journey and not process"],
        ),
        ("tests on SQLite", [*PYTEST, "-m", "not journey"]),
    ]
    if browser:
        found[-1] = ("tests on SQLite, journeys in a browser", PYTEST)
    return found


def tool(name: str) -> str:
    return str(BIN / name)


def find_browser() -> str | None:
    """Return Chromium, installed by apt where that is allowed; None where there is none."""
    for name in BROWSERS:
        if shutil.which(name):
            return shutil.which(name)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the journeys (once) …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update", "-q"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium"], check=False, **quiet)
    return shutil.which("chromium")


def main() -> int:
    """Run the checks; the exit code is that of the first that fails."""
    os.chdir(ROOT)
    browser = find_browser()
    begin = time.monotonic()
    took = []
    with tempfile.TemporaryDirectory(prefix="maillage-checks-") as home:
        environment = {**os.environ, "MAILLAGE_HOME": os.environ.get("MAILLAGE_HOME") or home}
        # What one process has compiled the dozens after it only read; the assertions of the tests included.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        *before, last = steps(browser)
        for name, command in before:
            started = time.monotonic()
            code = run(name, command, environment | (SECOND_DATABASE if "PostgreSQL" in name else {}))
            if code:
                return code
            took.append(f"{time.monotonic() - started:6.1f} s  {name}")
        took.append(f"{time.monotonic() - begin:6.1f} s  so far; what follows says its own time")
        print("\n" + "\n".join(took), flush=True)
        if not browser:
            print("There is no Chromium here and no right to install it: the journeys in a browser are skipped.")
        return run(*last, environment)


def run(name: str, command: list[str], environment: dict[str, str]) -> int:
    """Run one check, and where it fails say how to repeat it alone."""
    print(f"\n— {name}", flush=True)
    code = subprocess.call(command, env=environment)
    if code:
        print(f"\nThe step “{name}” failed; nothing after it was run. To repeat it alone:\n  {' '.join(command)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
