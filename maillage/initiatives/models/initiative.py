"""An initiative: something that exists or existed, which a roundtable may call a good practice."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from maillage.initiatives.enums import Serves, Standing
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
    serves = models.CharField(max_length=10, choices=Serves.choices, default=Serves.UNKNOWN)
    partners = models.ManyToManyField("people.Organisation", related_name="initiatives_joined", blank=True)
    places_served = models.ManyToManyField("territory.Place", related_name="initiatives_serving", blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", help_text="Kept as a report."
    )
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
            "serves",
            "partners",
            "places_served",
            "started_on",
            "ended_on",
            "merged_into",
        ],
        within="region__slug",
    )

    class Meta:
        ordering = ["region", "public_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="initiative_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="initiative_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("website:practice-detail", args=[self.region.slug, self.public_id])
