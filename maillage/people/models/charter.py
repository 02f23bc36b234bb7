"""The charter of a region's volunteers, version by version, and who accepted which."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Charter(models.Model):
    """What was published does not move: a change is a new version, accepted anew."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="charters")
    version = models.PositiveSmallIntegerField()
    text = WordingField()
    published_at = models.DateTimeField()

    classified = classify(plain=["region", "version", "text", "published_at"], within="region__slug")

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["region", "version"], name="charter_version_once")]

    def __str__(self) -> str:
        return f"{self.region_id}: {self.version}"
