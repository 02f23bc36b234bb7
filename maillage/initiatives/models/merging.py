"""A merging: two cards told of one initiative, and what hung on the one moved to the other."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.kit.privacy import classify


class Merging(models.Model):
    """Which rows moved, by table, so that it can be undone."""

    kept = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    merged = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="mergings")
    moved = models.JSONField(default=dict, blank=True, help_text="Keys of rows by table and column.")
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    classified = classify(plain=["kept", "merged", "moved", "merged_at", "undone_at"], within="kept__region__slug")

    class Meta:
        ordering = ["merged_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merging_one_that_stands"
            ),
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="merging_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"
