"""A place: a municipality or locality with its official or borrowed code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.kit.privacy import classify


class Degurba(models.IntegerChoices):
    """Eurostat's degree of urbanisation; a place without a class is not known, never rural by default."""

    CITY = 1
    TOWN = 2
    RURAL = 3


class Place(models.Model):
    """One place; empty figures are unknown, never zero."""

    code = models.CharField(max_length=24)
    country = models.CharField(max_length=2)
    name = models.CharField(max_length=160)
    folded_name = models.CharField(max_length=160, blank=True, db_index=True, editable=False)
    kind = models.CharField(max_length=40, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    population = models.PositiveIntegerField(null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(null=True, blank=True)
    area_km2 = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    degurba = models.PositiveSmallIntegerField(choices=Degurba.choices, null=True, blank=True)
    degurba_source = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200, blank=True)

    classified = classify(
        plain=[
            "code",
            "country",
            "name",
            "folded_name",
            "kind",
            "parent",
            "population",
            "population_year",
            "area_km2",
            "latitude",
            "longitude",
            "degurba",
            "degurba_source",
            "source",
        ]
    )

    class Meta:
        ordering = ["name", "code"]
        constraints = [
            models.UniqueConstraint(fields=["country", "code"], name="place_code_is_unique_in_country"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="place_coordinates_both_or_none",
            ),
            models.CheckConstraint(
                condition=Q(area_km2__isnull=True) | Q(area_km2__gt=0), name="place_area_is_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name
