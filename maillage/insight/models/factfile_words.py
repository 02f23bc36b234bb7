"""The convenor's own words in a factfile."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class FactfileWords(models.Model):
    """The convenor's own words before a block: a little markup, sanitised when it is shown."""

    factfile = models.ForeignKey("insight.Factfile", on_delete=models.CASCADE, related_name="words")
    block = models.SlugField(help_text="The block they stand before.")
    text = WordingField()

    classified = classify(plain=["factfile", "block", "text"], within="factfile__region__slug")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["factfile", "block"], name="factfile_words_once_before_a_block")]

    def __str__(self) -> str:
        return self.block
