"""The BigBlueButton server: calls signed as its documentation specifies, answers read with suspicion."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit
from xml.parsers import expat

from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT = 6
LONGEST_ANSWER = 200_000
DEEPEST_ANSWER = 12
# Servers in front of BigBlueButton commonly refuse a longer request line.
LONGEST_ADDRESS = 7_000
NAME_LENGTH = (2, 64)
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class VideoFailed(Exception):
    """The server did not do what it was asked; the message says so and what to do, `key` is the server's own word."""

    def __init__(self, sentence: str, key: str = "") -> None:
        super().__init__(sentence)
        self.key = key


def checksum(call: str, query: str, secret: str, algorithm: str = "sha256") -> str:
    """Return the signature of a call: a hash of its name, its query and the shared secret, one after the other."""
    return hashlib.new(algorithm, f"{call}{query}{secret}".encode()).hexdigest()


def read_answer(body: bytes) -> dict[str, str]:
    """Return what stands directly below <response>; raises ValueError for anything but such a document.

    A document type is refused before anything in it is expanded, and so is what is nested too deeply.
    """
    found: dict[str, str] = {}
    path: list[str] = []

    def refuse(*_args: Any) -> None:
        raise ValueError("The answer has a document type.")

    def start(name: str, _attributes: dict[str, str]) -> None:
        path.append(name)
        if path[0] != "response" or len(path) > DEEPEST_ANSWER:
            raise ValueError("The answer is not a response.")
        if len(path) == 2:
            found[name] = ""

    def text(data: str) -> None:
        if len(path) == 2:
            found[path[1]] += data

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: path.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise ValueError("The answer is not XML.") from error
    return {name: value.strip() for name, value in found.items()}


def name_for(text: str) -> str:
    """Return a name as the server takes it: without control characters, between 2 and 64 characters long."""
    clean = CONTROL.sub(" ", text).strip()[: NAME_LENGTH[1]]
    return clean if len(clean) >= NAME_LENGTH[0] else clean.ljust(NAME_LENGTH[0], "·")


@dataclass(frozen=True)
class Group:
    """A room as the server's groups name it: its number, its title and the user ids of who belongs there."""

    id: str
    name: str
    roster: tuple[str, ...]


def groups_json(groups: Iterable[Group]) -> str:
    """Return the value of the parameter `groups`, from which moderators open the rooms with everybody assigned."""
    rows = [{"id": group.id, "name": group.name, "roster": list(group.roster)} for group in groups]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class VideoServer:
    """One server, by its address and shared secret as `bbb-conf --secret` prints them."""

    url: str
    secret: str
    algorithm: str = "sha256"
    timeout: float = TIMEOUT

    @property
    def api(self) -> str:
        """The address below which all calls are."""
        address = self.url.rstrip("/")
        return address if address.endswith("/api") else f"{address}/api"

    @property
    def origin(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"

    def address(self, call: str, parameters: Mapping[str, str]) -> str:
        """Return the signed address of a call."""
        query = urlencode(parameters)
        signature = checksum(call, query, self.secret, self.algorithm)
        return f"{self.api}/{call}?{query}{'&' if query else ''}checksum={signature}"

    def password(self, meeting: str, role: str) -> str:
        """Return the password of a role in a meeting: the same at each call, so that creating twice is no error.

        Breakout rooms have those of their parent, since the server gives them another id than the one asked for.
        """
        return hmac.new(self.secret.encode(), f"{role}:{meeting}".encode(), "sha256").hexdigest()[:24]

    def ask(self, call: str, parameters: Mapping[str, str]) -> dict[str, str]:
        """Call the server and return its answer; raises VideoFailed with a sentence for whoever pressed the button."""
        try:
            answer = read_answer(self.fetch(self.address(call, parameters)))
        except (OSError, HTTPException) as error:
            raise VideoFailed(_("The video server does not answer. Try again in a minute.")) from error
        except ValueError as error:
            sentence = _("The video server answered with something else than BigBlueButton does. Check its address.")
            raise VideoFailed(sentence) from error
        if answer.get("returncode") != "SUCCESS":
            raise VideoFailed(refusal_sentence(answer), answer.get("messageKey", ""))
        return answer

    def fetch(self, address: str) -> bytes:
        """Return what stands at an address: within the time and the length that an answer may have.

        No redirect is followed: a signed call is meant for one server.
        """
        parts = urlsplit(address)
        speak = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        until = time.monotonic() + self.timeout
        with closing(speak(parts.hostname or "", parts.port, timeout=self.timeout)) as line:
            line.request("GET", f"{parts.path}?{parts.query}", headers={"Accept": "text/xml, application/xml"})
            response = line.getresponse()
            body = b""
            while chunk := response.read1(65_536):
                body += chunk
                if len(body) > LONGEST_ANSWER:
                    raise ValueError("The answer is too long.")
                if time.monotonic() > until:
                    raise TimeoutError("The answer takes too long.")
        return body

    def create(self, meeting: str, name: str, **more: str) -> dict[str, str]:
        """Open a meeting, or find it open already; return the server's answer."""
        parameters = {
            "name": name_for(name),
            "meetingID": meeting,
            "attendeePW": self.password(more.get("parentMeetingID", meeting), "attendee"),
            "moderatorPW": self.password(more.get("parentMeetingID", meeting), "moderator"),
            "record": "false",
            **more,
        }
        if len(self.address("create", parameters)) > LONGEST_ADDRESS:
            parameters.pop("groups", None)
        return self.ask("create", parameters)

    def create_breakout(self, parent: str, meeting: str, name: str, sequence: int) -> str:
        """Open a breakout room of a running meeting; return the id under which it is joined."""
        answer = self.create(
            meeting, name, isBreakout="true", parentMeetingID=parent, sequence=str(sequence), freeJoin="false"
        )
        return answer.get("meetingID") or meeting

    def join_address(
        self, meeting: str, name: str, user: str, *, moderates: bool, create_time: str = "", parent: str = ""
    ) -> str:
        """Return the address by which one person enters; it is followed by their browser."""
        role = "moderator" if moderates else "attendee"
        parameters = {
            "fullName": name_for(name),
            "meetingID": meeting,
            "role": "MODERATOR" if moderates else "VIEWER",
            "password": self.password(parent or meeting, role),
            "userID": user,
            "redirect": "true",
        }
        if create_time:
            parameters["createTime"] = create_time
        return self.address("join", parameters)

    def is_running(self, meeting: str) -> bool:
        """Say whether somebody is in the meeting."""
        return self.ask("isMeetingRunning", {"meetingID": meeting}).get("running") == "true"

    def end(self, meeting: str, parent: str = "") -> None:
        """End a meeting for everybody; one that is over already is no error."""
        try:
            self.ask("end", {"meetingID": meeting, "password": self.password(parent or meeting, "moderator")})
        except VideoFailed as failure:
            if failure.key != "notFound":
                raise


def refusal_sentence(answer: Mapping[str, str]) -> str:
    """Say why the server refused, by its own key where it is one we know."""
    sentences = {
        "checksumError": _(
            "The video server does not accept our signature. "
            "Whoever runs it compares BIGBLUEBUTTON_SECRET with what “bbb-conf --secret” prints."
        ),
        "notFound": _("The video server does not know this meeting any more. Open it again."),
        "parentMeetingDoesNotExist": _("The meeting must run before its rooms open. Go in first, then open the rooms."),
        "idNotUnique": _("Another meeting has this name on the video server. End it there, then open yours."),
    }
    told = CONTROL.sub(" ", answer.get("message", ""))[:200]
    return sentences.get(answer.get("messageKey", "")) or _("The video server refused: %(reason)s") % {"reason": told}


def video_server() -> VideoServer | None:
    """Return the server of this installation, or None where there is none."""
    if not settings.BIGBLUEBUTTON_URL:
        return None
    return VideoServer(settings.BIGBLUEBUTTON_URL, settings.BIGBLUEBUTTON_SECRET, settings.BIGBLUEBUTTON_CHECKSUM)
