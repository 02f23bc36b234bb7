"""A posting: which practices of a block stand under a word, where the word weighs so much."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class SearchPosting(models.Model):
    """A bitset of practices, so that thousands are found in the time of one row; see maillage.core.bitsets."""

    word = models.ForeignKey("initiatives.SearchWord", on_delete=models.CASCADE, related_name="postings")
    block = models.PositiveIntegerField(help_text="Number of a practice divided by the size of a block.")
    weight = models.PositiveSmallIntegerField(help_text="By where the word stands: name, theme, place, description.")
    practices = models.BinaryField()

    classified = classify(plain=["word", "block", "weight", "practices"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "block", "weight"], name="search_posting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.word_id} in block {self.block}"
