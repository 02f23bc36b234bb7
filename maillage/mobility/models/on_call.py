"""Whom riders and drivers ring when something goes wrong on the day of a lift."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.kit.privacy import classify


class OnCall(models.Model):
    """A number of the region, not of a person; those who drive or ride together read it once `is_told` is ticked.

    Hours are wall-clock in the region's zone; weekdays 1 (Monday) to 7. Figures, so that they are said in any language.
    """

    region = models.OneToOneField("territory.Region", on_delete=models.CASCADE, related_name="on_call")
    phone = models.CharField(max_length=40)
    weekdays = models.JSONField(default=list, blank=True)
    opens = models.TimeField()
    closes = models.TimeField()
    is_told = models.BooleanField(default=False, help_text="Drivers and riders with a lift read it.")

    classified = classify(plain=["region", "phone", "weekdays", "opens", "closes", "is_told"], within="region__slug")

    class Meta:
        ordering = ["region"]
        constraints = [
            models.CheckConstraint(condition=~Q(phone=""), name="on_call_has_a_number"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="on_call_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return self.phone
