"""A raising: one time that a need was said, at which table, in which room, by whom."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Raising(models.Model):
    """Append-only: a need that comes back keeps every report of it."""

    need = models.ForeignKey("cooperation.Need", on_delete=models.CASCADE, related_name="raisings")
    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.PROTECT, related_name="raisings")
    room = models.ForeignKey(
        "cooperation.Room", null=True, blank=True, on_delete=models.SET_NULL, related_name="raisings"
    )
    note = models.OneToOneField(
        "cooperation.Note", null=True, blank=True, on_delete=models.SET_NULL, related_name="raising"
    )
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="raisings"
    )
    words = WordingField(help_text="As it was said this time, where it differs.")
    position = models.PositiveSmallIntegerField(default=0)
    raised_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        plain=["need", "roundtable", "room", "note", "organisation", "words", "position", "raised_at"],
        within="roundtable__region__slug",
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.need_id} at {self.roundtable_id}"
