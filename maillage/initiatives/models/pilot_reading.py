"""A pilot reading: the convenor has read a report, which then stands as it was sent."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify


class PilotReading(models.Model):
    """One row once a report was read; who read it stands on the trail."""

    report = models.OneToOneField("initiatives.PilotReport", on_delete=models.CASCADE, related_name="reading")
    read_at = models.DateTimeField()

    classified = classify(plain=["report", "read_at"], within="report__pilot__region__slug")

    def __str__(self) -> str:
        return f"read {self.report_id}"
