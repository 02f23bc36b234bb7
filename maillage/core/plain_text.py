"""Text as machines take it: without the control characters that word processors leave, and on one line."""

from __future__ import annotations

import re

# All but tab and line ends: XML refuses them, and no reader sees them.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def printable(text: str) -> str:
    """Return a text with a space in place of each control character."""
    return CONTROLS.sub(" ", text)


def one_line(text: str) -> str:
    """Return a text on one line, as a subject or a name has to be."""
    return " ".join(printable(text).split())
