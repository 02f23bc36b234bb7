"""A day on which an offer rests, or takes place besides its weekdays."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class OfferException(models.Model):
    """One line a day."""

    offer = models.ForeignKey("mobility.Offer", on_delete=models.CASCADE, related_name="exceptions")
    on = models.DateField()
    takes_place = models.BooleanField(default=False)

    classified = classify(
        called=_("Lifts offered"),
        personal={"on": Personal(_("not on this day"), _("plans lifts that fit your days"), WITH_ITS_RECORD)},
        plain=["offer", "takes_place"],
        within="offer__region__slug",
    )

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["offer", "on"], name="offer_exception_once_a_day")]

    def __str__(self) -> str:
        return f"{self.on}"
