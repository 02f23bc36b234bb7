"""The drawn map of a region, kept beside it so that a page costs no walk over its places."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class RegionMap(models.Model):
    """Compact SVG paths reckoned from the places at import; see maillage.core.dots and maillage.core.outlines."""

    region = models.OneToOneField("territory.Region", on_delete=models.CASCADE, related_name="map")
    drawing = models.JSONField(default=dict)
    outlines = models.JSONField(default=dict, blank=True, help_text="Paths and points of the places by their key.")
    places_count = models.PositiveIntegerField(default=0)
    drawn_at = models.DateTimeField(auto_now=True)

    classified = classify(plain=["region", "drawing", "outlines", "places_count", "drawn_at"])

    def __str__(self) -> str:
        return f"map of {self.region_id}"
