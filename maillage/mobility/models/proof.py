"""A proof that the coordinator has seen: licence, insurance, inspection, and until when it holds."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import WITH_ITS_RECORD, Keep, Personal, classify
from maillage.mobility.enums import ProofKind

AFTER_ITS_END = Keep(_("12 months after it has run out"), timedelta(days=365), ("expires_on",))


class Proof(models.Model):
    """Only that it was seen, on which day and by whom: no number and no picture is kept."""

    driver = models.ForeignKey("mobility.Driver", on_delete=models.CASCADE, related_name="proofs")
    kind = models.CharField(max_length=12, choices=ProofKind.choices)
    seen_on = models.DateField()
    seen_by = models.ForeignKey("people.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    expires_on = models.DateField()

    classified = classify(
        called=_("Volunteers who drive"),
        personal={
            "kind": Personal(_("proof seen"), _("lets only insured drivers drive"), WITH_ITS_RECORD),
            "seen_on": Personal(_("seen on"), _("lets only insured drivers drive"), WITH_ITS_RECORD),
            "expires_on": Personal(_("holds until"), _("asks again in time"), WITH_ITS_RECORD),
            "seen_by": Personal(_("seen by"), _("knows whom to ask about it"), WITH_ITS_RECORD),
        },
        plain=["driver"],
        rows=(AFTER_ITS_END,),
        within="driver__volunteer__region__slug",
    )

    class Meta:
        ordering = ["kind", "-expires_on"]

    def __str__(self) -> str:
        return f"{self.driver_id}: {self.kind}"
