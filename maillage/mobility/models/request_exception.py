"""A day on which a request rests, or a lift is needed besides its weekdays."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class RequestException(models.Model):
    """One line a day."""

    request = models.ForeignKey("mobility.RideRequest", on_delete=models.CASCADE, related_name="exceptions")
    on = models.DateField()
    takes_place = models.BooleanField(default=False)

    classified = classify(
        called=_("Lifts and lessons asked for"),
        personal={"on": Personal(_("not on this day"), _("plans the lift that you ask for"), WITH_ITS_RECORD)},
        plain=["request", "takes_place"],
        within="request__newcomer__region__slug",
    )

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["request", "on"], name="request_exception_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on}"
