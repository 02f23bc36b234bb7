"""Runs every check in turn, says how long each took, and stops at the first that fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PYTHON = sys.executable
# Four processes on two cores: drills and journeys wait for servers and browsers much of their time. What the second
# database is asked waits for nothing, and each process makes a database of its own first.
PYTEST = [PYTHON, "-m", "pytest", "-q", "--no-loadscope-reorder"]
WAITING, WORKING = ["-n", "4"], ["-n", "2"]
SECOND_DATABASE = {"ONLY_WHAT_ASKS_THE_DATABASE": "1"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
Step = tuple[str, list[str]]


def steps(browser: str | None) -> list[Step]:
    """Return the checks: those that read first, the whole suite last, so that pytest has the last word."""
    found: list[Step] = [
        ("types", [tool("mypy")]),
        ("format", [tool("ruff"), "format", "--check", "."]),
        ("lint", [tool("ruff"), "check", "."]),
        ("import contracts", [tool("lint-imports")]),
        ("missing migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"]),
        ("translations", [PYTHON, "scripts/messages.py", "--check"]),
        (
            "tests on PostgreSQL",
            [PYTHON, "-W", "ignore", "-m", "tests.postgres", *PYTEST, *WORKING, "-m", "not journey and not process"],
        ),
        ("tests on SQLite", [*PYTEST, *WAITING, "-m", "not journey"]),
    ]
    if browser:
        found[-1] = ("tests on SQLite, journeys in a browser", [*PYTEST, *WAITING])
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
    with tempfile.TemporaryDirectory(prefix="maillage-checks-") as home:
        environment = {**os.environ, "MAILLAGE_HOME": os.environ.get("MAILLAGE_HOME") or home}
        # What one process has compiled the dozens after it only read; the assertions of the tests included.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        *reading, first, last = steps(browser)
        code, took = read_over(reading, environment)
        if code:
            return code
        started = time.monotonic()
        code = run(*first, environment | SECOND_DATABASE)
        if code:
            return code
        took += [said(time.monotonic() - started, first[0]), said(time.monotonic() - begin, "so far, all together")]
        print("\n" + "\n".join(took) + "\nWhat follows says its own time.", flush=True)
        if not browser:
            print("There is no Chromium here and no right to install it: the journeys in a browser are skipped.")
        return run(*last, environment)


def read_over(steps: list[Step], environment: dict[str, str]) -> tuple[int, list[str]]:
    """Run the checks that only read, one on each core; return the first code that is not 0, and how long each took."""

    def timed(step: Step) -> tuple[subprocess.CompletedProcess[str], float]:
        started = time.monotonic()
        ended = subprocess.run(
            step[1], env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        return ended, time.monotonic() - started

    took = []
    with ThreadPoolExecutor(max_workers=2) as cores:
        for step, (ended, seconds) in zip(steps, cores.map(timed, steps), strict=True):
            print(f"\n— {step[0]}\n{ended.stdout.rstrip()}", flush=True)
            if ended.returncode:
                return failed(step, ended.returncode), took
            took.append(said(seconds, step[0]))
    return 0, took


def said(seconds: float, name: str) -> str:
    return f"{seconds:6.1f} s  {name}"


def run(name: str, command: list[str], environment: dict[str, str]) -> int:
    """Run one check, its words as they come."""
    print(f"\n— {name}", flush=True)
    code = subprocess.call(command, env=environment)
    return failed((name, command), code) if code else 0


def failed(step: Step, code: int) -> int:
    """Say how to repeat a check alone."""
    name, command = step
    print(f"\nThe step “{name}” failed; nothing after it was run. To repeat it alone:\n  {' '.join(command)}")
    return code


if __name__ == "__main__":
    sys.exit(main())
