"""School holidays of a region: days on which lifts to lessons rest."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.kit.privacy import classify


class SchoolHoliday(models.Model):
    """Both days included."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="school_holidays")
    name = models.CharField(max_length=80)
    first_on = models.DateField()
    last_on = models.DateField()

    classified = classify(plain=["region", "name", "first_on", "last_on"], within="region__slug")

    class Meta:
        ordering = ["first_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="school_holiday_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name
