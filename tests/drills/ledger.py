"""What people were told is saved, kept beside the product and compared with what it holds."""

from __future__ import annotations

import hashlib
import random
import secrets
import threading
from collections import Counter
from collections.abc import Iterable

SCRIPTS = ["Été à Mâcon", "Żółw i źdźbło", "Καρδίτσα", "добрий вечір", "مساء الخير", "🏡 þorp", "a & b < c > d \" '"]


def fresh_line() -> tuple[str, str]:
    """Return a key and a text that nobody wrote before, in some script."""
    return secrets.token_hex(16), f"{random.choice(SCRIPTS)} {secrets.token_hex(6)}"


class Ledger:
    """Lines that were sent and lines that were acknowledged; safe for many threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sent: dict[str, str] = {}
        self.acknowledged: dict[str, str] = {}
        self.replays = 0

    def send(self, key: str, text: str) -> None:
        with self._lock:
            self.sent[key] = text

    def acknowledge(self, key: str) -> None:
        with self._lock:
            self.replays += key in self.acknowledged
            self.acknowledged[key] = self.sent[key]

    def any_acknowledged(self) -> tuple[str, str] | None:
        with self._lock:
            return random.choice(list(self.acknowledged.items())) if self.acknowledged else None

    def compare(self, held: Iterable[tuple[str, str]]) -> dict[str, int]:
        """Compare (key, text) of each row with what was promised."""
        rows = list(held)
        by_key = {key: digest(text) for key, text in rows}
        texts = Counter(text for _key, text in rows)
        return {
            "lost": sum(key not in by_key for key in self.acknowledged),
            "doubled": sum(count - 1 for count in texts.values()),
            "altered": sum(key in by_key and by_key[key] != digest(text) for key, text in self.sent.items()),
            "invented": sum(key not in self.sent for key, _text in rows),
        }


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
