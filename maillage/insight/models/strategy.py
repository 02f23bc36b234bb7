"""A strategy of welcome that is in force, at whatever level."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.insight.enums import Level
from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class Strategy(models.Model):
    """Its title, who made it, since when and until when, and where it can be read."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="strategies")
    public_id = PublicIdField()
    title = WordingField()
    made_by = models.CharField(max_length=200)
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.REGION)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    link = models.URLField(blank=True)
    remark = WordingField()

    classified = classify(
        plain=["region", "public_id", "title", "made_by", "level", "since", "until", "link", "remark"],
        within="region__slug",
    )

    class Meta:
        ordering = ["level", "since", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=F("since")),
                name="strategy_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
