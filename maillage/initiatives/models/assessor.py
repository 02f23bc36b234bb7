"""An assessor: somebody of the directory who judges the applications of one call."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.fields import PublicIdField
from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class Assessor(models.Model):
    """Somebody who judges the applications of a call, by a personal link and without an account."""

    call = models.ForeignKey("initiatives.PilotCall", on_delete=models.CASCADE, related_name="assessors")
    contact = models.ForeignKey("people.Contact", on_delete=models.CASCADE, related_name="assessments")
    public_id = PublicIdField()
    nonce = models.CharField(max_length=24, editable=False)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Calls for pilots"),
        personal={
            "contact": Personal(
                _("who judges applications"), _("sends the grid and counts its points"), WITH_ITS_RECORD
            )
        },
        plain=["call", "public_id", "nonce", "asked_at", "finished_at", "taken_back_at"],
        within="call__region__slug",
    )

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [models.UniqueConstraint(fields=["call", "contact"], name="assessor_once_in_a_call")]

    def __str__(self) -> str:
        return f"assessor {self.public_id}"
