"""A table that counts people along two axes, as the desk alone knows it."""

from __future__ import annotations

from django.db import models

from maillage.insight.enums import Indicator, Level, Method
from maillage.kit.fields import PublicIdField, WordingField
from maillage.kit.privacy import classify


class PeopleTable(models.Model):
    """The exact counts, seen by the region's desk alone; what others read is a release of it."""

    region = models.ForeignKey("territory.Region", on_delete=models.CASCADE, related_name="people_tables")
    public_id = PublicIdField()
    indicator = models.CharField(max_length=20, choices=Indicator.choices)
    title = WordingField()
    series = models.SlugField(help_text="Tables of one series are editions of the same table.")
    rows = models.JSONField(help_text="Names of the rows, as wordings.")
    columns = models.JSONField(help_text="Names of the columns, as wordings.")
    counts = models.JSONField(help_text="Rows of whole numbers; null is not known.")
    as_of = models.DateField()
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.REGION)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=120, blank=True)
    method = models.CharField(max_length=10, choices=Method.choices, default=Method.MEASURED)
    entered_at = models.DateTimeField(auto_now_add=True)

    classified = classify(
        plain=[
            "region", "public_id", "indicator", "title", "series", "rows", "columns", "counts", "as_of", "level",
            "source", "licence", "method", "entered_at",
        ],
        within="region__slug",
    )  # fmt: skip

    class Meta:
        ordering = ["series", "as_of", "id"]
        constraints = [
            models.UniqueConstraint(fields=["region", "series", "as_of"], name="people_table_one_edition_of_a_day")
        ]

    def __str__(self) -> str:
        return str(self.title)
