"""A ride: one rider's seat on an outing, there or back."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify
from maillage.mobility.enums import Answer, Leg, Outcome

AFTER_THE_DAY = Keep(_("30 days after the lift"), timedelta(days=30), ("outing__on",))


class Ride(models.Model):
    """After thirty days the line no longer leads to a person; kilometres and contribution stay for the year's count."""

    outing = models.ForeignKey("mobility.Outing", on_delete=models.CASCADE, related_name="rides")
    public_id = PublicIdField()
    request = models.ForeignKey(
        "mobility.RideRequest", null=True, blank=True, on_delete=models.SET_NULL, related_name="rides"
    )
    leg = models.CharField(max_length=4, choices=Leg.choices, default=Leg.OUT)
    pickup_at = models.DateTimeField()
    dropoff_at = models.DateTimeField()
    km = models.DecimalField(max_digits=5, decimal_places=1, default=0)
    contribution_eur = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    answer = models.CharField(max_length=6, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.PLANNED)

    classified = classify(
        called=_("Lifts of a week"),
        personal={
            "request": Personal(_("for whom"), _("tells who drives whom they meet"), AFTER_THE_DAY),
            "answer": Personal(_("your answer"), _("plans anew where somebody cannot"), WITH_ITS_RECORD),
            "answered_at": Personal(_("answered on"), _("plans anew where somebody cannot"), WITH_ITS_RECORD),
        },
        plain=["outing", "public_id", "leg", "pickup_at", "dropoff_at", "km", "contribution_eur", "outcome"],
        within="outing__plan__region__slug",
    )

    class Meta:
        ordering = ["pickup_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(dropoff_at__gte=F("pickup_at")), name="ride_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(km__gte=0, contribution_eur__gte=0), name="ride_counts_not_negative"),
            models.UniqueConstraint(fields=["outing", "request", "leg"], name="ride_once_an_outing"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}"
