"""A region: a set of municipalities with a platform, whatever its official kind."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from maillage.kit.fields import SourcesField, WordingField
from maillage.kit.privacy import classify


class Region(models.Model):
    """A territory with its own platform; the NUTS code is a remark, never a key."""

    programme = models.ForeignKey("territory.Programme", on_delete=models.PROTECT, related_name="regions")
    slug = models.SlugField(unique=True)
    name = WordingField()
    kind = WordingField(help_text="Department, province, voivodeship …: data, not a fixed list.")
    parent_name = WordingField(help_text="What the region lies in: a larger region, where one is commonly named.")
    country = models.CharField(max_length=2)
    languages = models.JSONField(default=list, help_text="Codes, the region's first language first.")
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    nuts_code = models.CharField(max_length=8, blank=True)
    nuts_remark = WordingField()
    planned_roundtables = models.PositiveSmallIntegerField(default=4, validators=[MinValueValidator(1)])
    introduction = WordingField()
    places = models.ManyToManyField("territory.Place", related_name="regions", blank=True)
    is_active = models.BooleanField(default=True)
    public_version = models.PositiveBigIntegerField(default=1, help_text="Grows with each public change.")
    sources = SourcesField()

    classified = classify(
        plain=[
            "programme",
            "slug",
            "name",
            "kind",
            "parent_name",
            "country",
            "languages",
            "time_zone",
            "nuts_code",
            "nuts_remark",
            "planned_roundtables",
            "introduction",
            "is_active",
            "public_version",
            "sources",
            "places",
        ]
    )

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=models.Q(planned_roundtables__gte=1), name="region_plans_a_roundtable")
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("website:region-detail", args=[self.slug])

    @property
    def first_language(self) -> str:
        return self.languages[0] if self.languages else "en"
