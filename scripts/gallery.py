"""Shoots every page and every mail in every state into gallery/, with an index to look through.

GALLERY_ONLY, a regular expression, leaves out pages and mails whose name it does not find: GALLERY_ONLY=mobility.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 - after the path is set

from tests.journeys.conftest import CHROMIUM, QUIET, sign_in  # noqa: E402 - the tests are found once the path above is set
from tests.journeys.pages import EMPTY_AND_SEND, FORMS, FURTHER_FORMS, NOT_PAGES, Place, every_page, who_opens  # noqa: E402 - the tests are found once the path above is set
from tests.running import Installation  # noqa: E402 - the tests are found once the path above is set

GALLERY = ROOT / "gallery"
REGION = "valley"
ONLY = re.compile(os.environ.get("GALLERY_ONLY", ""))
WIDE, NARROW, MAIL = {"width": 1280, "height": 900}, {"width": 320, "height": 640}, {"width": 640, "height": 600}


@dataclass(frozen=True)
class Look:
    """How a page is looked at."""

    name: str
    size: dict[str, int]
    language: str = "en"
    scheme: str = "light"
    media: str = "screen"


DESKTOP = Look("desktop", WIDE)
PHONE = Look("320 px", NARROW)
FULL = (
    DESKTOP,
    PHONE,
    Look("dark", WIDE, scheme="dark"),
    Look("right to left", WIDE, language="ar"),
    Look("French", WIDE, language="fr"),
    Look("print", {"width": 794, "height": 1123}, media="print"),
)


@dataclass
class Photographer:
    """Takes the pictures and remembers where each hangs."""

    browser: Browser
    hung: list[tuple[str, str, str, str]] = field(default_factory=list)
    too_wide: list[str] = field(default_factory=list)

    def shoot(self, page: Page, stage: str, name: str, look: Look) -> None:
        file = re.sub(r"\W+", "-", f"{stage} {name} {look.name}").strip("-").lower() + ".png"
        page.screenshot(path=GALLERY / file, full_page=True, animations="disabled")
        self.hung.append((stage, name, look.name, file))
        if page.evaluate("document.documentElement.scrollWidth") > look.size["width"]:
            self.too_wide.append(file)

    def window(self, look: Look) -> Page:
        scheme = "dark" if look.scheme == "dark" else "light"
        context = self.browser.new_context(viewport=look.size, color_scheme=scheme, reduced_motion="reduce")
        page = context.new_page()
        if look.media == "print":
            page.emulate_media(media="print")
        return page


@dataclass
class Tour:
    """One installation in one look: a window for each person."""

    photographer: Photographer
    installation: Installation
    stage: str
    look: Look
    ways_in: dict[str, str] = field(default_factory=dict)
    windows: dict[str, Page] = field(default_factory=dict)

    def window(self, who: str) -> Page:
        if who not in self.windows:
            page = self.photographer.window(self.look)
            if who in self.ways_in:
                page.goto(self.ways_in[who])
                page.locator("main button").click()
            elif who:
                sign_in(page, self.installation, who)
            self.windows[who] = page
        return self.windows[who]

    def open(self, place: Place) -> Page:
        page = self.window(place.who)
        page.goto(self.installation.url + re.sub(r"^/en/", f"/{self.look.language}/", place.path))
        return page

    def pages(self, places: list[Place]) -> None:
        for place in wanted(places):
            self.photographer.shoot(self.open(place), self.stage, place.name, self.look)
        self.close()

    def forms(self) -> None:
        """Send each form empty and shoot what comes back."""
        for place in wanted(FORMS + FURTHER_FORMS):
            page = self.open(place)
            with page.expect_navigation():
                page.evaluate(EMPTY_AND_SEND)
            self.photographer.shoot(page, self.stage, place.name, self.look)
        self.close()

    def close(self) -> None:
        for page in self.windows.values():
            page.context.close()
        self.windows.clear()


def wanted(places: Iterable[Place]) -> list[Place]:
    """Return the pages that are asked for."""
    return [place for place in places if ONLY.search(place.name)]


@contextmanager
def running(*arguments: str, before: tuple[str, ...] = ()) -> Iterator[Installation]:
    """Run an installation in a folder of its own until the block ends."""
    with tempfile.TemporaryDirectory(prefix="maillage-gallery-") as home:
        installation = Installation(Path(home) / "home")
        try:
            if before:
                done(installation.run(*before))
            installation.start(*arguments)
            yield installation
        finally:
            installation.stop()


def asked(installation: Installation, module: str, call: str) -> str:
    """Call a function of the tests inside an installation and return what it printed."""
    return done(installation.shell(f"from tests.journeys import {module}; {module}.{call}"))


def done(command: subprocess.CompletedProcess[str]) -> str:
    """Return what a command printed, or stop with what it complained of."""
    if command.returncode:
        sys.exit(command.stderr)
    return command.stdout


def fresh_programme(photographer: Photographer) -> None:
    """A programme that has just begun: empty, with one of each, with names of 200 characters."""
    begun = ("new-programme", "--name", "Valley welcome", "--slug", "valley-welcome", "--country", "FR")
    region = ("--region", f"{REGION}=The Valley", "--languages", "fr,en", "--convenor", "convenor@example.org")
    with running("--no-demo", before=(*begun, *region)) as installation:
        for stage, prepare in (
            ("empty", ""),
            ("one row", f"one_of_each({REGION!r})"),
            ("200 characters", "long_names()"),
        ):
            if prepare:
                asked(installation, "stages", prepare)
            for look in (DESKTOP, PHONE):
                known = json.loads(asked(installation, "stages", f"addresses({REGION!r})"))
                places = [
                    Place(route["name"], route["path"], who_opens(route["policy"]))
                    for route in known["routes"]
                    if route["name"] not in NOT_PAGES
                ]
                ways_in = dict.fromkeys(("convenor of Vaucluse", "network lead"), known["way_in"])
                one_person = [Place(one.name, one.path, "convenor of Vaucluse" if one.who else "") for one in places]
                Tour(photographer, installation, stage, look, ways_in).pages(one_person)


def demonstration(photographer: Photographer) -> None:
    """The demonstration, full, in every look; forms that came back; what went wrong; mails."""
    with running() as installation:
        places = every_page(installation)
        for look in FULL:
            shown = [place for place in places if place.is_open] if look.media == "print" else places
            Tour(photographer, installation, "full", look).pages(shown)
        for look in (DESKTOP, PHONE):
            Tour(photographer, installation, "with errors", look).forms()
        broken(photographer, installation)
        mails(photographer, asked(installation, "mails", "print_letters()"))


def broken(photographer: Photographer, installation: Installation) -> None:
    """The page for a fault of our own, which nobody can ask for: its words inside a page that answers 500."""
    if not ONLY.search("500"):
        return
    said = installation.shell("from maillage.kit.refusals import broken; print(broken(None).content.decode())")
    for look in (DESKTOP, PHONE, FULL[2]):
        page = photographer.window(look)
        page.route("**/en/broken/", lambda route: route.fulfill(status=500, body=said.stdout, content_type="text/html"))
        page.goto(f"{installation.url}/en/broken/")
        photographer.shoot(page, "full", "500", look)
        page.context.close()


def mails(photographer: Photographer, printed: str) -> None:
    """Every mail as HTML in a picture, and its text beside it in a picture of its own."""
    for look in (Look("mail", MAIL), PHONE, Look("dark", MAIL, scheme="dark")):
        page = photographer.window(look)
        for letter in json.loads(printed):
            if not ONLY.search(letter["name"]):
                continue
            name = f"{letter['name']} {letter['language']}"
            page.set_content(letter["html"])
            photographer.shoot(page, "mails", name, look)
            if look.name == "mail":
                head = f"Subject: {letter['subject']}\nReply-To: {', '.join(letter['reply_to'])}\n"
                text = f"{head}Files: {', '.join(letter['files'])}\n\n{letter['text']}"
                page.set_content(f"<pre style='white-space:pre-wrap'>{html.escape(text)}</pre>")
                photographer.shoot(page, "mails", name, Look("text", MAIL))
        page.context.close()


def index(photographer: Photographer) -> None:
    """Write one page that shows all pictures, a row a page and a column a look."""
    rows: dict[tuple[str, str], list[str]] = {}
    for stage, name, look, file in photographer.hung:
        shown = f"<a href='{file}'><img src='{file}' alt='' loading=lazy width=180><br>{html.escape(look)}</a>"
        rows.setdefault((stage, name), []).append(shown)
    body = "".join(
        f"<h2>{html.escape(stage)}: {html.escape(name)}</h2><div>{''.join(pictures)}</div>"
        for (stage, name), pictures in rows.items()
    )
    style = "body{font:1rem sans-serif}div{display:flex;gap:1rem;overflow:auto;align-items:start}img{border:1px solid}"
    words = f"<!doctype html><meta charset=utf-8><title>Gallery</title><style>{style}</style><h1>Gallery</h1>{body}"
    (GALLERY / "index.html").write_text(words, encoding="utf-8")


def main() -> int:
    """Shoot everything and say where it hangs."""
    if not CHROMIUM:
        print("Chromium is not installed: apt-get install chromium.")
        return 1
    began = time.monotonic()
    shutil.rmtree(GALLERY, ignore_errors=True)
    GALLERY.mkdir()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        photographer = Photographer(browser)
        fresh_programme(photographer)
        demonstration(photographer)
        browser.close()
    index(photographer)
    print(f"{len(photographer.hung)} pictures in {time.monotonic() - began:.0f} s: {GALLERY / 'index.html'}")
    for file in photographer.too_wide:
        print(f"It scrolls sideways: {file}")
    return 1 if photographer.too_wide else 0


if __name__ == "__main__":
    sys.exit(main())
