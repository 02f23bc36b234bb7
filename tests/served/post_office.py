"""A small SMTP server for tests: keeps what it gets, and can be told to refuse, to fail or to be slow."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class PostOffice(socketserver.ThreadingTCPServer):
    """Listens on loopback; `answers` are the replies to RCPT, one for each try, then 250."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []
        self.data_answers: list[str] = []
        self.seconds_a_letter = 0.0

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed in the middle of a sentence is what drills are about."""


class Conversation(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self._say("220 post office")
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()
            if verb.startswith("RCPT"):
                self._say(self.server.answers.pop(0) if self.server.answers else "250 fine")
            elif verb == "DATA":
                self._take()
            elif verb == "QUIT":
                self._say("221 good day")
                return
            else:
                self._say("250 fine")

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        time.sleep(self.server.seconds_a_letter)
        answer = self.server.data_answers.pop(0) if self.server.data_answers else "250 taken"
        if answer.startswith("250"):
            letter = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
            assert isinstance(letter, EmailMessage)
            self.server.letters.append(letter)
        self._say(answer)

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Run a post office until the block ends."""
    with PostOffice() as office:
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield office
        finally:
            office.shutdown()
            thread.join()
