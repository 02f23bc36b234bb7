"""A follow-up: one told step of a commitment; rows are added, never changed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from maillage.cooperation.enums import Progress
from maillage.kit.fields import WordingField


class FollowUp(models.Model):
    """Append-only: to correct one, tell another."""

    commitment = models.ForeignKey("cooperation.Commitment", on_delete=models.CASCADE, related_name="follow_ups")
    progress = models.CharField(max_length=12, choices=Progress.choices)
    text = WordingField()
    roundtable = models.ForeignKey(
        "cooperation.Roundtable", null=True, blank=True, on_delete=models.PROTECT, related_name="follow_ups"
    )
    told_at = models.DateTimeField()
    told_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["told_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(progress=Progress.DROPPED) | ~Q(text={}), name="follow_up_dropped_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_progress_display()}: {self.text}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A follow-up is never changed: tell another one.")
        super().save(*args, **kwargs)
