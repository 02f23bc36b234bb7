"""A word of the index by which practices are found: a folded word, a stem, or something chosen from a list."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class SearchWord(models.Model):
    """Kept as bytes, so that every database puts words into the same order; see maillage.core.finding."""

    text = models.BinaryField(max_length=200, unique=True)

    classified = classify(plain=["text"])

    def __str__(self) -> str:
        return bytes(self.text).decode(errors="replace")
