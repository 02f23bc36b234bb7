"""Starts `maillage run` as a person would, and reaches into its processes."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass
class Site:
    """A running site."""

    process: subprocess.Popen[str]
    port: int
    home: Path
    output: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def says(self) -> str:
        return self.output.read_text()

    def kill(self, part: str) -> int:
        """Kill -9 the web server's main process, its serving process or the worker; return which it was."""
        pid = self.processes()[part]
        os.kill(pid, signal.SIGKILL)
        return pid

    def processes(self) -> dict[str, int]:
        """Find the processes by what started them."""
        found = {}
        for pid, words in children_of(self.process.pid):
            found["worker" if "work" in words else "web"] = pid
        for pid, _words in children_of(found.get("web", 0)):
            found["serving"] = pid
        return found


def children_of(parent: int) -> list[tuple[int, list[str]]]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == parent:
                words = (folder / "cmdline").read_text().split("\0")
                if "resource_tracker" not in " ".join(words):
                    found.append((int(folder.name), words))
    return found


def free_port() -> int:
    """Return a port that nobody listens on: each test process has its own thousand, below those of outgoing lines."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    while True:
        port = 12_000 + 1_000 * worker + random.randrange(1_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def maillage(*arguments: str, home: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "maillage.config.cli", *arguments],
        check=False,
        cwd=ROOT,
        env=clean_environment(MAILLAGE_HOME=str(home), **environment),
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def clean_environment(**extra: str) -> dict[str, str]:
    ours = {
        "DJANGO_SETTINGS_MODULE",
        "DATABASE_URL",
        "EMAIL_URL",
        "SECRET_KEY",
        "PORT",
        "HOST",
        "BASE_URL",
        "MAILLAGE_HOME",
    }
    return {**{name: value for name, value in os.environ.items() if name not in ours}, **extra}


@contextlib.contextmanager
def running(home: Path, *arguments: str, port: int = 0, **environment: str) -> Iterator[Site]:
    """Run the site until the block ends; the output is kept beside the home folder."""
    port = port or free_port()
    output = home.with_name(f"{home.name}-output.txt")
    settings = {"DJANGO_SETTINGS_MODULE": "tests.served.settings", "MAILLAGE_HOME": str(home), "PORT": str(port)}
    with output.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "maillage.config.cli", "run", "--no-demo", *arguments],
            cwd=ROOT,
            env=clean_environment(**settings, **environment),
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    site = Site(process, port, home, output)
    try:
        wait_until(lambda: "is ready at" in site.says() or process.poll() is not None, seconds=60)
        assert process.poll() is None, site.says()
        yield site
    finally:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()
        process.wait()


def wait_until(is_so: Callable[[], object], *, seconds: float = 20, pause: float = 0.05) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(pause)
