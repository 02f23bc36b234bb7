"""How many newcomers live in a place, as somebody counted them; it weighs places and is never printed small."""

from __future__ import annotations

from django.db import models

from maillage.insight.enums import Method
from maillage.kit.privacy import classify


class NewcomersThere(models.Model):
    """One count of a place in a region; a place without a row is not known, never zero."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="newcomers_there")
    place = models.ForeignKey("territory.Place", on_delete=models.PROTECT, related_name="newcomers_there")
    persons = models.PositiveIntegerField()
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.MEASURED)

    tells_of_whole_place = True
    classified = classify(plain=["region", "place", "persons", "as_of", "source", "method"], within="region__slug")

    class Meta:
        ordering = ["place__name"]
        constraints = [models.UniqueConstraint(fields=["region", "place"], name="newcomers_there_one_count_of_a_place")]

    def __str__(self) -> str:
        return f"{self.place_id}"
