"""The doctor says which letters a PDF can be set in, and worries only where a region needs others."""

from __future__ import annotations

import pytest

from maillage.config.doctor import fonts_for

EUROPE = {"Libertinus Serif"}


def test_all_scripts_have_a_font() -> None:
    finding = fonts_for({"ti", "ar"}, {*EUROPE, "Amiri", "Noto Sans Ethiopic"})
    assert (finding.is_well, finding.says) == (
        True,
        "PDF is set in Latin, Greek and Cyrillic letters, Arabic in Amiri, Ethiopic in Noto Sans Ethiopic.",
    )


def test_a_font_that_no_region_speaks_a_language_for_is_only_named() -> None:
    finding = fonts_for({"fr", "pl", "el"}, {*EUROPE, "DejaVu Sans"})
    assert finding.is_well
    assert finding.says.endswith("letters, Arabic in DejaVu Sans; Ethiopic would need Noto Sans Ethiopic.")


@pytest.mark.parametrize(("language", "font"), [("ti", "Noto Sans Ethiopic"), ("prs", "Noto Naskh Arabic")])
def test_a_region_that_speaks_such_a_language_needs_its_font(language: str, font: str) -> None:
    finding = fonts_for({"fr", language}, EUROPE)
    assert not finding.is_well
    assert font in finding.remedy
    assert "fonts, and start again." in finding.remedy
