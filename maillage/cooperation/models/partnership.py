"""A partnership: the capacity in which an organisation stands behind a roundtable."""

from __future__ import annotations

from django.db import models

from maillage.cooperation.enums import PartnerRole
from maillage.kit.fields import WordingField
from maillage.kit.privacy import classify


class Partnership(models.Model):
    """Organiser, co-organiser, in cooperation with, or with the support of."""

    roundtable = models.ForeignKey("cooperation.Roundtable", on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="partnerships")
    role = models.CharField(max_length=14, choices=PartnerRole.choices, default=PartnerRole.ORGANISER)
    remark = WordingField(help_text="For example: lead of the SHARE Network.")
    position = models.PositiveSmallIntegerField(default=0)

    classified = classify(
        plain=["roundtable", "organisation", "role", "remark", "position"], within="roundtable__region__slug"
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["roundtable", "organisation"], name="partnership_one_each"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_role_display()}"
