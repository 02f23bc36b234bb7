"""A confirmation: somebody who knows said on a day that a card is still true, was put right, or has ended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.initiatives.enums import StillTrue
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Confirmation(models.Model):
    """Append-only; the age of a card is that of its last confirmation."""

    initiative = models.ForeignKey("initiatives.Initiative", on_delete=models.CASCADE, related_name="confirmations")
    confirmed_on = models.DateField()
    answer = models.CharField(max_length=8, choices=StillTrue.choices)
    remark = models.CharField(max_length=400, blank=True)
    contact = models.ForeignKey(
        "people.Contact", null=True, blank=True, on_delete=models.SET_NULL, related_name="confirmations"
    )

    classified = classify(
        called=_("What exists already"),
        personal={"contact": Personal(_("who confirmed it"), _("knows whom to ask again"), WITH_ITS_RECORD)},
        plain=["initiative", "confirmed_on", "answer", "remark"],
        within="initiative__region__slug",
    )

    class Meta:
        ordering = ["confirmed_on", "id"]

    def __str__(self) -> str:
        return f"{self.initiative_id}: {self.answer} on {self.confirmed_on}"
