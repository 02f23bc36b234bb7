"""Scripts of letters, and which fonts set those that printing software brings no fair font for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# The best known first, then what systems bring along.
FAMILIES = {
    "Arabic": (
        "Noto Naskh Arabic",
        "Noto Sans Arabic",
        "Vazirmatn",
        "Amiri",
        "Scheherazade New",
        "DejaVu Sans",
        "Arial",
    ),
    "Ethiopic": ("Noto Sans Ethiopic", "Noto Serif Ethiopic", "Abyssinica SIL", "Kefa", "Ebrima", "Nyala"),
}
WRITTEN_IN = {"ar": "Arabic", "prs": "Arabic", "ps": "Arabic", "ti": "Ethiopic"}
LETTERS = {
    "Arabic": re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    "Ethiopic": re.compile(r"[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]"),
}


def family_for(script: str, found: Collection[str]) -> str:
    """Return the best of the fonts found for a script, or nothing."""
    return next((family for family in FAMILIES[script] if family in found), "")


def without_family(text: str, found: Collection[str]) -> set[str]:
    """Return the letters of a text that are of a script for which no font was found."""
    lacking = [letters for script, letters in LETTERS.items() if not family_for(script, found)]
    return {letter for letters in lacking for letter in letters.findall(text)}


def family_to_ask_for(letter: str) -> str:
    """Name a font, free and known, that has a letter."""
    known = next((FAMILIES[script][0] for script, letters in LETTERS.items() if letters.match(letter)), "")
    script = unicodedata.name(letter, "").partition(" ")[0]
    return known or ("Noto Sans CJK SC" if script == "CJK" else f"Noto Sans {script.capitalize()}".strip())
