"""The rules of lifts in a region: contribution, distance, notice, who qualifies, where travel times come from."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify
from maillage.mobility.enums import TravelSource


class RideRules(models.Model):
    """Begins with what is usual in the country (`mobility.countries`); each is a setting, never a constant."""

    region = models.OneToOneField("territory.Region", on_delete=models.CASCADE, related_name="ride_rules")
    is_open = models.BooleanField(default=False, help_text="Lifts can be asked for and offered on the public pages.")
    cap_eur_per_km = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    longest_km = models.PositiveSmallIntegerField(null=True, blank=True)
    notice_hours = models.PositiveSmallIntegerField(default=48)
    rural_only_km = models.BooleanField(
        default=False, help_text="Who qualifies by place alone stays in rural places or goes to an interchange."
    )
    asks_for_proofs = models.BooleanField(default=True)
    asks_for_training = models.BooleanField(default=False)
    asks_for_charter = models.BooleanField(default=False)
    minutes_at_stop = models.PositiveSmallIntegerField(default=2)
    longest_ride_factor = models.DecimalField(
        max_digits=3, decimal_places=1, default=Decimal("2.0"), help_text="Times the direct way, plus 10 minutes."
    )
    travel_source = models.CharField(max_length=10, choices=TravelSource.choices, default=TravelSource.ESTIMATE)
    speed_kmh = models.PositiveSmallIntegerField(default=52)
    circuity = models.DecimalField(max_digits=3, decimal_places=2, default=Decimal("1.30"))
    advice = WordingField(help_text="What riders should know: who may ride, what it costs.")

    classified = classify(
        plain=[
            "region", "is_open", "cap_eur_per_km", "longest_km", "notice_hours", "rural_only_km", "asks_for_proofs",
            "asks_for_training", "asks_for_charter", "minutes_at_stop", "longest_ride_factor", "travel_source",
            "speed_kmh", "circuity", "advice",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["region"]
        constraints = [
            models.CheckConstraint(condition=Q(speed_kmh__gte=5, speed_kmh__lte=130), name="ride_speed_within_reason"),
            models.CheckConstraint(condition=Q(circuity__gte=1, circuity__lte=5), name="ride_circuity_within_reason"),
            models.CheckConstraint(
                condition=Q(cap_eur_per_km__isnull=True) | Q(cap_eur_per_km__gte=0), name="ride_cap_not_negative"
            ),
            models.CheckConstraint(condition=Q(longest_ride_factor__gte=1), name="ride_no_shorter_than_direct"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id}"
