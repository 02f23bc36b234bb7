"""The rhythm in which a region asks its organisations whether their cards are still true."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from maillage.kit.privacy import classify

USUAL_MONTHS = 6


class DirectoryRhythm(models.Model):
    """Without a row a region asks nobody by itself: the convenor begins it."""

    region = models.OneToOneField("territory.Region", on_delete=models.CASCADE, related_name="directory_rhythm")
    months = models.PositiveSmallIntegerField(
        default=USUAL_MONTHS, validators=[MinValueValidator(2), MaxValueValidator(24)]
    )
    is_on = models.BooleanField(default=True)

    classified = classify(plain=["region", "months", "is_on"], within="region__slug")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__gte=2, months__lte=24), name="directory_rhythm_within_two_years"
            )
        ]

    def __str__(self) -> str:
        return f"every {self.months} months"
