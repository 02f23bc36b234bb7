"""SQLite where writers of one process wait in line: left to itself it lets them sleep, look again and overtake."""

from __future__ import annotations

from collections import defaultdict, deque
from threading import Lock
from typing import TYPE_CHECKING

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

SECONDS = 20.0


class Line:
    """One writer at a time, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False

    def enter(self, seconds: float) -> bool:
        """Wait for one's turn; say whether it came in time."""
        with self._lock:
            if not self._is_taken:
                self._is_taken = True
                return True
            turn = Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=seconds):
            return True
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # It came in the moment between.

    def leave(self) -> None:
        """Let the next one in."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False


LINES: defaultdict[str, Line] = defaultdict(Line)


if TYPE_CHECKING:

    class Connection(base.DatabaseWrapper):
        """Django's own, with the methods that its stubs leave out."""

        def _start_transaction_under_autocommit(self) -> None: ...
        def _commit(self) -> None: ...
        def _rollback(self) -> None: ...
        def _close(self) -> None: ...

else:
    Connection = base.DatabaseWrapper


class DatabaseWrapper(Connection):
    """A connection that stands in line from the begin of each transaction to its end."""

    _in_line: Line | None = None

    def _start_transaction_under_autocommit(self) -> None:
        line = LINES[str(self.settings_dict["NAME"])]
        if not line.enter(float(self.settings_dict["OPTIONS"].get("timeout", SECONDS))):
            raise OperationalError("database is locked")
        self._in_line = line
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._leave_line()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()
        finally:
            # What could not be committed still holds the lock until it is rolled back.
            if self.connection is None or not self.connection.in_transaction:
                self._leave_line()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self._leave_line()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self._leave_line()

    def _leave_line(self) -> None:
        line, self._in_line = self._in_line, None
        if line is not None:
            line.leave()
