"""The head-count of a roundtable: exact, a range, or online plus on site that must add up."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from maillage.cooperation.enums import Unit
from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Attendance(models.Model):
    """What was counted; people and organisations are never one figure, and empty means not recorded."""

    roundtable = models.OneToOneField("cooperation.Roundtable", on_delete=models.CASCADE, related_name="attendance")
    unit = models.CharField(max_length=14, choices=Unit.choices, default=Unit.PEOPLE)
    exact = models.PositiveSmallIntegerField(null=True, blank=True)
    least = models.PositiveSmallIntegerField(null=True, blank=True)
    most = models.PositiveSmallIntegerField(null=True, blank=True)
    online = models.PositiveSmallIntegerField(null=True, blank=True)
    on_site = models.PositiveSmallIntegerField(null=True, blank=True)
    organisations = models.PositiveSmallIntegerField(null=True, blank=True)
    categories = models.JSONField(default=dict, help_text="Category key to count, or to null where it is not known.")
    categories_note = WordingField()

    classified = classify(
        plain=[
            "roundtable",
            "unit",
            "exact",
            "least",
            "most",
            "online",
            "on_site",
            "organisations",
            "categories",
            "categories_note",
        ],
        within="roundtable__region__slug",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(exact__isnull=True) | Q(least__isnull=True, most__isnull=True),
                name="attendance_exact_or_range",
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True, most__isnull=True) | Q(least__isnull=False, most__gte=F("least")),
                name="attendance_range_has_both_ends",
            ),
            models.CheckConstraint(
                condition=Q(online__isnull=True, on_site__isnull=True)
                | Q(online__isnull=False, on_site__isnull=False, exact=F("online") + F("on_site")),
                name="attendance_online_and_on_site_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"attendance of {self.roundtable_id}"
