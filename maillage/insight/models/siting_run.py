"""A reckoning of where next: queued as a job, shown while it runs, kept with what it was reckoned from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import classify


class SitingRun(models.Model):
    """One run for a theme: the curve for one to eight places, the fairest places, and the convenor's own choice."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="siting_runs")
    public_id = PublicIdField()
    theme = models.ForeignKey("territory.Theme", on_delete=models.PROTECT, related_name="siting_runs")
    asked = models.JSONField(default=dict, help_text="Reach, number of places, own choice, who is weighed.")
    stamp = models.CharField(
        max_length=64, help_text="Hash of all that was reckoned with: another hash is out of date."
    )
    done_steps = models.PositiveSmallIntegerField(default=0)
    all_steps = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(default=dict, blank=True)
    failed_because = models.CharField(max_length=400, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        plain=[
            "region", "public_id", "theme", "asked", "stamp", "done_steps", "all_steps", "result", "failed_because",
            "asked_at", "finished_at", "stopped_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(stopped_at__isnull=True),
                name="siting_run_finished_or_stopped",
            )
        ]

    def __str__(self) -> str:
        return self.public_id
