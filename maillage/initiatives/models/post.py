"""A post: hours of work for a theme, planned and secured, in full-time equivalents."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class Post(models.Model):
    """Who employs, for what, how much, until when and paid by whom; never who holds it."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="posts")
    public_id = PublicIdField()
    organisation = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="posts")
    theme = models.ForeignKey("territory.Theme", on_delete=models.PROTECT, related_name="posts")
    initiative = models.ForeignKey(
        "initiatives.Initiative", null=True, blank=True, on_delete=models.SET_NULL, related_name="posts"
    )
    title = WordingField()
    planned_fte = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    secured_fte = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0))
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    funder = models.CharField(max_length=200, blank=True)
    is_public = models.BooleanField(default=False, help_text="The organisation agrees that it is shown.")
    source = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField(null=True, blank=True)

    classified = classify(
        plain=[
            "region", "public_id", "organisation", "theme", "initiative", "title", "planned_fte", "secured_fte",
            "starts_on", "ends_on", "funder", "is_public", "source", "checked_on",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["theme__position", "organisation__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(planned_fte__gte=0, secured_fte__gte=0, planned_fte__lte=500, secured_fte__lte=500),
                name="post_fte_within_reason",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)
