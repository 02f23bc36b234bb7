"""A lesson of a course: when it begins and how long it lasts."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import classify


class Lesson(models.Model):
    """Times are moments; the page says them in the zone of the region."""

    course = models.ForeignKey("mobility.Course", on_delete=models.CASCADE, related_name="lessons")
    public_id = PublicIdField()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=120)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=["course", "public_id", "starts_at", "minutes", "cancelled_at"], within="course__region__slug"
    )

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "starts_at"], name="lesson_once_at_a_time"),
            models.CheckConstraint(condition=Q(minutes__gte=10, minutes__lte=720), name="lesson_lasts_a_while"),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"
