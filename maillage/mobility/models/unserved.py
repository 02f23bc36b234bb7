"""A request that a plan could not serve on a day, with the reason that was checked."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import Keep, Personal, classify
from maillage.mobility.enums import Leg

AFTER_THE_DAY = Keep(_("30 days after the day"), timedelta(days=30), ("on",))


class Unserved(models.Model):
    """`reason` is a key of the reckoning; `facts` hold what its sentence needs, never a name."""

    plan = models.ForeignKey("mobility.RidePlan", on_delete=models.CASCADE, related_name="unserved")
    request = models.ForeignKey("mobility.RideRequest", on_delete=models.CASCADE, related_name="unserved")
    on = models.DateField()
    leg = models.CharField(max_length=4, choices=Leg.choices, default=Leg.OUT)
    reason = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, blank=True)

    classified = classify(
        called=_("Lifts of a week"),
        personal={"reason": Personal(_("why there is no lift"), _("looks for another way"), Keep(AFTER_THE_DAY.words))},
        plain=["plan", "request", "on", "leg", "facts"],
        rows=(AFTER_THE_DAY,),
        within="plan__region__slug",
    )

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "request", "on", "leg"], name="unserved_once")]

    def __str__(self) -> str:
        return f"{self.on}: {self.reason}"
