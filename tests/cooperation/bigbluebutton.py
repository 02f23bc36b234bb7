"""A counterpart of BigBlueButton for tests: it checks signatures on its own and answers as the documentation says."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

SECRET = "639259d4-9dd8-4b25-bf01-95f9567eaf4b"
WELL = "<response><returncode>SUCCESS</returncode>{}</response>"
FAILED = "<response><returncode>FAILED</returncode><messageKey>{}</messageKey><message>{}</message></response>"


@dataclass
class Counterpart:
    """What the server knows, was asked, and how it misbehaves when a test wants it to."""

    url: str = ""
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    meetings: dict[str, dict[str, str]] = field(default_factory=dict)
    body: bytes | None = None
    status: int = 200
    location: str = ""
    delay: float = 0
    drip: bool = False

    def calls(self, name: str) -> list[dict[str, str]]:
        return [parameters for call, parameters in self.asked if call == name]

    def answer(self, path: str, query: str) -> str:
        """Answer one call by its path and raw query."""
        call = path.rpartition("/api/")[2]
        before, _found, signature = query.rpartition("checksum=")
        before = before.rstrip("&")
        if signature != hashlib.sha256(call.encode() + before.encode() + SECRET.encode()).hexdigest():
            return FAILED.format("checksumError", "Checksums do not match")
        given = dict(parse_qsl(before, strict_parsing=True)) if before else {}
        self.asked.append((call, given))
        return {"create": self.on_create, "isMeetingRunning": self.on_is_running, "end": self.on_end}[call](given)

    def on_create(self, given: dict[str, str]) -> str:
        if not 2 <= len(given["name"]) <= 64:
            return FAILED.format("validationError", "The name is too short or too long")
        known = given["meetingID"]
        if given.get("isBreakout") == "true":
            parent = self.meetings.get(given["parentMeetingID"])
            if parent is None or parent["running"] != "true":
                return FAILED.format("parentMeetingDoesNotExist", "No parent meeting exists for the breakout room")
            stamp = known.partition("-")[2]
            shared = f"{parent['internal']}-{stamp}-{given['sequence']}".encode()
            known = f"{hashlib.sha1(shared, usedforsecurity=False).hexdigest()}-{stamp}"
        there = self.meetings.get(known)
        if there and there["moderatorPW"] != given["moderatorPW"]:
            return FAILED.format("idNotUnique", "A meeting already exists with that meeting ID.")
        there = self.meetings.setdefault(
            known, {**given, "running": "false", "internal": "0ab-1531155809613", "createTime": "1531155809613"}
        )
        told = f"<meetingID>{escape(known)}</meetingID><createTime>{there['createTime']}</createTime>"
        return WELL.format(f"{told}<hasUserJoined>false</hasUserJoined><metadata><a>1</a></metadata>")

    def on_is_running(self, given: dict[str, str]) -> str:
        running = self.meetings.get(given["meetingID"], {}).get("running", "false")
        return WELL.format(f"<running>{running}</running>")

    def on_end(self, given: dict[str, str]) -> str:
        there = self.meetings.get(given["meetingID"])
        if there is None:
            return FAILED.format("notFound", "We could not find a meeting with that meeting ID")
        if there["moderatorPW"] != given["password"]:
            return FAILED.format("invalidPassword", "You must supply the moderator password for this call.")
        del self.meetings[given["meetingID"]]
        return WELL.format("<messageKey>sentEndMeetingRequest</messageKey>")

    def may_join(self, address: str) -> dict[str, str] | str:
        """Read a join address as the server would when a browser follows it; a text says why not."""
        parts = urlsplit(address)
        before, _found, signature = parts.query.rpartition("&checksum=")
        if signature != hashlib.sha256(b"join" + before.encode() + SECRET.encode()).hexdigest():
            return "checksumError"
        given = dict(parse_qsl(before, strict_parsing=True))
        there = self.meetings.get(given["meetingID"])
        if there is None:
            return "invalidMeetingIdentifier"
        if given.get("createTime", there["createTime"]) != there["createTime"]:
            return "mismatchCreateTimeParam"
        role = "moderatorPW" if given["role"] == "MODERATOR" else "attendeePW"
        return given if given["password"] == there[role] else "invalidPassword"


@contextmanager
def bigbluebutton() -> Iterator[Counterpart]:
    """Run a counterpart on a free port of this machine."""
    known = Counterpart()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            time.sleep(known.delay)
            parts = urlsplit(self.path)
            body = known.answer(parts.path, parts.query).encode() if known.body is None else known.body
            self.send_response(known.status)
            if known.location:
                self.send_header("Location", known.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.speak(body)
            except OSError:
                self.close_connection = True

        def speak(self, body: bytes) -> None:
            if not known.drip:
                self.wfile.write(body)
                return
            for at in range(len(body)):
                self.wfile.write(body[at : at + 1])
                self.wfile.flush()
                time.sleep(0.02)

        def log_message(self, *_args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    known.url = f"http://127.0.0.1:{server.server_port}/bigbluebutton/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()
