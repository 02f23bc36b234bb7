"""Two initiatives that look alike, and somebody said that they are two."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.kit.privacy import classify


class NotTheSame(models.Model):
    """A pair that is not offered as a duplicate again."""

    first = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="+")
    said_on = models.DateField(auto_now_add=True)

    classified = classify(plain=["first", "second", "said_on"], within="first__region__slug")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="not_the_same_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="not_the_same_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
