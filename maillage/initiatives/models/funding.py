"""A funding: money for a theme from one funder, planned, secured and spent."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class Funding(models.Model):
    """One line of money; amounts in euros."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="fundings")
    public_id = PublicIdField()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="fundings")
    theme = models.ForeignKey("territory.Theme", on_delete=models.PROTECT, related_name="fundings")
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, blank=True, on_delete=models.SET_NULL, related_name="fundings"
    )
    title = WordingField()
    funder = models.CharField(max_length=200, blank=True)
    planned_eur = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    secured_eur = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    spent_eur = models.DecimalField(max_digits=12, decimal_places=2, default=Decimal(0))
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=False, help_text="The organisation agrees that it is shown.")
    source = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    classified = classify(
        plain=[
            "region", "public_id", "organisation", "theme", "initiative", "title", "funder", "planned_eur",
            "secured_eur", "spent_eur", "starts_on", "ends_on", "is_public", "source", "checked_on",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["theme__position", "organisation__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_eur__gte=0, secured_eur__gte=0, spent_eur__gte=0), name="funding_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="funding_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)
