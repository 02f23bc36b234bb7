"""The travel times of a region, kept from place to place."""

from __future__ import annotations

from django.db import models

from maillage.kit.privacy import classify
from maillage.mobility.enums import TravelSource


class TravelMatrix(models.Model):
    """`stops` are keys ("place:71153", "point:<id>"); `seconds` and `metres` rows by row, null where nobody knows.

    Of a router each key is followed by the degrees that were asked ("point:<id>@46.50000,4.50000"), so that a stop
    that moves is asked anew. While a job asks, `asking_since` is set; `failed_because` is the sentence of the last one.
    """

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="travel_matrices")
    source = models.CharField(max_length=10, choices=TravelSource.choices)
    stops = models.JSONField(default=list)
    seconds = models.JSONField(default=list)
    metres = models.JSONField(default=list)
    asked_of = models.CharField(max_length=200, blank=True, help_text="The router or the file.")
    made_at = models.DateTimeField()
    asking_since = models.DateTimeField(null=True, blank=True)
    failed_because = models.CharField(max_length=300, blank=True)

    classified = classify(
        plain=[
            "region", "source", "stops", "seconds", "metres", "asked_of", "made_at", "asking_since", "failed_because",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["region", "source"]
        constraints = [models.UniqueConstraint(fields=["region", "source"], name="travel_matrix_once_a_source")]

    def __str__(self) -> str:
        return f"{self.region_id}: {self.source}"
