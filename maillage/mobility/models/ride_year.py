"""What the yearly report counts: lifts of a year in a region, as numbers alone."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class RideYear(models.Model):
    """Grows when a lift is marked as done; outlives names, so that nothing about a person is kept for the report."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="ride_years")
    year = models.PositiveSmallIntegerField()
    riders_by_place = models.PositiveIntegerField(default=0)
    riders_by_resources = models.PositiveIntegerField(default=0)
    riders_unknown = models.PositiveIntegerField(default=0)
    drivers = models.PositiveIntegerField(default=0)
    counted_drivers = models.JSONField(default=list, blank=True, help_text="Public ids of volunteers, this year only.")
    trips = models.PositiveIntegerField(default=0)
    seats_offered = models.PositiveIntegerField(default=0)
    km = models.DecimalField(max_digits=10, decimal_places=1, default=0)
    contribution_eur = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    words = models.JSONField(default=dict, blank=True, help_text="What the coordinator adds: register number, staff …")

    classified = classify(
        plain=[
            "region", "year", "riders_by_place", "riders_by_resources", "riders_unknown", "drivers", "counted_drivers",
            "trips", "seats_offered", "km", "contribution_eur", "words",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["-year"]
        constraints = [models.UniqueConstraint(fields=["region", "year"], name="ride_year_once")]

    def __str__(self) -> str:
        return f"{self.year}"
