"""The first visit of a public page: at most 30 kB on the wire without pictures, no cookie, nobody else is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.running import Installation

PUBLIC = (
    "/en/",
    "/fr/saone-et-loire/",
    "/en/saone-et-loire/roundtables/3/",
    "/fr/needs/",
    "/en/programmes/share-sira/",
    "/fr/vaucluse/places/",
    "/en/privacy/",
)
MOST = 30_000


@pytest.mark.parametrize("path", PUBLIC)
def test_a_first_visit_is_light_and_private(installation: Installation, visit: Callable[..., Page], path: str) -> None:
    page = visit()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    kinds: dict[str, tuple[str, str]] = {}
    weights: dict[str, int] = {}

    def answered(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = (event["type"], event["response"]["url"])

    def loaded(event: dict[str, Any]) -> None:
        weights[event["requestId"]] = int(event["encodedDataLength"])

    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", loaded)
    page.goto(installation.url + path, wait_until="networkidle")
    on_the_wire = {url: weights.get(key, 0) for key, (kind, url) in kinds.items() if kind != "Image"}
    assert any(weight for url, weight in on_the_wire.items() if urlsplit(url).path == path)
    assert sum(on_the_wire.values()) <= MOST, on_the_wire
    assert {urlsplit(url).netloc for _kind, url in kinds.values()} == {urlsplit(installation.url).netloc}
    assert page.context.cookies() == []
