"""What a rider needs of the car; what tells of health is kept only with consent, and goes with the lift."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify
from maillage.mobility.enums import HEALTH_NEEDS, Need

WITH_THE_LIFT = Keep(_("1 day after the last lift"), timedelta(days=1), ("request__last_on",))


class RideNeed(models.Model):
    """One row a need; the database refuses one of health without the moment of consent."""

    request = models.ForeignKey("mobility.RideRequest", on_delete=models.CASCADE, related_name="needs")
    need = models.CharField(max_length=14, choices=Need.choices)
    consented_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Lifts and lessons asked for"),
        personal={
            "need": Personal(_("what you need of the car"), _("finds a car that fits"), WITH_ITS_RECORD),
            "consented_at": Personal(
                _("agreed on"), _("keeps what tells of health only if you agree"), WITH_ITS_RECORD
            ),
        },
        plain=["request"],
        rows=(WITH_THE_LIFT,),
        within="request__newcomer__region__slug",
    )

    class Meta:
        ordering = ["need"]
        constraints = [
            models.UniqueConstraint(fields=["request", "need"], name="ride_need_once"),
            models.CheckConstraint(
                condition=~Q(need__in=sorted(HEALTH_NEEDS)) | Q(consented_at__isnull=False),
                name="ride_need_of_health_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.need
