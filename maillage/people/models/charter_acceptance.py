"""A volunteer accepted a version of the charter, on a date."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Personal, classify


class CharterAcceptance(models.Model):
    """Said by the volunteer by link, or on paper to the coordinator."""

    volunteer = models.ForeignKey("people.Volunteer", on_delete=models.CASCADE, related_name="acceptances")
    charter = models.ForeignKey("people.Charter", on_delete=models.CASCADE, related_name="acceptances")
    accepted_at = models.DateTimeField()
    on_paper = models.BooleanField(default=False)

    classified = classify(
        called=_("Volunteers of a region"),
        personal={
            "accepted_at": Personal(
                _("charter accepted on"), _("knows that you agree with the charter"), WITH_ITS_RECORD
            )
        },
        plain=["volunteer", "charter", "on_paper"],
        within="volunteer__region__slug",
    )

    class Meta:
        ordering = ["-accepted_at"]
        constraints = [models.UniqueConstraint(fields=["volunteer", "charter"], name="charter_accepted_once")]

    def __str__(self) -> str:
        return f"{self.volunteer_id}: {self.charter_id}"
