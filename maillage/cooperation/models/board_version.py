"""A board version: the number that grows whenever something that the screen Live shows of a roundtable changes."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class BoardVersion(models.Model):
    """One row a roundtable, made with its first change; a page that asks every two seconds learns by it what is new."""

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="board_version")
    number = models.PositiveBigIntegerField(default=0)

    classified = classify(plain=["roundtable", "number"], within="roundtable__region__slug")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(number__gte=0), name="board_version_is_counted_from_zero")
        ]

    def __str__(self) -> str:
        return f"{self.roundtable_id} at {self.number}"
