"""Short messages of mobile phones: how many signs a text counts as, and how it is made to fit into one message."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# GSM 03.38, section 6.2.1: its basic table, and the signs of its extension, each of which counts twice.
BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
MOST_SEVEN_BIT, MOST_WIDE = 160, 70
ELLIPSIS = "..."
# Signs of typography, and letters that no accent can be taken from, as any telephone writes them.
PLAIN = str.maketrans(
    {
        "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " ",
        "\u202f": " ", "→": ">", "·": "-", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
        "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    }
)  # fmt: skip


def is_seven_bit(text: str) -> bool:
    """Tell whether a text needs only the seven-bit alphabet of GSM 03.38, so that 160 signs fit."""
    return all(sign in BASIC or sign in EXTENDED for sign in text)


def length(text: str) -> int:
    """Return how many signs a text counts as: septets where seven bits do, else units of two bytes (UCS-2)."""
    if is_seven_bit(text):
        return sum(2 if sign in EXTENDED else 1 for sign in text)
    return len(text.encode("utf-16-be")) // 2


def most(text: str) -> int:
    """Return how many signs one message of this alphabet holds."""
    return MOST_SEVEN_BIT if is_seven_bit(text) else MOST_WIDE


def fits(text: str) -> bool:
    """Tell whether a text is one message."""
    return length(text) <= most(text)


def simplified(text: str) -> str:
    """Return a text in the seven-bit alphabet where leaving out accents is enough for that, else as it is.

    "Gare de Mâcon, forêt" is read as well without its accents, and holds 160 signs instead of 70. Words in Arabic,
    Cyrillic or Greek stay as they are: a half-changed word is no word.
    """
    plain = "".join(_plain(sign) for sign in unicodedata.normalize("NFC", text).translate(PLAIN))
    return plain if is_seven_bit(plain) else text


def _plain(sign: str) -> str:
    if sign in BASIC or sign in EXTENDED:
        return sign
    base = "".join(part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    return base if base and all(part in BASIC for part in base) else sign


def one_message(wordings: Iterable[str]) -> str:
    """Return the first of several wordings, the fullest first, that is one message; if none is, the last one cut.

    Each is tried with its accents and without. Raises ValueError where there is no wording.
    """
    last = None
    for wording in wordings:
        last = " ".join(wording.split())
        for text in (last, simplified(last)):
            if fits(text):
                return text
    if last is None:
        raise ValueError("There is nothing to say.")
    return cut(simplified(last))


def cut(text: str, room: int = 0) -> str:
    """Return a text cut to one message, or to `room` signs of its alphabet: at a space if one is near, else anywhere.

    Nothing is cut inside a sign that takes two units, nor between a letter and its accents.
    """
    limit = min(room, most(text)) if room else most(text)
    if length(text) <= limit:
        return text
    clusters = list(_clusters(text))
    while clusters and length("".join(clusters) + ELLIPSIS) > limit:
        clusters.pop()
    kept = "".join(clusters)
    at_a_word, space, _rest = kept.rpartition(" ")
    return (at_a_word if space and len(at_a_word) * 3 >= len(kept) * 2 else kept).rstrip(" ,;:-") + ELLIPSIS


def _clusters(text: str) -> Iterable[str]:
    held = ""
    for sign in text:
        if held and not unicodedata.combining(sign):
            yield held
            held = ""
        held += sign
    if held:
        yield held
