"""Finding: the keys under which a text is found by its words, their beginnings and their other forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.french_stemmer import FrenchStemmer
from snowballstemmer.greek_stemmer import GreekStemmer
from snowballstemmer.polish_stemmer import PolishStemmer
from snowballstemmer.spanish_stemmer import SpanishStemmer

from maillage.core.folding import fold

STEMMERS = {
    "fr": FrenchStemmer,
    "en": EnglishStemmer,
    "es": SpanishStemmer,
    "pl": PolishStemmer,
    "el": GreekStemmer,
}
LONGEST_WORD = 40
MOST_WORDS = 8
PARTICIPLE = re.compile(r"e(?=e?s?$)")
# Words begin with a letter or a figure: what begins with these bytes is never taken for the beginning of a word.
STEM, FACET = b"\x01", b"\x02"


@dataclass(frozen=True)
class Wanted:
    """One word that somebody typed: it is met by words in a range of keys, or by a word of the same stem."""

    first: bytes
    after: bytes
    stems: frozenset[bytes]

    def is_met_by(self, key: bytes) -> bool:
        """Tell whether a text under this key answers the word."""
        return self.first <= key < self.after or key in self.stems


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, accents kept; everything but letters, marks and figures parts them."""
    plain = unicodedata.normalize("NFC", text).lower()
    apart = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in plain)
    return [word[:LONGEST_WORD] for word in apart.split()]


def keys_of(text: str, languages: Iterable[str] = STEMMERS) -> set[bytes]:
    """Return the keys of a text: its folded words, and their stems in the languages it may be in."""
    spoken = [language for language in languages if language in STEMMERS]
    keys: set[bytes] = set()
    for word in words_of(text):
        keys |= keys_of_word(word, tuple(spoken))
    return keys


@lru_cache(maxsize=100_000)
def keys_of_word(word: str, languages: tuple[str, ...]) -> frozenset[bytes]:
    """Return the keys of one word."""
    folded = fold(word).encode()
    return frozenset({folded, *stems_of(word, languages)} - {b""})


def stems_of(word: str, languages: Iterable[str]) -> set[bytes]:
    """Return the stems of a word as keys: as it is typed and without accents, since people type both."""
    return {
        STEM + f"{language}:{stem}".encode()
        for language in languages
        for form in forms_of(word, language)
        if (stem := fold(STEMMERS[language]().stemWord(form)))
    }


def forms_of(word: str, language: str) -> set[str]:
    """Return what is stemmed, nothing where the script is not that of the language.

    Greek is stemmed also without its last letter, or a noun and its genitive would be two words; French typed without
    accents also as a participle, or “refugies” would not find “réfugiées”.
    """
    bare = fold(word)
    if (language == "el") != ("α" <= bare[-1:] <= "ω"):
        return set()
    if bare.endswith("σ"):
        return {word, bare, bare[:-1]}
    if language == "fr" and word == bare:
        return {word, PARTICIPLE.sub("é", bare, count=1)}
    return {word, bare}


def facet(name: str, value: object) -> bytes:
    """Return the key of something that is chosen from a list rather than typed."""
    return FACET + f"{name}={value}".encode()


def wanted_in(typed: str) -> list[Wanted]:
    """Return the words that somebody typed, each once."""
    words = dict.fromkeys(word for word in words_of(typed) if fold(word))
    return list(dict.fromkeys(wanted_of(word) for word in islice(words, MOST_WORDS)))


def wanted_of(word: str) -> Wanted:
    """Return what meets one word: a beginning, or the same stem in one of the languages.

    A single letter, such as the d of “d’été”, is met by itself alone: it begins every other word.
    """
    folded = fold(word)
    first = folded.encode()
    # The last byte of UTF-8 is never 0xFF.
    after = first[:-1] + bytes([first[-1] + 1]) if len(folded) > 1 else first + b"\x00"
    return Wanted(first, after, frozenset(stems_of(word, STEMMERS)))
