"""A target: what a pilot means to reach in a number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class Target(models.Model):
    """What a pilot means to reach in a number, and what it reached."""

    pilot = models.ForeignKey("initiatives.Pilot", on_delete=models.CASCADE, related_name="targets")
    public_id = PublicIdField()
    title = WordingField()
    counts_people = models.BooleanField(default=False, help_text="Then it is shown in public in fives alone.")
    aimed = models.PositiveIntegerField()
    reached = models.PositiveIntegerField(null=True, blank=True)
    counted_on = models.DateField(null=True, blank=True)

    classified = classify(
        plain=["pilot", "public_id", "title", "counts_people", "aimed", "reached", "counted_on"],
        within="pilot__region__slug",
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reached__isnull=True, counted_on__isnull=True)
                | Q(reached__isnull=False, counted_on__isnull=False),
                name="target_counted_on_a_day",
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
