"""A presence: somebody was there, from when to when, in the room or on the line."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.cooperation.enums import Mode


class Presence(models.Model):
    """Ticked once for each contact; a person who leaves midway has a second time."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="presences")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="presences")
    comes = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    stood_in_by = models.CharField(max_length=150, blank=True)
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "contact"], name="presence_one_each"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")),
                name="presence_leaves_after_arriving",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} at {self.roundtable_id}"
