"""A reminder: when guests who have not answered are asked again."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.privacy import classify


class Reminder(models.Model):
    """Sent once, at the time the convenor set, to the silent alone."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="reminders")
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    reached = models.PositiveSmallIntegerField(null=True, blank=True)

    classified = classify(plain=["roundtable", "due_at", "sent_at", "reached"], within="roundtable__region__slug")

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "due_at"], name="reminder_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, reached__isnull=True)
                | Q(sent_at__isnull=False, reached__isnull=False),
                name="reminder_sent_says_how_many",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roundtable_id} at {self.due_at}"
