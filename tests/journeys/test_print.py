"""A report on paper: at most three pages of A4, in English and in French."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from playwright.sync_api import Page

from tests.running import Installation

REPORT = "/{language}/saone-et-loire/roundtables/3/"
SAID = {"en": ("25 January 2022", "Humanity"), "fr": ("25 janvier 2022", "Humanity")}
MOST_PAGES = 3


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_report_prints_on_three_pages(installation: Installation, visit: Callable[..., Page], language: str) -> None:
    page = visit()
    page.goto(installation.url + REPORT.format(language=language))
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "".join(sheet.extract_text() for sheet in paper.pages)
    assert 1 <= len(paper.pages) <= MOST_PAGES
    assert all(words in text for words in SAID[language])
    assert {round(float(sheet.mediabox.width)) for sheet in paper.pages} <= {595, 596}
