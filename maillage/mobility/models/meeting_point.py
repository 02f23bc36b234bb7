"""A meeting point: a public place in a municipality where riders get in and out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import classify
from maillage.mobility.enums import PointKind


class MeetingPoint(models.Model):
    """Never a home: who writes one in is asked for a public place, and only those of the desk are offered."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="meeting_points")
    public_id = PublicIdField()
    place = models.ForeignKey("territory.Place", on_delete=models.PROTECT, related_name="meeting_points")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=PointKind.choices, default=PointKind.TOWN_HALL)
    latitude = models.FloatField(null=True, blank=True, help_text="Empty: that of the municipality.")
    longitude = models.FloatField(null=True, blank=True)
    is_interchange = models.BooleanField(default=False, help_text="A station or a stop with onward transport.")
    closed_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "region", "public_id", "place", "name", "kind", "latitude", "longitude", "is_interchange", "closed_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["place__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["region", "place", "name"], name="meeting_point_once"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="meeting_point_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.name}"
