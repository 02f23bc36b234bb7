"""The supervisor: starts the web server and the worker, restarts what dies, and stops both."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent.parent
STOP_SECONDS = 12.0
QUICK_DEATH_SECONDS = 5.0
QUICK_DEATHS = 5

Say = Callable[[str], object]


def environment() -> dict[str, str]:
    """Return the environment of children: they find the same package, wherever it was started from."""
    path = os.pathsep.join(part for part in (str(ROOT), os.environ.get("PYTHONPATH", "")) if part)
    return {**os.environ, "PYTHONPATH": path, "MAILLAGE_SUPERVISED": "1"}


def command(module: str, *arguments: str) -> list[str]:
    """Return how to run one of our modules with this Python."""
    return [sys.executable, "-m", module, *arguments]


@dataclass
class Child:
    """A process in a session of its own, so that Ctrl-C reaches it through the supervisor alone."""

    name: str
    command: list[str]
    deaths: int = 0
    started: float = 0.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it; it ends by itself once its standard input closes, that is when the supervisor is gone."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own modules, with words of ours
            self.command, stdin=subprocess.PIPE, start_new_session=True, env=environment(), cwd=Path.cwd()
        )

    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> None:
        """End what the dead process left behind and count deaths that came right after the start."""
        self._kill()
        quick = time.monotonic() - self.started < QUICK_DEATH_SECONDS
        self.deaths = self.deaths + 1 if quick else 0

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def wait(self, deadline: float) -> None:
        """Wait for its end, and end it by force at the deadline."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        self._kill()

    def _kill(self) -> None:
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()


class Supervisor:
    """Keeps children alive until it is asked to stop."""

    def __init__(self, children: list[Child], say: Say) -> None:
        self.children = children
        self.say = say
        self.stopping = Event()

    def stop_on_signals(self) -> None:
        """Stop on Ctrl-C, on the signal of a service manager, and when the terminal closes."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)

    def run(self, is_ready: Callable[[], bool], when_ready: Callable[[], object]) -> int:
        """Run the children; return 0 after a stop that was asked for, 1 if one of them cannot stay alive."""
        for child in self.children:
            if child.process is None:
                child.start()
        waiting = True
        while not self.stopping.wait(0.1 if waiting else 0.3):
            if not self._revive():
                return 1
            if waiting and is_ready():
                waiting = False
                when_ready()
        return 0

    def end(self) -> None:
        """Ask all children to stop, wait, and end by force what does not."""
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            child.ask_to_stop()
        for child in self.children:
            child.wait(deadline)

    def _revive(self) -> bool:
        for child in self.children:
            if not child.has_died():
                continue
            child.bury()
            if child.deaths >= QUICK_DEATHS:
                self.say(
                    f"The {child.name} stopped {QUICK_DEATHS} times right after its start; the lines above say why."
                )
                return False
            self.say(f"The {child.name} stopped by itself and is started again.")
            self.stopping.wait(0.5 * child.deaths)
            child.start()
        return True

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()


def end_with_supervisor() -> None:
    """In a child: end as soon as the supervisor is gone, even if it was killed."""
    if os.environ.get("MAILLAGE_SUPERVISED"):
        Thread(target=_wait_for_end, name="supervisor", daemon=True).start()


def _wait_for_end() -> None:
    with contextlib.suppress(OSError, ValueError):
        while os.read(0, 1024):
            pass
    os.kill(os.getpid(), signal.SIGTERM)
