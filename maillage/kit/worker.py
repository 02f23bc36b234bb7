"""The worker: one process that does the queued jobs and, between them, the timed work."""

from __future__ import annotations

import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from threading import Event
from types import FrameType

from django.conf import settings
from django.db import Error, close_old_connections, connections

from maillage.kit import jobs, ticks

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0


class Worker:
    """Works until it is asked to stop; the job at hand is finished first."""

    def __init__(self) -> None:
        self.id = f"{socket.gethostname()[:40]}-{os.getpid()}"
        self.stopping = Event()
        self._next_tick = 0.0
        self._pause = PAUSE_SECONDS

    def stop_on_signals(self) -> None:
        """Stop gracefully on Ctrl-C and on the signal of a service manager."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def run(self, keep_on: Callable[[], bool] = lambda: True) -> None:
        """Work until a signal comes or `keep_on` says no."""
        while not self.stopping.is_set() and keep_on():
            if not self.turn():
                self.stopping.wait(self._pause)

    def turn(self) -> bool:
        """Do the timed work if its moment has come, then one job; say whether there was a job.

        A database that is locked or away costs a pause that grows, never the process.
        """
        try:
            close_old_connections()
            self._tick()
            worked = jobs.run_next(self.id)
        except Error as error:
            logger.warning(
                "The database does not answer the worker, which tries again: %s", str(error).strip().partition("\n")[0]
            )
            connections.close_all()
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
            return False
        self._pause = PAUSE_SECONDS
        return worked

    def _tick(self) -> None:
        if time.monotonic() >= self._next_tick:
            self._next_tick = time.monotonic() + settings.TICK_SECONDS
            ticks.run_due()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()
