"""An outing: a volunteer drives riders on one day of a plan."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify
from maillage.mobility.enums import Answer, Outcome

AFTER_THE_DAY = Keep(_("30 days after the lift"), timedelta(days=30), ("on",))


class Outing(models.Model):
    """Times are moments; after thirty days nobody can tell any more who drove."""

    plan = models.ForeignKey("mobility.RidePlan", on_delete=models.CASCADE, related_name="outings")
    public_id = PublicIdField()
    volunteer = models.ForeignKey(
        "people.Volunteer", null=True, blank=True, on_delete=models.SET_NULL, related_name="outings"
    )
    offer = models.ForeignKey(
        "mobility.Offer", null=True, blank=True, on_delete=models.SET_NULL, related_name="outings"
    )
    on = models.DateField()
    leaves_at = models.DateTimeField()
    arrives_at = models.DateTimeField()
    detour_seconds = models.PositiveIntegerField(default=0)
    km = models.DecimalField(max_digits=6, decimal_places=1, default=0)
    answer = models.CharField(max_length=6, choices=Answer.choices, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.PLANNED)

    classified = classify(
        called=_("Lifts of a week"),
        personal={
            "volunteer": Personal(_("who drives"), _("tells riders who comes"), AFTER_THE_DAY),
            "offer": Personal(_("by which offer"), _("plans lifts that fit your days"), AFTER_THE_DAY),
            "answer": Personal(_("your answer"), _("plans anew where somebody cannot"), WITH_ITS_RECORD),
            "answered_at": Personal(_("answered on"), _("plans anew where somebody cannot"), WITH_ITS_RECORD),
        },
        plain=["plan", "public_id", "on", "leaves_at", "arrives_at", "detour_seconds", "km", "outcome"],
        within="plan__region__slug",
    )

    class Meta:
        ordering = ["leaves_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(arrives_at__gte=F("leaves_at")), name="outing_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(km__gte=0), name="outing_km_not_negative"),
            models.UniqueConstraint(fields=["plan", "offer", "on"], name="outing_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.public_id}"
