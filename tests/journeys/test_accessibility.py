"""Every page for everybody: axe finds nothing, nothing scrolls sideways, and what is pressed is large enough."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from itertools import cycle

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import sign_in
from tests.journeys.pages import EMPTY_AND_SEND, FORMS, FURTHER_FORMS, Place, every_page
from tests.running import Installation

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
# What the default run looks at: every second open page and every fourth page of a desk, in one look each. `make axe`
# looks at all of them in all looks.
SHORT = [("en", NARROW, "its share"), ("fr", WIDE, "its share"), ("ar", NARROW, "its share")]
SHARES = {True: ("ar", "", "en", "", "ar", "", "fr", ""), False: ("en", "", "", "", "fr", "", "", "")}
# Every page in both widths; each page of a desk in Arabic too, though its words are English there.
LONG = [(language, size, "every page") for language in ("en", "fr", "ar") for size in (NARROW, WIDE)]
LOOKS = LONG if os.environ.get("EVERY_LOOK") else SHORT
# 24 px for everything that is pressed but a link inside a sentence; 44 px for buttons.
TOO_SMALL = """() => {
  const seen = (box) => box.width > 1 && box.height > 1;
  const inSentence = (node) => node.tagName === 'A' && getComputedStyle(node).display === 'inline';
  return [...document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')]
    .filter((node) => node.checkVisibility({ checkVisibilityCSS: true }) && !inSentence(node))
    .filter((node) => !node.closest('.hush, .skip'))
    .map((node) => [node, (['checkbox', 'radio'].includes(node.type) && node.closest('label') || node)])
    .map(([node, pressed]) => [node, pressed.getBoundingClientRect()])
    .filter(([, box]) => seen(box))
    .filter(([node, box]) => {
      const least = node.matches('button, .btn, .tap') ? 44 : 24;
      return box.height < least - 0.5 || box.width < 24 - 0.5;
    })
    .map(([node, box]) => `${node.tagName} “${node.textContent.trim().slice(0, 30)}” ${box.width}×${box.height}`);
}"""


def look_in_words(value: object) -> str | None:
    """Name a parameter of a look in the report."""
    return f"{value['width']} px" if isinstance(value, dict) else None


class Looker:
    """Opens pages in one look (language, width) as whoever is wanted, and writes down what is wrong."""

    def __init__(self, installation: Installation, visit: Callable[..., Page], language: str, size: dict[str, int]):
        self.installation = installation
        self.visit = visit
        self.language = language
        self.size = size
        self.windows: dict[str, Page] = {}
        self.wrong: list[str] = []
        self.looked_at = 0

    def window(self, who: str) -> Page:
        if who not in self.windows:
            page = self.visit(viewport=self.size, bypass_csp=True, reduced_motion="reduce")
            if who:
                sign_in(page, self.installation, who)
            self.windows[who] = page
        return self.windows[who]

    def open(self, place: Place) -> Page:
        """Open a page in this look."""
        page = self.window(place.who)
        path = re.sub(r"^/en/", f"/{self.language}/", place.path)
        answer = page.goto(self.installation.url + path)
        if answer is None or answer.status >= 500:
            self.wrong.append(f"{place.name}: answers {answer and answer.status} at {path}")
        return page

    def look(self, place: Place, page: Page) -> None:
        """Write down what axe says, sideways scrolling, and targets that are too small."""
        self.looked_at += 1
        where = f"{place.name} ({self.language}, {self.size['width']} px)"
        for violation in Axe().run(page).response["violations"]:
            nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
            self.wrong.append(f"{where}: {violation['id']}: {violation['help']}: {nodes}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > self.size["width"]:
            self.wrong.append(f"{where}: scrolls sideways, {width} px wide")
        self.wrong += [f"{where}: too small: {target}" for target in page.evaluate(TOO_SMALL)]


@pytest.fixture(scope="module")
def pages(installation: Installation) -> list[Place]:
    return every_page(installation)


@pytest.fixture
def looker(installation: Installation, visit: Callable[..., Page]) -> Callable[..., Looker]:
    def in_look(language: str, size: dict[str, int]) -> Looker:
        return Looker(installation, visit, language, size)

    return in_look


def chosen(pages: list[Place], which: str, language: str) -> list[Place]:
    """Return the pages that one look is for: all, or those that are dealt to its language."""
    if which == "every page":
        return pages
    found = []
    for is_open, turns in SHARES.items():
        dealt = zip((place for place in pages if place.is_open == is_open), cycle(turns), strict=False)
        found += [place for place, turn in dealt if turn == language]
    return found


@pytest.mark.parametrize(("language", "size", "which"), LOOKS, ids=look_in_words)
def test_axe_finds_nothing_on_any_page(
    pages: list[Place], looker: Callable[..., Looker], language: str, size: dict[str, int], which: str
) -> None:
    look = looker(language, size)
    for place in chosen(pages, which, language):
        look.look(place, look.open(place))
    assert look.looked_at >= 15
    assert not look.wrong, f"{len(look.wrong)} faults on {look.looked_at} pages:\n" + "\n".join(look.wrong)


def test_axe_finds_nothing_when_the_server_fails(installation: Installation, looker: Callable[..., Looker]) -> None:
    for language, size, _ in LOOKS:
        look = looker(language, size)
        page = look.open(Place("failing", "/en/privacy/"))
        said = installation.shell(
            "from django.test import RequestFactory; from maillage.kit.refusals import broken; "
            "print(broken(RequestFactory().get('/')).content.decode())"
        )
        page.set_content(said.stdout)
        look.look(Place("500", ""), page)
        assert not look.wrong, "\n".join(look.wrong)


@pytest.mark.parametrize(
    ("language", "size"), [look[:2] for look in LOOKS if look[0] != "ar" or look in LONG], ids=look_in_words
)
def test_axe_finds_nothing_on_a_form_that_came_back(
    looker: Callable[..., Looker], language: str, size: dict[str, int]
) -> None:
    look = looker(language, size)
    for place in FORMS + FURTHER_FORMS if LOOKS is LONG else FORMS:
        page = look.open(place)
        with page.expect_navigation():
            page.evaluate(EMPTY_AND_SEND)
        if not page.locator(".error, .note.is-bad").count():
            look.wrong.append(f"{place.name}: came back without a word of what is missing")
        look.look(place, page)
    assert not look.wrong, f"{len(look.wrong)} faults on {look.looked_at} forms:\n" + "\n".join(look.wrong)
