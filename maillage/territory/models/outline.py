"""Outlines as they were imported: of a place, and of a region with the parts it is drawn in."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class PlaceOutline(models.Model):
    """The border of one place as packed rings; see maillage.core.outlines."""

    place = models.OneToOneField("territory.Place", on_delete=models.CASCADE, related_name="outline")
    rings = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=80, blank=True)

    classified = classify(plain=["place", "rings", "source", "licence"])

    def __str__(self) -> str:
        return f"outline of {self.place_id}"


class RegionOutline(models.Model):
    """The border of a region, or of a named part such as a powiat where its places have no outlines of their own."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="outlines")
    part = models.CharField(max_length=160, blank=True, help_text="Name of the part; empty for the region itself.")
    rings = models.JSONField(default=list)
    source = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=80, blank=True)

    classified = classify(plain=["region", "part", "rings", "source", "licence"])

    class Meta:
        ordering = ["region", "part"]
        constraints = [models.UniqueConstraint(fields=["region", "part"], name="region_part_has_one_outline")]

    def __str__(self) -> str:
        return f"outline of {self.part or self.region_id}"
