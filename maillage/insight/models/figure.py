"""A figure that somebody entered: its value with unit, day, level, source, method and who checked it last."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from maillage.insight.enums import Indicator, Level, Method
from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class Figure(models.Model):
    """One value of one indicator; an empty value is said to be not known, with the source that was asked."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="figures")
    public_id = PublicIdField()
    indicator = models.CharField(max_length=20, choices=Indicator.choices)
    label = WordingField(help_text="What exactly is counted.")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=40, help_text="persons, places, %, EUR …")
    counts_people = models.BooleanField(default=False, help_text="Then it is protected like every count of people.")
    as_of = models.DateField()
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.REGION)
    place = models.ForeignKey(
        "territory.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="figures"
    )
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.MEASURED)
    flag = models.CharField(max_length=20, blank=True, help_text="As the source prints it: u, c, b …")
    checked_by = models.CharField(max_length=150, blank=True, help_text="An organisation or a function.")
    checked_on = models.DateField(null=True, blank=True)

    tells_of_whole_place = True
    classified = classify(
        plain=[
            "region", "public_id", "indicator", "label", "value", "unit", "counts_people", "as_of", "level", "place",
            "source", "licence", "method", "flag", "checked_by", "checked_on",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["indicator", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(level=Level.PLACE) | Q(place__isnull=False), name="figure_of_a_place_names_it"
            ),
            models.CheckConstraint(
                condition=Q(counts_people=False) | Q(value__isnull=True) | Q(value__gte=0),
                name="figure_counts_no_negative_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value} {self.unit}"
