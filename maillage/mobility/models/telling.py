"""A telling: what somebody was last told of their own week of lifts, by mail or by telephone."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import Keep, Personal, classify

AFTER_THE_WEEK = Keep(_("30 days after the week"), timedelta(days=37), ("monday",))


class Telling(models.Model):
    """One row a person and week; `mark` is a fingerprint of the week as it was told, so that only changes are told."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="ride_tellings")
    monday = models.DateField()
    volunteer = models.ForeignKey(
        "people.Volunteer", null=True, blank=True, on_delete=models.CASCADE, related_name="ride_tellings"
    )
    newcomer = models.ForeignKey(
        "mobility.Newcomer", null=True, blank=True, on_delete=models.CASCADE, related_name="ride_tellings"
    )
    mark = models.CharField(max_length=64)
    by_phone = models.BooleanField(default=False)
    told_at = models.DateTimeField()

    classified = classify(
        called=_("Lifts of a week"),
        personal={
            "told_at": Personal(_("told on"), _("tells you each change once"), Keep(AFTER_THE_WEEK.words)),
            "by_phone": Personal(_("told by telephone"), _("calls whoever reads no mail"), Keep(AFTER_THE_WEEK.words)),
        },
        plain=["region", "monday", "volunteer", "newcomer", "mark"],
        rows=(AFTER_THE_WEEK,),
        within="region__slug",
    )

    class Meta:
        ordering = ["monday", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(volunteer__isnull=True, newcomer__isnull=False)
                | Q(volunteer__isnull=False, newcomer__isnull=True),
                name="telling_of_one_person",
            ),
            models.UniqueConstraint(fields=["volunteer", "monday"], name="telling_once_a_driver_and_week"),
            models.UniqueConstraint(fields=["newcomer", "monday"], name="telling_once_a_rider_and_week"),
        ]

    def __str__(self) -> str:
        return f"{self.monday}"
