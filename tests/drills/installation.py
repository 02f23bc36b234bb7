"""The real product in a process group of its own, which a drill kills and starts again on the same home and port."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.served.running import ROOT, Site, children_of, clean_environment, free_port

PATIENCE = 60.0
PRODUCT = "maillage.config.settings"


@dataclass
class Installation:
    """`maillage run` on one home; `readiness` are the seconds from each kill until it answered again."""

    home: Path
    settings: str = PRODUCT
    environment: dict[str, str] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    port: int = field(default_factory=free_port)
    readiness: list[float] = field(default_factory=list)
    site: Site | None = None

    def start(self) -> None:
        """Start it as a person would, and wait until it has said that it is ready."""
        self._launch()
        self._await_welcome()

    def _launch(self) -> None:
        output = self.home.with_name(f"{self.home.name}-output.txt")
        with output.open("w") as file:
            process = subprocess.Popen(
                [sys.executable, "-m", "maillage.config.cli", "run", *self.arguments],
                cwd=ROOT,
                env=clean_environment(
                    DJANGO_SETTINGS_MODULE=self.settings,
                    MAILLAGE_HOME=str(self.home),
                    PORT=str(self.port),
                    **self.environment,
                ),
                stdout=file,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        self.site = Site(process, self.port, self.home, output)
        self.await_ready()

    def stop(self) -> None:
        """Stop it as Ctrl-C does, and end what is left."""
        if self.site:
            self.site.process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.site.process.wait(20)
            self._kill_all()

    def kill(self, part: str) -> None:
        """Kill -9 one part, or "all" and start again; note how long it took until the web answered."""
        began = time.monotonic()
        if part == "all":
            self._kill_all()
            self._launch()
        elif self.site and (pid := self.site.processes().get(part)):
            os.kill(pid, signal.SIGKILL)
            self._await_other(part, pid)
        self.await_ready()
        if part != "worker":
            self.readiness.append(time.monotonic() - began)
        self._await_welcome()

    def await_ready(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            process = self.site.process if self.site else None
            assert process, "it was never started"
            assert process.poll() is None, self.site and self.site.says()
            assert time.monotonic() < deadline, self.site and self.site.says()
            time.sleep(0.02)

    def _await_welcome(self) -> None:
        """Wait until the start is over: the web answers while the preparation still looks around."""
        deadline = time.monotonic() + PATIENCE
        while self.site and "is ready at" not in self.site.says() and time.monotonic() < deadline:
            time.sleep(0.02)

    def answers(self) -> bool:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/healthz")
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def fetch(self, path: str, **headers: str) -> tuple[int, str]:
        """Read one page."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()

    def _await_other(self, part: str, pid: int) -> None:
        """Wait until somebody has taken the place of the dead."""
        deadline = time.monotonic() + PATIENCE
        while self.site and self.site.processes().get(part, pid) == pid and time.monotonic() < deadline:
            time.sleep(0.02)

    def _kill_all(self) -> None:
        """Kill -9 the supervisor and all that descends from it, at one moment."""
        if not self.site:
            return
        family = [self.site.process.pid]
        for pid in family:
            family += [child for child, _words in children_of(pid)]
        for pid in family:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.site.process.wait()
        deadline = time.monotonic() + PATIENCE
        while any(is_alive(pid) for pid in family) and time.monotonic() < deadline:
            time.sleep(0.01)
        # A child that was just being started when the family was counted ends by itself, a moment later.
        while self._somebody_listens() and time.monotonic() < deadline:
            time.sleep(0.01)

    def _somebody_listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def is_alive(pid: int) -> bool:
    """Tell whether a process still holds what it held, its port for one."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False
