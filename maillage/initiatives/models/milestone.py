"""A milestone: something a pilot is to reach by a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class Milestone(models.Model):
    """Something that is to be reached by a day."""

    pilot = models.ForeignKey("initiatives.Pilot", on_delete=models.CASCADE, related_name="milestones")
    public_id = PublicIdField()
    title = WordingField()
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    remark = WordingField()

    classified = classify(
        plain=["pilot", "public_id", "title", "due_on", "done_on", "dropped_on", "remark"], within="pilot__region__slug"
    )

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(dropped_on__isnull=True), name="milestone_done_or_dropped"
            )
        ]

    def __str__(self) -> str:
        return str(self.title)
