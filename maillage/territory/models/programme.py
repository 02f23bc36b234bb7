"""A programme: the frame in which a network lead runs platforms in several regions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.kit.fields import SourcesField, WordingField
from maillage.kit.privacy import classify


class Programme(models.Model):
    """The frame, its lead, its dates and the credit its funder asks for."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    full_title = WordingField()
    aim = WordingField()
    funder_credit = WordingField(help_text="The sentence the funder asks for on each page.")
    lead_name = models.CharField(max_length=200, blank=True)
    lead_website = models.URLField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    dates_note = WordingField(help_text="Where sources give different dates, both are told.")
    planned_roundtables = models.PositiveSmallIntegerField(default=4)
    is_demonstration = models.BooleanField(default=False)
    sources = SourcesField()

    classified = classify(
        plain=[
            "slug",
            "name",
            "full_title",
            "aim",
            "funder_credit",
            "lead_name",
            "lead_website",
            "starts_on",
            "ends_on",
            "dates_note",
            "planned_roundtables",
            "is_demonstration",
            "sources",
        ]
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="programme_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("website:programme-detail", args=[self.slug])
