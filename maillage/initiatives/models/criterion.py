"""A line of the grid by which applications are judged."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Criterion(models.Model):
    """A line of the grid: what is judged, with how many points at most and what weight."""

    call = models.ForeignKey("initiatives.PilotCall", on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    text = WordingField()
    hint = WordingField()
    most_points = models.PositiveSmallIntegerField(default=5)
    weight = models.PositiveSmallIntegerField(default=1)

    classified = classify(
        plain=["call", "position", "text", "hint", "most_points", "weight"], within="call__region__slug"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(most_points__gte=1, weight__gte=1), name="criterion_counts_for_something"
            )
        ]

    def __str__(self) -> str:
        return str(self.text)
