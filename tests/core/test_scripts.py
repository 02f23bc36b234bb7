"""Letters that need a font are found, and a font is named for them."""

from __future__ import annotations

import pytest

from maillage.core.scripts import FAMILIES, LETTERS, WRITTEN_IN, family_for, family_to_ask_for, without_family


def test_every_script_has_fonts_and_letters() -> None:
    assert FAMILIES.keys() == LETTERS.keys()
    assert set(WRITTEN_IN.values()) == set(FAMILIES)


def test_the_first_font_known_is_taken() -> None:
    assert family_for("Arabic", {"DejaVu Sans", "Amiri", "Comic"}) == "Amiri"
    assert family_for("Ethiopic", {"DejaVu Sans"}) == ""


def test_only_letters_without_a_font_are_named() -> None:
    assert without_family("Ελλάδα, Łódź, Київ", set()) == set()
    assert without_family("سلام ትግርኛ", {"Amiri"}) == set("ትግርኛ")
    assert without_family("سلام", set()) == set("سلام")


@pytest.mark.parametrize(
    ("letter", "family"),
    [("ት", "Noto Sans Ethiopic"), ("س", "Noto Naskh Arabic"), ("ক", "Noto Sans Bengali"), ("\ue000", "Noto Sans")],
)
def test_a_font_is_named_for_a_letter(letter: str, family: str) -> None:
    assert family_to_ask_for(letter) == family
