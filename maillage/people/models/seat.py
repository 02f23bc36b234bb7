"""A seat: the part an organisation takes on the platform of one region, since when and until when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify
from maillage.people.enums import Part


class Seat(models.Model):
    """One organisation on one platform; `joined_on` empty means since when is not known."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="seats")
    part = models.CharField(max_length=20, choices=Part.choices, default=Part.MEMBER)
    remark = WordingField()
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    classified = classify(
        plain=["region", "organisation", "part", "remark", "joined_on", "left_on"], within="region__slug"
    )

    class Meta:
        ordering = ["organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["region", "organisation"], name="seat_one_for_each_organisation"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(joined_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="seat_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.region}"
