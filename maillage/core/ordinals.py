"""Ordinals in words and in figures, in English and in French, agreeing with what they count."""

from __future__ import annotations

ENGLISH = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
)
FRENCH = (
    "premier",
    "deuxième",
    "troisième",
    "quatrième",
    "cinquième",
    "sixième",
    "septième",
    "huitième",
    "neuvième",
    "dixième",
    "onzième",
    "douzième",
)
SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
ROUNDTABLE = {"en": "roundtable", "fr": "table ronde"}


def ordinal(number: int, language: str, *, feminine: bool = False) -> str:
    """Return first … twelfth in words and 13th … in figures; French agrees with a feminine noun.

    Raises ValueError below one and for a language that is not spoken here.
    """
    if number < 1:
        raise ValueError(f"Nothing comes at place {number}: places begin at one.")
    if language == "en":
        return _english(number)
    if language == "fr":
        return _french(number, feminine=feminine)
    raise ValueError(f"No ordinals are known in {language!r}.")


def nth_roundtable(number: int, language: str) -> str:
    """Return the place of a roundtable in its series as a title: Third roundtable, Troisième table ronde."""
    words = f"{ordinal(number, language, feminine=True)} {ROUNDTABLE[language]}"
    return words[:1].upper() + words[1:]


def _english(number: int) -> str:
    if number <= len(ENGLISH):
        return ENGLISH[number - 1]
    last = 0 if number % 100 in {11, 12, 13} else number % 10
    return f"{number}{SUFFIXES.get(last, 'th')}"


def _french(number: int, *, feminine: bool) -> str:
    if number == 1 and feminine:
        return "première"
    return FRENCH[number - 1] if number <= len(FRENCH) else f"{number}e"
