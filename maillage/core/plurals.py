"""Counts and lists in words: the form of a noun that a count asks for, and how the last of a list is joined."""

from __future__ import annotations

import re
from collections.abc import Sequence

AND = {"en": " and ", "fr": " et ", "es": " y ", "pl": " i ", "el": " και "}
QUOTES = ("«", "„", "“", '"')
# Where one of the last two words has an «and» of its own, unquoted, these languages part them with another word.
AS_WELL_AS = {"es": ", así como ", "pl": " oraz ", "el": ", καθώς και "}
# Spanish says «e» for «y» before the sound i, however it is written, but not before ie: e Isère, e higiene, y hielo.
SOUNDS_LIKE_I = re.compile(r"[«“\"'(¿¡\s]*(?:[ií]|h[ií](?!e)|y(?![aeiouáéíóú]))", re.IGNORECASE)


def form_for(count: int, forms: Sequence[str], language: str) -> str:
    """Return the form of a noun that follows a count.

    Two forms: one and many; French says zero in the singular. Polish has three: 1, then 2 to 4 but not 12 to 14 and
    so on by the last two figures, then all the rest. Source: Unicode CLDR, plural rules of whole numbers.
    """
    if language == "fr":
        return forms[0] if count < 2 else forms[1]
    if count == 1:
        return forms[0]
    if language != "pl":
        return forms[1]
    few = count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}
    return forms[1] if few else forms[2]


def plural(count: int, forms: Sequence[str], language: str) -> str:
    """Return the count in figures with the form of the noun that follows it: 1 osoba, 3 osoby, 12 osób."""
    return f"{count} {form_for(count, forms, language)}"


def joined(words: Sequence[str], language: str) -> str:
    """Join words as a sentence does: a, b and c; a, b et c. No comma before the last."""
    if len(words) < 2:
        return "".join(words)
    between = AND[language]
    if any(between in word and not word.startswith(QUOTES) for word in words[-2:]):
        between = AS_WELL_AS.get(language, between)
    elif language == "es" and SOUNDS_LIKE_I.match(words[-1]):
        between = " e "
    return ", ".join(words[:-1]) + between + words[-1]
