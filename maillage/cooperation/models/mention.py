"""A mention: a roundtable spoke of a practice."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Mention(models.Model):
    """Which practice was named, under which agenda item, and from which note."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="mentions")
    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="mentions")
    agenda_item = models.ForeignKey(
        "cooperation.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="mentions"
    )
    note = models.OneToOneField(
        "cooperation.Note", null=True, blank=True, on_delete=models.SET_NULL, related_name="mention"
    )
    remark = WordingField()

    classified = classify(
        plain=["roundtable", "initiative", "agenda_item", "note", "remark"], within="roundtable__region__slug"
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["roundtable", "initiative"], name="mention_one_each")]

    def __str__(self) -> str:
        return f"{self.initiative_id} at {self.roundtable_id}"
