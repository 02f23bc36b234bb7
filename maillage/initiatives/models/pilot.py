"""A pilot: an action with a holder, chosen after a call and paid for by the programme."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from maillage.kit.fields import PublicIdField, SourcesField, WordingField
from maillage.kit.privacy import classify


class Pilot(models.Model):
    """A pilot action of one region; unknown name, holder or amount stays empty."""

    region = models.ForeignKey("territory.Region", on_delete=models.PROTECT, related_name="pilots")
    public_id = PublicIdField()
    name = WordingField()
    description = WordingField()
    holder = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="pilots_held"
    )
    partners = models.ManyToManyField("people.Organisation", related_name="pilots_joined", blank=True)
    themes = models.ManyToManyField("territory.Theme", related_name="pilots", blank=True)
    place_in_words = WordingField()
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    budget_eur = models.PositiveIntegerField(null=True, blank=True)
    budget_note = WordingField()
    difficulties = WordingField()
    sources = SourcesField()

    classified = classify(
        plain=[
            "region",
            "public_id",
            "name",
            "description",
            "holder",
            "place_in_words",
            "months",
            "budget_eur",
            "budget_note",
            "difficulties",
            "sources",
            "partners",
            "themes",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["region", "public_id"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("website:pilot-detail", args=[self.region.slug, self.public_id])
