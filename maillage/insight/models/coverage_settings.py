"""How a region's coverage is reckoned: how far is near, and who is counted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.insight.enums import Weighs
from maillage.kit.privacy import classify

ROAD_OVER_STRAIGHT = 1.3


class CoverageSettings(models.Model):
    """Set by the convenor and printed beside each figure; a region without a row has the usual settings."""

    region = models.OneToOneField("territory.Region", on_delete=models.CASCADE, related_name="coverage_settings")
    reaches = models.JSONField(default=dict, blank=True, help_text="Kilometres by the key of a shown theme.")
    circuity = models.FloatField(default=ROAD_OVER_STRAIGHT, help_text="1 is the straight line.")
    weighs = models.CharField(max_length=10, choices=Weighs.choices, default=Weighs.RESIDENTS)
    listened_since = models.DateField(null=True, blank=True, help_text="Begin of the period of the silence test.")

    classified = classify(plain=["region", "reaches", "circuity", "weighs", "listened_since"], within="region__slug")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(circuity__gte=1, circuity__lte=3), name="coverage_settings_roads_bend")
        ]

    def __str__(self) -> str:
        return f"coverage settings of {self.region_id}"
