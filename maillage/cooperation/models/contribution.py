"""A contribution: what somebody says before a roundtable, or raises for the next one without being there."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.cooperation.enums import ContributionKind, Signature
from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import Keep, Personal, classify

UNUSED = Keep(_("12 months after it was written"), timedelta(days=365), ("written_at",))


class Contribution(models.Model):
    """Waits for `roundtable`, or for the region's next one while that is empty; the convenor brings it to the table.

    Signed with a pseudonym it keeps no trace of who wrote it: `invitation` stays empty.
    """

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="contributions")
    roundtable = models.ForeignKey(
        "cooperation.Roundtable", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    public_id = PublicIdField()
    kind = models.CharField(max_length=10, choices=ContributionKind.choices, default=ContributionKind.THOUGHT)
    text = WordingField()
    signature = models.CharField(max_length=12, choices=Signature.choices, default=Signature.NONE)
    signed = models.CharField(max_length=80, blank=True)
    invitation = models.ForeignKey(
        "cooperation.Invitation", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    written_at = models.DateTimeField()
    client_key = models.CharField(max_length=40, unique=True, null=True, blank=True)
    note = models.OneToOneField(
        "cooperation.Note", null=True, blank=True, on_delete=models.SET_NULL, related_name="contribution"
    )
    need = models.ForeignKey(
        "cooperation.Need", null=True, blank=True, on_delete=models.SET_NULL, related_name="contributions"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)

    classified = classify(
        called=_("Contributions before a roundtable"),
        personal={
            "signed": Personal(_("name or pseudonym, as signed"), _("says who speaks"), UNUSED, holds="name"),
            "invitation": Personal(_("who wrote it, unless signed otherwise"), _("lets the convenor ask back"), UNUSED),
        },
        plain=[
            "region",
            "roundtable",
            "public_id",
            "kind",
            "text",
            "signature",
            "written_at",
            "client_key",
            "note",
            "need",
            "set_aside_at",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(signature=Signature.PSEUDONYM) | models.Q(invitation__isnull=True),
                name="contribution_pseudonym_keeps_no_trace",
            )
        ]

    def __str__(self) -> str:
        return str(self.text)[:60]
