"""A tick run: when a piece of timed work last began and ended, so that one worker of many does it."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class TickRun(models.Model):
    """One row a tick; begun and not ended for long means that its worker died."""

    name = models.CharField(max_length=60, primary_key=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    classified = classify(plain=["name", "began_at", "ended_at"])

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=models.F("began_at")),
                name="tick_run_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.began_at:%Y-%m-%d %H:%M}"
