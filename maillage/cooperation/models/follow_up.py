"""A follow-up: one told step of a commitment; rows are added, never changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import Progress
from maillage.kit.fields import WordingField
from maillage.kit.privacy import Keep, Personal, classify


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

    classified = classify(
        called=_("Follow-ups"),
        personal={
            "told_by": Personal(
                _("who told it"),
                _("lets the convenor ask back"),
                Keep(_("24 months"), timedelta(days=730), ("told_at",)),
                holds="name",
            ),
        },
        plain=["commitment", "progress", "text", "roundtable", "told_at"],
        within="commitment__region__slug",
    )

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
