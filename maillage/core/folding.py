"""Folding: names without case and accents, so that people find Génelard by typing genelard."""

from __future__ import annotations

import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
WHOLE_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
JOINTS = str.maketrans({mark: " " for mark in "-‐‑–—'’ʼ`"})


def fold(text: str) -> str:
    """Return `text` in lower case without accents, with single spaces in the place of hyphens and apostrophes."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(WHOLE_LETTERS))
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.translate(JOINTS).split())
