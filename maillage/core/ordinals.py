"""Ordinals in words and in figures, agreeing with what they count, and the name a roundtable has in each language."""

from __future__ import annotations

from typing import Literal

Gender = Literal["masculine", "feminine", "neuter"]

# What one meeting of a series is called, and the gender that its ordinals agree with.
# Spanish, Polish and Greek: the terms of the programme's own pages; «okrągły stół» and «τράπεζα» alone are furniture
# and bank, so both stand with the word for a meeting.
ROUNDTABLE: dict[str, tuple[str, Gender]] = {
    "en": ("roundtable", "neuter"),
    "fr": ("table ronde", "feminine"),
    "es": ("mesa redonda", "feminine"),
    "pl": ("spotkanie okrągłego stołu", "neuter"),
    "el": ("συνάντηση στρογγυλής τραπέζης", "feminine"),
}
ENGLISH = [
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
]
FRENCH = [
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
]
# Without their endings: Spanish adds o or a.
SPANISH = [
    "primer",
    "segund",
    "tercer",
    "cuart",
    "quint",
    "sext",
    "séptim",
    "octav",
    "noven",
    "décim",
    "undécim",
    "duodécim",
]
# Without their endings: Polish adds y, a, e; the second and the third go their own ways.
POLISH = ["pierwsz", "-", "-", "czwart", "piąt", "szóst", "siódm", "ósm", "dziewiąt", "dziesiąt", "jedenast", "dwunast"]
POLISH_IRREGULAR: dict[int, dict[Gender, str]] = {
    2: {"masculine": "drugi", "feminine": "druga", "neuter": "drugie"},
    3: {"masculine": "trzeci", "feminine": "trzecia", "neuter": "trzecie"},
}
# The feminine, whose accent never moves; the masculine and the neuter have it in the same place.
GREEK = [
    "πρώτη",
    "δεύτερη",
    "τρίτη",
    "τέταρτη",
    "πέμπτη",
    "έκτη",
    "έβδομη",
    "όγδοη",
    "ένατη",
    "δέκατη",
    "ενδέκατη",
    "δωδέκατη",
]
ENDINGS: dict[str, dict[Gender, str]] = {
    "es": {"masculine": "o", "feminine": "a", "neuter": "o"},
    "pl": {"masculine": "y", "feminine": "a", "neuter": "e"},
    "el": {"masculine": "ος", "feminine": "η", "neuter": "ο"},
}
AFTER_FIGURES: dict[str, dict[Gender, str]] = {
    "fr": {"masculine": "e", "feminine": "e", "neuter": "e"},
    "es": {"masculine": ".º", "feminine": ".ª", "neuter": ".º"},
    "pl": {"masculine": ".", "feminine": ".", "neuter": "."},
    "el": ENDINGS["el"],
}
# The twentieth, thirtieth … hundredth bear their accent on the ending: 20ή, but 21η.
GREEK_TENS: dict[Gender, str] = {"masculine": "ός", "feminine": "ή", "neuter": "ό"}
SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
IN_WORDS = 12


def ordinal(number: int, language: str, gender: Gender = "masculine") -> str:
    """Return first … twelfth in words and 13th … in figures, in the nominative, agreeing with a noun of that gender.

    Raises ValueError below one and for a language that is not spoken here.
    """
    if number < 1:
        raise ValueError(f"Nothing comes at place {number}: places begin at one.")
    if language not in ROUNDTABLE:
        raise ValueError(f"No ordinals are known in {language!r}.")
    if language == "en":
        return _english(number)
    return _in_words(number, language, gender) if number <= IN_WORDS else _in_figures(number, language, gender)


def place_in_series(number: int, language: str) -> str:
    """Return the ordinal that agrees with a roundtable: third, troisième, tercera, trzecie, τρίτη."""
    return ordinal(number, language, ROUNDTABLE[language][1])


def nth_roundtable(number: int, language: str) -> str:
    """Return the place of a roundtable in its series as a title: Third roundtable, Troisième table ronde."""
    words = f"{place_in_series(number, language)} {ROUNDTABLE[language][0]}"
    return words[:1].upper() + words[1:]


def _english(number: int) -> str:
    if number <= IN_WORDS:
        return ENGLISH[number - 1]
    last = 0 if number % 100 in {11, 12, 13} else number % 10
    return f"{number}{SUFFIXES.get(last, 'th')}"


def _in_words(number: int, language: str, gender: Gender) -> str:
    if language == "fr":
        return "première" if number == 1 and gender == "feminine" else FRENCH[number - 1]
    if language == "el":
        return GREEK[number - 1].removesuffix("η") + ENDINGS[language][gender]
    if language == "pl" and number in POLISH_IRREGULAR:
        return POLISH_IRREGULAR[number][gender]
    stems = SPANISH if language == "es" else POLISH
    return stems[number - 1] + ENDINGS[language][gender]


def _in_figures(number: int, language: str, gender: Gender) -> str:
    if language == "el" and number % 10 == 0:
        return f"{number}{GREEK_TENS[gender]}"
    return f"{number}{AFTER_FIGURES[language][gender]}"
