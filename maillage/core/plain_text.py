"""Text as machines take it: without control characters, without signs that nobody sees, and on one line."""

from __future__ import annotations

import re

# All but tab and line ends: XML refuses them, and no reader sees them.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# Signs without a shape: soft hyphen, marks and overrides of direction, spaces of no width, fillers, tags.
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2065\u206a-\u206f"
    "\u2800\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
OPENS, CLOSES = "\u2066\u2067\u2068", "\u2069"
ISOLATES = re.compile(f"[{OPENS}{CLOSES}]")
# Persian, Dari and Pashto write U+200C inside words, and pictures are joined by U+200D: kept between two signs, once.
LOOSE_JOINERS = re.compile("(?<!\\S)[\u200c\u200d]+|[\u200c\u200d]+(?!\\S)|(?<=[\u200c\u200d])[\u200c\u200d]+")


def printable(text: str) -> str:
    """Return a text with a space in place of each control character."""
    return CONTROLS.sub(" ", text)


def visible(text: str) -> str:
    """Return a text without signs that nobody sees, by which two names look alike or a line reads backwards.

    Joiners inside a word stay, and so do isolates of direction that are closed again.
    """
    seen = UNSEEN.sub("", text)
    return LOOSE_JOINERS.sub("", seen if _is_closed(seen) else ISOLATES.sub("", seen))


def one_line(text: str) -> str:
    """Return a text on one line, as a subject or a name has to be."""
    return " ".join(visible(printable(text)).split())


def _is_closed(text: str) -> bool:
    depth = 0
    for sign in ISOLATES.findall(text):
        depth += 1 if sign in OPENS else -1
        if depth < 0:
            return False
    return depth == 0
