"""The convenor at the desk: a browser window that counts what it sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, Request, Response

from tests.journeys.conftest import sign_in
from tests.running import Installation

REGION = "saone-et-loire"
# One press, nothing written: a tag, a tick, the clock; and what the page sends by itself while something is typed.
TAPS = ("/tag/", "/tick/", "/all/", "/manner/", "/next-item/", "/more-time/")
OF_ITSELF = {"sum", "look"}


@dataclass
class Convenor:
    """The convenor of Saône-et-Loire with one window; `sent` and `taps` are the addresses of every POST."""

    page: Page
    installation: Installation
    has_script: bool = True
    sent: list[str] = field(default_factory=list)
    taps: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self.count)
        self.page.on("response", self.watch)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def count(self, request: Request) -> None:
        if request.method != "POST":
            return
        path = urlsplit(request.url).path
        body = request.post_data or ""
        of_itself = OF_ITSELF & set(parse_qs(body).get("act", []))
        (self.taps if of_itself or path.endswith(TAPS) else self.sent).append(path)

    def watch(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def sign_in(self) -> None:
        sign_in(self.page, self.installation, "convenor of Saône-et-Loire")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.installation.url}/en/desk/{REGION}/{path}")

    def go(self, link: str) -> None:
        """Follow a link by its words."""
        self.page.get_by_role("link", name=link).first.click()
        self.page.wait_for_load_state()

    def press(self, button: str, *, within: str = "main") -> None:
        """Press a button by its words, and wait for what comes of it."""
        self.page.locator(within).get_by_role("button", name=button).first.click()
        self.page.wait_for_load_state()

    def in_days(self, days: int) -> str:
        """Return a day ahead as a date field takes it."""
        return (datetime.now(tz=UTC).date() + timedelta(days=days)).isoformat()

    def told(self) -> str:
        """Return what the page says in the main part."""
        return self.page.locator("main").inner_text()
