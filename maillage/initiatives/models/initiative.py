"""An initiative: something that exists or existed, which a roundtable may call a good practice."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from maillage.initiatives.enums import Standing
from maillage.kit.fields import PublicIdField, SourcesField, WordingField
from maillage.kit.privacy import classify


class Initiative(models.Model):
    """A practice with its themes, place and organisation, whether or not a table ever spoke of it."""

    region = models.ForeignKey("territory.Region", on_delete=models.PROTECT, related_name="initiatives")
    public_id = PublicIdField()
    name = WordingField()
    description = WordingField()
    themes = models.ManyToManyField("territory.Theme", related_name="initiatives", blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    place = models.ForeignKey(
        "territory.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="initiatives"
    )
    place_in_words = WordingField(help_text="Where, when no single place of the table says it.")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.UNKNOWN)
    funder = WordingField()
    figures = WordingField()
    recorded_on = models.DateField(null=True, blank=True)
    sources = SourcesField()

    classified = classify(
        plain=[
            "region",
            "public_id",
            "name",
            "description",
            "organisation",
            "place",
            "place_in_words",
            "standing",
            "funder",
            "figures",
            "recorded_on",
            "sources",
            "themes",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["region", "public_id"]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("website:practice-detail", args=[self.region.slug, self.public_id])
