"""A real installation for tests: `maillage run` on a fresh home folder and a free port."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from tests.served.running import free_port

PROJECT = Path(__file__).resolve().parent.parent
PATIENCE = 90


@dataclass
class Installation:
    """One running product; `links` are the sign-in links it printed, by role."""

    home: Path
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    printed: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def surroundings(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        return {
            **kept,
            "MAILLAGE_HOME": str(self.home),
            "PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            **self.environment,
        }

    def run(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        """Run one `maillage` command on this home and return what it said."""
        return subprocess.run(
            [sys.executable, "-m", "maillage.config.cli", *arguments],
            env=self.surroundings,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
            **options,  # type: ignore[call-overload]  # options are handed on as they are
        )

    def shell(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run a few lines in this installation, as its operator might in `manage.py shell`."""
        return subprocess.run(
            [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
            env=self.surroundings,
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def start(self, *arguments: str) -> float:
        """Start web and worker in a group of their own; return the seconds until ready."""
        began = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "maillage.config.cli", "run", *arguments],
            env=self.surroundings,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.await_ready()
        return time.monotonic() - began

    def await_ready(self) -> None:
        assert self.process
        assert self.process.stdout
        os.set_blocking(self.process.stdout.fileno(), False)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.printed += self.process.stdout.readlines()
            if self.process.poll() is not None:
                raise AssertionError("maillage stopped:\n" + "".join(self.printed))
            if any("maillage is ready at" in line for line in self.printed) and self.healthy():
                time.sleep(0.3)
                self.printed += self.process.stdout.readlines()
                return
            time.sleep(0.1)
        raise AssertionError("maillage was not ready in time:\n" + "".join(self.printed))

    def healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:  # noqa: S310 - our own address
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def sign_in_link(self, role: str) -> str:
        """Return the printed link whose label holds `role`."""
        for line in self.printed:
            found = re.search(r"(http://\S+)$", line.strip())
            if found and role.lower() in line.lower():
                return found.group(1)
        raise AssertionError(f"no sign-in link for {role} in:\n" + "".join(self.printed))

    def stop(self) -> None:
        """Ask the group to stop, and end it where it does not."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        if self.process and self.process.stdout:
            self.process.stdout.close()
