"""A session of a training module: when, where, how many seats."""

from __future__ import annotations

from django.db import models

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import classify


class TrainingSession(models.Model):
    """Times are moments; the page says them in the zone of the region."""

    module = models.ForeignKey("people.TrainingModule", on_delete=models.CASCADE, related_name="sessions")
    public_id = PublicIdField()
    starts_at = models.DateTimeField()
    place = models.ForeignKey(
        "territory.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="training_sessions"
    )
    venue = models.CharField(max_length=200, blank=True)
    video_link = models.URLField(blank=True)
    held_by = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="training_sessions"
    )
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "module", "public_id", "starts_at", "place", "venue", "video_link", "held_by", "seats", "cancelled_at",
        ],
        within="module__region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seats__isnull=True) | models.Q(seats__gte=1), name="training_session_has_a_seat"
            )
        ]

    def __str__(self) -> str:
        return f"{self.module_id}: {self.starts_at:%Y-%m-%d}"
