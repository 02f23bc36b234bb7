"""The languages of the product: their own names, direction, and whether somebody who speaks them read its words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """A language as its speakers write it."""

    code: str
    autonym: str
    english: str
    right_to_left: bool = False
    read_over: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.right_to_left else "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "English", "English", read_over=True),
        Language("fr", "Français", "French"),
        Language("es", "Español", "Spanish"),
        Language("pl", "Polski", "Polish"),
        Language("el", "Ελληνικά", "Greek"),
        Language("ar", "العربية", "Arabic", right_to_left=True),
        Language("prs", "دری", "Dari", right_to_left=True),
        Language("ps", "پښتو", "Pashto", right_to_left=True),
        Language("uk", "Українська", "Ukrainian"),
        Language("ti", "ትግርኛ", "Tigrinya"),
    )
}


def awaits_reader(code: str) -> bool:
    """Tell whether maillage writes this language without anybody who speaks it having read its sentences yet."""
    return code in LANGUAGES and not LANGUAGES[code].read_over
