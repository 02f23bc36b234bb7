"""Lines of the log, in which no personal link can be read: whoever reads the log could act in somebody's name."""

from __future__ import annotations

import logging
import re

from maillage.kit.tokens import MASK

# What a token looks like (kit.tokens), whole or cut: whom it is for, when it was made, the signature.
TOKEN = re.compile(r"[\w.:%-]+(?:~|%7[Ee])[0-9A-Za-z]+(?:~|%7[Ee])[\w-]+")


class LinksMasked(logging.Formatter):
    """Words a line and what went wrong, with every personal link masked."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line to write."""
        return TOKEN.sub(MASK, super().format(record))
