"""Counts what a convenor sends: forms, what keeps itself, taps; on how many screens; and how long the machine takes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, Response

# Where a path below a roundtable belongs: its five screens, and the door of the desk from which they are reached.
SCREENS = {"": "Next", "who": "Who", "rooms": "Rooms", "live": "Live", "wrap-up": "Wrap-up", "review": "Wrap-up"}
# Each line leaves as soon as it is written, like a word in a text that saves itself.
AUTOSAVES = ("/live/write/",)
# What the page asks by itself while something is chosen or typed, in either encoding of a form.
OF_ITSELF = re.compile(rb'(?:^|&)(?:act=sum|step=look)(?:&|$)|name="(?:act|step)"\r\n\r\n(?:sum|look)\r\n')
# One press and nothing typed, on something that is there: a tag, a tick, the clock after it has begun.
TAPS = ("/tag/", "/tick/", "/all/", "/manner/", "/more-time/", "/next-item/")


@dataclass
class Count:
    """What one person sent during one roundtable, and where; told apart by what it asked of them."""

    forms: list[str] = field(default_factory=list)
    autosaves: list[str] = field(default_factory=list)
    taps: list[str] = field(default_factory=list)
    screens: Counter[str] = field(default_factory=Counter)
    elsewhere: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    machine_ms: float = 0

    def watch(self, page: Page) -> None:
        """Count from now on what this window sends."""
        page.on("request", self.request)
        page.on("response", self.response)
        page.on("requestfinished", self.finished)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def request(self, request: Request) -> None:
        path = urlsplit(request.url).path
        if request.is_navigation_request() and request.method == "GET":
            self._visited(path)
        if request.method != "POST":
            return
        if path.endswith(AUTOSAVES) or OF_ITSELF.search(request.post_data_buffer or b""):
            self.autosaves.append(path)
        elif path.endswith(TAPS) and not self._begins(path):
            self.taps.append(path)
        else:
            self.forms.append(path)

    def _begins(self, path: str) -> bool:
        """The first press on the clock begins the meeting: that is decided, not ticked."""
        return path.endswith("/next-item/") and not any(sent.endswith("/next-item/") for sent in self.forms)

    def _visited(self, path: str) -> None:
        found = re.search(r"/desk/[\w-]+/roundtables/(?:next|\d+)/(?:([\w-]+)/)?", path)
        if found and (found[1] or "") in SCREENS:
            self.screens[SCREENS[found[1] or ""]] += 1
        else:
            self.elsewhere.add(path)

    def response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def finished(self, request: Request) -> None:
        """Add the time from the last byte sent to the first byte of the answer: what the machine took."""
        if request.is_navigation_request() or request.method == "POST":
            timing = request.timing
            self.machine_ms += max(0, timing["responseStart"] - timing["requestStart"])
