"""A question of a call, answered by each application."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class CallQuestion(models.Model):
    """A question that each application answers."""

    call = models.ForeignKey("initiatives.PilotCall", on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = WordingField()
    hint = WordingField()
    longest = models.PositiveSmallIntegerField(default=2000, help_text="Characters.")
    is_required = models.BooleanField(default=True)

    classified = classify(
        plain=["call", "position", "text", "hint", "longest", "is_required"], within="call__region__slug"
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return str(self.text)
