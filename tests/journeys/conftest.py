"""Journeys drive a real Chromium against the running product; without Chromium they are skipped with a sentence."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.running import Installation
from tests.served.post_office import PostOffice, post_office

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 640}
DESKTOP = {"width": 1280, "height": 900}


def both_ways(javascript: bool) -> list[bool]:
    """Return how a long journey is made: one way in the default run, with and without a script in `make drill`."""
    return [javascript, not javascript] if os.environ.get("BOTH_WAYS") else [javascript]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed: apt-get install chromium."))


@pytest.fixture(scope="session")
def letters() -> Iterator[PostOffice]:
    """The mail server of the installation: mails to persons of the demonstration never reach it."""
    with post_office() as office:
        yield office


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, letters: PostOffice) -> Iterator[Installation]:
    """The product with its demonstration, shared by all journeys of a session."""
    mails = {"EMAIL_URL": f"smtp://127.0.0.1:{letters.port}"}
    running = Installation(tmp_path_factory.mktemp("home"), environment=mails)
    try:
        running.start()
        yield running
    finally:
        running.stop()


# For one module only: while it lives, an event loop runs in this process, which Django takes for an async caller.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a fresh browser window: visit(javascript=False, viewport=PHONE, color_scheme="dark")."""
    contexts: list[BrowserContext] = []

    def open_window(*, javascript: bool = True, **options: object) -> Page:
        context = chromium.new_context(
            java_script_enabled=javascript, **{"viewport": DESKTOP, "locale": "en-GB", **options}
        )
        contexts.append(context)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()


def sign_in(page: Page, installation: Installation, role: str) -> None:
    """Use the printed demonstration link: one page, one button."""
    page.goto(installation.sign_in_link(role))
    page.locator("main button").click()
